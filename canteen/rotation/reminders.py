"""What the desk says of rotation: whose span is over or ends within a month, to those whom it concerns."""

from collections.abc import Iterator

from flask import url_for

from canteen.desk.notices import Notice
from canteen.models.words import Post
from canteen.rotation.tenures import Tenure, running
from canteen.security import current

TOLD = {Post.ADMINISTRATOR, Post.APPROVER, Post.SUPERVISOR}


def notices() -> Iterator[Notice]:
    """The sentences for the visitor."""
    place = current().canteen
    if place is None:
        return
    told = not TOLD.isdisjoint(place.posts)
    for tenure in running(place.id):
        if (told or tenure.person.id == place.person_id) and (sentence := _sentence(tenure)):
            yield Notice(sentence, "轮换", url_for("rotation.index"))


def _sentence(tenure: Tenure) -> str | None:
    who = f"{tenure.person.name}的{tenure.appointment.post}岗位"
    if tenure.refusal:
        return f"{who}自 {tenure.began} 起，已超过最长期限：条款 1.4 不再收这个岗位上的签名，请换人并办理交接。"
    if tenure.reminds:
        return f"{who}自 {tenure.began} 起，到 {tenure.last} 满最长期限，第二天起条款 1.4 不收签名，还没有安排接任。"
    if tenure.nears_half:
        return f"{who}自 {tenure.began} 起，到 {tenure.advised} 满一般轮换的期限，应安排轮换（条款 1.5 只提醒）。"
    return None
