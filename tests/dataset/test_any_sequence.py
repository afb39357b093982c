"""Whatever people did to a record, what is exported and read back is that record."""

import tempfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.db import Database
from app.services.dataset import load_record
from tests.conftest import copied_file
from tests.corrections.test_any_sequence import OPS, Op, copied, do, record
from tests.dataset.test_dataset import exported, held
from tests.reliability.record import faults, quiet

__all__ = ["record"]


@pytest.mark.slow
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ops=st.lists(OPS, min_size=1, max_size=15))
def test_any_sequence_of_corrections_comes_back(
    record: Path,
    migrated_file: Path,
    ops: list[Op],
) -> None:
    with copied(record) as old, tempfile.TemporaryDirectory() as folder:
        for op in ops:
            do(old, op)
        content = exported(old)
        with copied_file(migrated_file, Path(folder)) as new:
            check_same(old, new, content)


def check_same(old: Database, new: Database, content: bytes) -> None:
    load_record(new, BytesIO(content), "record.jsonl", quiet)
    assert held(new) == held(old)
    assert exported(new) == content
    assert faults(new) == faults(old) == []
