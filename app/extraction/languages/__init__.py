"""Languages: one profile each, data only; loaded when first needed."""
