"""Dataset: the whole record as lines, and back."""
