"""The signer's own pages: the agreement, the PIN, what was signed in one's name."""

from flask import Blueprint

from canteen.signing import offer

pages = Blueprint("signatures", __name__, url_prefix="/signing")
pages.add_app_template_global(offer)
