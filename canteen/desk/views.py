"""The desk: what the visitor's posts may enter or look after, one tap from its form."""

from dataclasses import dataclass

from flask import Blueprint, render_template, url_for

from canteen.desk.notices import Source
from canteen.security import opens, signed_in

pages = Blueprint("desk", __name__, url_prefix="/desk")


@dataclass(frozen=True)
class Work:
    """Something to enter or look after: what it is called, one line on what for, its endpoint."""

    label: str
    what: str
    endpoint: str


GROUPS: dict[str, tuple[Work, ...]] = {
    "开始之前": (),
    "采购之前": (),
    "收入和资金": (),
    "人员和签名": (),
    "补救": (),
}
"""By what it is about, in the order of the work."""

NOTICES: tuple[Source, ...] = ()
"""Each area's own, in the order of the desk."""


@pages.get("/")
@signed_in
def index() -> str:
    """Show what one's posts may do."""
    groups = {title: [_way(work) for work in works if opens(work.endpoint)] for title, works in GROUPS.items()}
    notices = [notice for source in NOTICES for notice in source()]
    groups = {title: ways for title, ways in groups.items() if ways}
    return render_template("desk/index.html", notices=notices, groups=groups)


def _way(work: Work) -> dict[str, str]:
    return {"label": work.label, "what": work.what, "url": url_for(work.endpoint)}
