"""What the desk says of the set-up to those who see to it."""

from collections.abc import Iterator

from flask import url_for

from canteen.desk.notices import Notice
from canteen.models.words import Post
from canteen.security import current
from canteen.setup.points import is_beginning, missing


def notices() -> Iterator[Notice]:
    """How many points are missing before the first lawful purchase."""
    place = current().canteen
    if place and place.posts & {Post.ADMINISTRATOR, Post.ACCOUNTANT} and is_beginning(place.id):
        yield Notice(
            f"准备还缺 {len(missing(place.id))} 项，补齐以后，第一笔采购才合规。", "看还缺什么", url_for("setup.index")
        )
