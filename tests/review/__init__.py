"""Review: the queue of doubts, its answers, and readers' reports."""
