"""Setting up: the unit, its canteens, accounts, departments, the confirmed parameters, and what is still missing."""
