"""Measures the speed of what the product promises to do fast."""
