"""Corrections: what people set on statements, wordings and articles; a file a noun."""
