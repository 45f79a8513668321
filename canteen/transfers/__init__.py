"""Money between accounts of one fund, and the floats that purchasers carry."""
