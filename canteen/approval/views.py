"""Approval (审批): one sheet of facts, signed or sent back; receipts that came later, signed as a list."""

from flask import Blueprint

pages = Blueprint("approval", __name__, url_prefix="/approval")
