"""Income against numbered fiscal receipts, and the books that these come from."""
