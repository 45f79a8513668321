"""The notice as code: one file an item, its clauses in order, and ours (beyond)."""
