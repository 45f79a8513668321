"""The desk's word on papers that wait for a second signature to become void."""

from collections.abc import Iterator
from datetime import datetime

from flask import url_for
from sqlalchemy import Select, func, select

from canteen.choosing import here
from canteen.db import db
from canteen.desk.notices import Notice
from canteen.models import VoidRequest
from canteen.models.words import State
from canteen.security import current, opens


def notices() -> Iterator[Notice]:
    """What others have asked to make void, for those who may agree."""
    if not opens("voiding.agree"):
        return
    waiting, since = db.session.execute(_of_others(here().id)).one()
    if waiting:
        yield Notice(f"{waiting} 张单据等第二个人签名作废。", "去看", url_for("voiding.index"), since)


def _of_others(canteen_id: int) -> Select[int, datetime]:
    """How many there are, and since when the first of them is."""
    return select(func.count(VoidRequest.id), func.min(VoidRequest.made_at)).where(
        VoidRequest.canteen_id == canteen_id,
        VoidRequest.state == State.DRAFT,
        VoidRequest.author_id != current().user_id,
    )
