"""Logging a purchase: the draft that purchasers make at the market, and sign."""
