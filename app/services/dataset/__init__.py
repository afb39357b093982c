"""Dataset: the whole record as lines of JSON in an open format, written and read back.

The format is described in `lines`. Unlike a backup it can be read without this program, and holds
nothing of those who keep the record: no accounts, drafts, jobs, nor pages as they were fetched.
"""

from app.services.dataset.reading import is_export, load_record, opened_lines
from app.services.dataset.writing import count_lines, lines_of, write_file, write_lines

__all__ = [
    "count_lines",
    "is_export",
    "lines_of",
    "load_record",
    "opened_lines",
    "write_file",
    "write_lines",
]
