"""Receipts (票据): registered, linked to the purchases that they cover, listed."""
