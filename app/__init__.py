"""On the Record: who said what about Syria, on which day, and where it was printed."""
