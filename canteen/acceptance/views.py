"""Acceptance (验收): what arrived is weighed blind, accepted, or refused."""

from flask import Blueprint

pages = Blueprint("acceptance", __name__, url_prefix="/acceptance")
