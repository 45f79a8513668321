"""The papers of a purchase, a receipt and a payment, printed as people know them."""
