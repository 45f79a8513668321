"""Keys for one purpose each, derived (HKDF, RFC 5869) from the installation's one secret."""

import hmac
from functools import cache
from hashlib import sha256

from flask import current_app


def seal(purpose: str, message: str) -> str:
    """The message's HMAC under the key of a purpose, in hexadecimal."""
    key = _subkey(current_app.config["SECRET_KEY"], purpose)
    return hmac.new(key, message.encode("utf-8", "replace"), sha256).hexdigest()


def is_sealed(purpose: str, message: str, mac: str) -> bool:
    """Whether the HMAC is the message's."""
    return hmac.compare_digest(seal(purpose, message).encode(), mac.encode("utf-8", "replace"))


@cache
def _subkey(secret: bytes, purpose: str) -> bytes:
    extracted = hmac.digest(bytes(32), secret, "sha256")
    return hmac.digest(extracted, f"mingzhang {purpose}".encode() + b"\x01", "sha256")
