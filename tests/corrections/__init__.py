"""Corrections: what people set on the record, how it is told, and how it is taken back."""
