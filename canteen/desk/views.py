"""The desk: what the visitor's posts may enter or look after, one tap from its form."""

from dataclasses import dataclass

from flask import Blueprint, render_template, url_for

from canteen.catalogue import waiting
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
    "采购之前": (
        Work("登记供应商", "固定经营场所或零星摊贩", "catalogue.new_supplier"),
        Work("登记品目", "买什么，按什么单位，是不是集采目录内", "catalogue.new_item"),
        Work("等会计确认的", "采购当场登记的摊贩和零星食材", "catalogue.waiting"),
    ),
    "收入和资金": (),
    "人员和签名": (),
    "补救": (),
}
"""By what it is about, in the order of the work."""

NOTICES: tuple[Source, ...] = (waiting.notices,)
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
