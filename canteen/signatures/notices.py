"""What the desk says of one's own PIN: without one, nothing can be signed."""

from flask import url_for

from canteen.desk.notices import Notice
from canteen.models.words import Post
from canteen.security import current
from canteen.signing import pins


def notices() -> list[Notice]:
    """Tell whoever has something to sign that the PIN is missing, and why."""
    me = current()
    if me.posts <= {Post.ADMINISTRATOR} or pins.in_use(me.user_id):
        return []
    before = pins.latest(me.user_id)
    text = f"签名 PIN 已停用（{before.why_ended}），重设后才能签名" if before else "还没有签名 PIN，设好才能签名"
    return [Notice(text, "设签名 PIN", url_for("signatures.pin"))]
