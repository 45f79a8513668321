"""Papers to print: whose they are stands on top, who printed them when at the foot."""

from typing import Any

from flask import render_template

from canteen import clock
from canteen.security import current
from canteen.unit import unit_title


def paper(template: str, **facts: Any) -> str:
    """A paper of the chosen canteen, where there is one; its template extends print/base.html."""
    place = current().canteen
    return render_template(
        template,
        unit=unit_title(),
        canteen=place.name if place else None,
        printed_by=current().name,
        printed_at=clock.now(),
        **facts,
    )
