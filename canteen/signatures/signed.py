"""One signature as it was made: what was signed, when, in which post, on whose phone, and whether it still counts."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select

from canteen.acts import Act
from canteen.contents.roles import NAMES
from canteen.db import db
from canteen.documents.rows import address
from canteen.holders import name_of
from canteen.ledger import Link
from canteen.models import Challenge, Endorsement, LoginSession, Person, Signature
from canteen.models.common import thing_of
from canteen.models.words import Post, Role
from canteen.security import Current
from canteen.signatures.agreement import NAME, TITLE
from canteen.signatures.names import act_name, purchase_name, thing_link
from canteen.signing import drawings


@dataclass(frozen=True)
class Made:
    """A signature on its page."""

    title: str
    thing: Link | None
    """What it is about."""
    name: str
    signer: str
    posts: str | None
    signed_at: datetime
    strokes: str | None
    digest: str | None
    """None of one on paper."""
    act: Act | None
    """What was signed, as it is stored; of one on paper it is not known."""
    notes: list[str] = field(default_factory=list)
    set_aside_at: datetime | None = None
    why: str | None = None

    @property
    def path(self) -> str | None:
        """The drawn name as an SVG path."""
        return drawings.path(self.strokes) if self.strokes else None

    @property
    def holds(self) -> bool:
        """Whether what is stored is what was signed."""
        return self.act is not None and self.act.digest == self.digest


def of_purchase(signature: Signature) -> Made:
    """A signature upon a purchase."""
    purchase, role = signature.purchase, Role(signature.role)
    name = purchase_name(purchase.number, purchase.supplier.name, purchase.purchased_on)
    content: Any = signature.content
    return Made(
        title=f"{role}签名",
        thing=Link(f"采购 {name}", address("purchase", purchase.id)),
        name=signature.name or name_of(purchase.canteen_id, signature.signer),
        signer=signature.signer,
        posts=signature.posts,
        signed_at=signature.signed_at,
        strokes=signature.strokes,
        digest=signature.digest,
        act=Act(NAMES[role], thing_of(purchase), content) if signature.digest and content else None,
        notes=list(_notes(signature)),
        set_aside_at=signature.set_aside_at,
        why=signature.set_aside_why,
    )


def of_other(made: Endorsement) -> Made:
    """A signature upon anything else; nothing sets it aside."""
    return Made(
        title=TITLE if made.act == NAME else act_name(made.act),
        thing=thing_link(made.thing),
        name=made.name,
        signer=made.signer,
        posts=made.posts,
        signed_at=made.signed_at,
        strokes=made.strokes,
        digest=made.digest,
        act=Act(made.act, made.thing, made.content),
        notes=list(_where(made.strokes)),
    )


def may_see(me: Current, made: Signature | Endorsement) -> bool:
    """Its owner may, and the supervisor of its canteen; the administrator keeps the agreements."""
    if isinstance(made, Signature):
        return _is_own(me, made) or _oversees(me, made.purchase.canteen_id, Post.SUPERVISOR)
    keeps = [Post.SUPERVISOR, Post.ADMINISTRATOR] if made.act == NAME else [Post.SUPERVISOR]
    return made.user_id == me.user_id or _oversees(me, made.canteen_id, *keeps)


def _is_own(me: Current, signature: Signature) -> bool:
    if signature.role == Role.SELLER:
        return False
    named = select(Person.id).where(Person.user_id == me.user_id, Person.staff_no == signature.signer)
    return db.session.scalar(named.where(Person.canteen_id == signature.purchase.canteen_id)) is not None


def _oversees(me: Current, canteen_id: int | None, *posts: Post) -> bool:
    return bool(me.canteen and me.canteen.id == canteen_id and not me.posts.isdisjoint(posts))


def _notes(signature: Signature) -> Iterator[str]:
    """What else is known of how it came."""
    if signature.digest is None:
        yield "纸质签名，随台账或补录进来，没有在明账里签，所签内容以纸面为准"
    if signature.made_by and signature.made_by != signature.signer:
        yield f"实际由 {signature.made_by} 签"
    if signature.via:
        yield signature.via
    if signature.phone:
        yield f"电话 {signature.phone}"
    yield from _where(signature.strokes)


def _where(strokes: str | None) -> Iterator[str]:
    """Within whose log-in, from where and with what; a drawing is taken once, so it tells which use of a page it was."""
    used = select(Challenge.session_id).where(Challenge.drawing == drawings.fingerprint(strokes or ""))
    session = db.session.get(LoginSession, db.session.scalar(used) or 0)
    if session:
        yield f"在{session.user.name}的登录里签" + (f"，地址 {session.address}" if session.address else "")
        if session.agent:
            yield f"设备 {session.agent}"
