"""Queries: reads. Each returns frozen values that can no longer run SQL."""
