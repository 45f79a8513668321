"""办理: the ways to everything that can be entered, by what it is about."""
