"""Fixtures: a database that knows the invented world."""

from tests.services.conftest import world

__all__ = ["world"]
