"""Payments (付款): what may be paid, by supplier; cash stated at the market; refunds and the last fen."""
