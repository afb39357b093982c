"""API: the stable JSON interface under /api/v1."""
