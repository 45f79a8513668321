"""The right that every view carries: some posts, any log-in, or open to all; a view without one stops the start."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Flask

from canteen.models.words import Post

View = TypeVar("View", bound=Callable[..., Any])
MIB = 1 << 20
TEXT, FILE = MIB, 10 * MIB
"""The most that what is typed into a form weighs, and a file beside it."""


class UndeclaredRightError(Exception):
    """A route says nothing about who may use it."""


@dataclass(frozen=True)
class Right:
    """Who may use a view: everyone; or whoever is signed in and holds one of the posts (without posts: whoever is)."""

    posts: frozenset[Post] = frozenset()
    open: bool = False
    confirmed: bool = False
    """Whether what it changes asks for the password again, where that was not given just now."""
    files: int = 0
    """How many files of the largest kind a request may bring together."""

    @property
    def room(self) -> int:
        """How many bytes a request may bring."""
        return TEXT + self.files * FILE

    def open_for(self, posts: frozenset[Post]) -> bool:
        """Whether it lets in somebody logged in with these posts."""
        return self.open or not self.posts or not self.posts.isdisjoint(posts)


def may(*posts: str, confirmed: bool = False, files: int = 0) -> Callable[[View], View]:
    """Declare a view for those who hold one of the posts today in the chosen canteen."""
    if not posts:
        raise UndeclaredRightError("may() names no post")
    return _declare(Right(frozenset(map(Post, posts)), confirmed=confirmed, files=files))


def signed_in(view: View) -> View:
    """Declare a view for everyone who is logged in."""
    return _declare(Right())(view)


def open_to_all(view: View) -> View:
    """Declare a view for everyone."""
    return _declare(Right(open=True))(view)


def right_of(app: Flask, endpoint: str) -> Right | None:
    """The right that the endpoint's view carries."""
    return getattr(app.view_functions[endpoint], "right", None)


def require_rights(app: Flask) -> None:
    """Refuse an application in which a route says nothing about who may use it."""
    if undeclared := sorted({rule.endpoint for rule in app.url_map.iter_rules() if not right_of(app, rule.endpoint)}):
        raise UndeclaredRightError(f"no right declared: {', '.join(undeclared)}")


def _declare(right: Right) -> Callable[[View], View]:
    def declare(view: View) -> View:
        vars(view)["right"] = right
        return view

    return declare
