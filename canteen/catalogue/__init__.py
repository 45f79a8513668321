"""Suppliers and items: entering, changing, retiring, and bringing them in from a spreadsheet."""
