"""Papers to print: whose they are stands on top, who printed them when at the foot."""

from typing import Any

from flask import render_template

from canteen import clock
from canteen.choosing import here
from canteen.security import current
from canteen.unit import unit_title


def paper(template: str, **facts: Any) -> str:
    """A paper of the chosen canteen; its template extends print/base.html."""
    return render_template(
        template,
        unit=unit_title(),
        canteen=here().name,
        printed_by=current().name,
        printed_at=clock.now(),
        **facts,
    )
