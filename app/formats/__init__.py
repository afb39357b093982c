"""Formats: rows as CSV, JSON lines, Atom and citations."""
