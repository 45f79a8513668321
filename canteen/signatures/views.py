"""The signer's own pages: the agreement, the PIN, what was signed in one's name."""

from flask import Blueprint

pages = Blueprint("signatures", __name__, url_prefix="/signing")
