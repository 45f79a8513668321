"""Signing: what is signed and its digest, the PIN, the drawn name, the nonce of one use, and the endorsement that they make."""
