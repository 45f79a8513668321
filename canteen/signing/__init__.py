"""Signing: what is signed and its digest, the PIN, the drawn name, the nonce of one use, and the endorsement that they make."""

from canteen.acts import Act
from canteen.signing.endorsing import endorse, use_up
from canteen.signing.forms import DrawForm, SignForm
from canteen.signing.nonces import offer
from canteen.signing.signers import Signer, guest, myself

__all__ = ["Act", "DrawForm", "SignForm", "Signer", "endorse", "guest", "myself", "offer", "use_up"]
