"""Web: pages and fragments for people."""
