"""What would refuse or warn, shown before anybody presses the button: with the page, and with each change of its form."""

from collections.abc import Callable
from typing import Any

from flask import request

from canteen.entering import Fault, mark, shown
from canteen.fields import Entry
from canteen.rulebook import Finding
from canteen.step import Shut


def is_look() -> bool:
    """Whether the form is only looked at: its page is opened, or it is sent to be looked at."""
    return request.method == "GET" or "look" in request.form


def looked(form: Entry, ahead: Callable[[], list[Finding]]) -> list[dict[str, Any]]:
    """What the clauses would say of the form as it stands; what is no fact stands at its field."""
    if request.method == "GET" or form.validate():
        try:
            return shown(ahead())
        except Fault as fault:
            mark(form, fault)
        except Shut as shut:
            form.form_errors.append(str(shut))
    return []
