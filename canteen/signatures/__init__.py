"""The signer's own pages: the agreement, the PIN, what was signed in one's name."""
