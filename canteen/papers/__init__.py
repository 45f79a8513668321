"""The papers of a purchase, printed as people know them."""
