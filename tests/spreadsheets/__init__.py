"""Spreadsheets: rows of an analyst become statements."""
