"""Forms that were sent after their session had ended: what was typed waits for its writer; secrets and files do not."""

from datetime import timedelta
from urllib.parse import quote

from flask import current_app, flash, g, request
from sqlalchemy import bindparam, delete, select

from canteen import clock
from canteen.db import db
from canteen.models import ParkedForm
from canteen.security.limits import Limit, spend
from canteen.security.visiting import visitor
from canteen.step import unjudged

LASTS = timedelta(days=1)
ASKED = "parked"
SECRETS = frozenset({"csrf_token", "nonce", "strokes", "pin", "new_pin", "password", "old", "again"})
"""Fields whose values are never kept."""
NOT_SENT = "您填的还在，还没有提交：请核对后再提交。口令、PIN、签名和照片没有保留，要重新填。"
LONGEST_ADDRESS = 200
DROPPED = (
    delete(ParkedForm)
    .where(ParkedForm.user_id == bindparam("user"), ParkedForm.address == bindparam("here"))
    .execution_options(synchronize_session=False)
)


def way_back(user_id: int) -> str | None:
    """Where the user finds again what this request typed; None where its address shows no form."""
    adapter = current_app.create_url_adapter(request)
    if request.method != "POST" or len(request.path) > LONGEST_ADDRESS or not (adapter and adapter.test(method="GET")):
        return None
    _park(user_id)
    return f"{quote(request.path)}?{ASKED}=1"


def typed() -> list[tuple[str, str]]:
    """What waits for the visitor at this address, where they come for it; they are told once."""
    me = visitor()
    if request.method != "GET" or ASKED not in request.args or me is None:
        return []
    if "parked" not in g:
        here = (ParkedForm.user_id == me.user_id, ParkedForm.address == request.path)
        g.parked = db.session.scalar(select(ParkedForm.typed).where(*here).order_by(ParkedForm.id.desc())) or []
        if g.parked:
            flash(NOT_SENT, "warn")
    return [(name, value) for name, value in g.parked]


def drop(user_id: int) -> None:
    """Forget what waited at this address, within the caller's transaction: it was sent."""
    db.session.execute(DROPPED, {"user": user_id, "here": request.path})


def _park(user_id: int) -> None:
    spend(Limit(f"parked by {user_id}", 20, timedelta(hours=1)))
    kept = [[name, value] for name, value in request.form.items(multi=True) if name not in SECRETS]
    with unjudged():
        drop(user_id)
        db.session.execute(delete(ParkedForm).where(ParkedForm.at < clock.now() - LASTS))
        db.session.add(ParkedForm(user_id=user_id, address=request.path, typed=kept, at=clock.now()))
