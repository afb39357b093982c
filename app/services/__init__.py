"""Services: writes. They flush; only whoever opened the session commits."""
