"""Signing: what is signed and its digest, the PIN, the drawn name, the nonce of one use, and the endorsement that they make."""

from canteen.signing.acts import Act
from canteen.signing.endorsing import endorse
from canteen.signing.forms import DrawForm, SignForm
from canteen.signing.nonces import offer

__all__ = ["Act", "DrawForm", "SignForm", "endorse", "offer"]
