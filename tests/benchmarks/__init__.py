"""Benchmarks: speed, as a ratio against something run beside it; never in the timed suite."""
