"""The rulebook's pages: every clause with its meaning, its parameters and their history, and its switch."""
