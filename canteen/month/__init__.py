"""The month's check: what was looked at, found, answered and mended, with a bar for every month of the year."""
