"""Sourcing cases: what is asked for, the quotes side by side, and the purchase that starts from them."""
