"""The desk's word on papers that wait for a second signature to become void."""

from collections.abc import Iterator

from flask import url_for
from sqlalchemy import func, select

from canteen.choosing import here
from canteen.db import db
from canteen.desk.notices import Notice
from canteen.models import VoidRequest
from canteen.models.words import State
from canteen.security import current, opens


def notices() -> Iterator[Notice]:
    """What others have asked to make void, for those who may agree."""
    if opens("voiding.agree") and (waiting := _of_others(here().id)):
        yield Notice(f"{waiting} 张单据等第二个人签名作废。", "去看", url_for("voiding.index"))


def _of_others(canteen_id: int) -> int:
    waiting = select(func.count(VoidRequest.id)).where(
        VoidRequest.canteen_id == canteen_id,
        VoidRequest.state == State.DRAFT,
        VoidRequest.author_id != current().user_id,
    )
    return db.session.scalar(waiting) or 0
