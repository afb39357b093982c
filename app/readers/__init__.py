"""Readers: what comes from outside (pasted texts, files, pages, reference data) → plain values."""
