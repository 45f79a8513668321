"""Somebody leaves: posts, plans and the log-in end today in one act; what they did stays."""

from canteen import clock
from canteen.db import db
from canteen.models import Person, User
from canteen.people import accounts, posts
from canteen.signing import pins


def leave(someone: Person) -> None:
    """End the posts today and take back what was planned; disable the log-in unless another canteen needs it."""
    posts.end_all(someone)
    user = db.session.get(User, someone.user_id) if someone.user_id else None
    if user and user.disabled_at is None and not _elsewhere(someone):
        accounts.disable(user)
        pins.end(user.id, "离岗")


def meaning(someone: Person) -> str:
    """What leaving does to this person."""
    today = clock.today()
    held = "、".join(each.post for each in someone.appointments if posts.is_held(each, today)) or "没有岗位"
    log_in = "登录不停用，因为在别的食堂还有岗位" if _elsewhere(someone) else "登录今天停用"
    return f"现任{held}。岗位到今天（{today}）为止，还没有开始的任命撤回；{log_in}。经手的单据和签名都保留。"


def _elsewhere(someone: Person) -> bool:
    others = [other for other in accounts.people_of(someone) if other.id != someone.id]
    return bool(accounts.posts_of(others))
