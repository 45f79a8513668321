"""Logging a purchase: what was bought, from whom, how it was paid, on a phone at the market."""
