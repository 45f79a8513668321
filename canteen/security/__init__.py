"""Who is there and what they may: deny by default, sessions on the server, rights from the posts held today."""

from canteen.security.gate import init, opens
from canteen.security.rights import may, open_to_all, signed_in
from canteen.security.visiting import Current, Place, current, visitor

__all__ = ["Current", "Place", "current", "init", "may", "open_to_all", "opens", "signed_in", "visitor"]
