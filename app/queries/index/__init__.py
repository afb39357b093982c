"""Facet index: the record's columns held in memory, so that counts and pages cost no SQL.

`columns` reads them, `state` holds them, `follow` brings them up to what was written since,
`keeper` gives each session the state of its own snapshot, `words` finds words, and `selection`
answers what a filter asks. SQLite or PostgreSQL stays the only truth: nothing is written here.
"""
