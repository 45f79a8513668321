"""Weighing is blind: until the scales have spoken, whoever only receives is not shown what was ordered, on any paper."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from flask import url_for
from sqlalchemy import exists, or_, select
from sqlalchemy.orm import selectinload

from canteen.choosing import here
from canteen.contents import is_weighed
from canteen.course import Standing, standing_of
from canteen.db import db
from canteen.ledger import Line as Row
from canteen.ledger import Link
from canteen.models import Cover, Line, Payment, PaymentPart, Purchase, Receipt, SentBack
from canteen.models.words import Amiss, Post, State
from canteen.security import current

EXPECTED = (Standing.DRAFT, Standing.ORDERING, Standing.ORDERED, Standing.ARRIVING)
FIGURES = ("yuan", "milli")
"""How columns are written that tell what was ordered."""


def is_blind_to(purchase: Purchase) -> bool:
    """Whether the visitor is to weigh before they see what was ordered: a receiver who has no other work on the paper."""
    return _only_receives() and _is_expected(purchase)


def scales_before(paper: object) -> str | None:
    """Where a visitor is led who has to weigh first what a purchase, a receipt or a payment is about."""
    awaited = next(filter(is_blind_to, _purchases_of(paper)), None)
    if awaited is None:
        return None
    return url_for("acceptance.weigh", key=awaited.id) if awaited.number else url_for("acceptance.index")


def veiled() -> frozenset[str]:
    """The addresses of the papers whose figures the visitor is not shown; few, since few deliveries are awaited."""
    if not _only_receives():
        return frozenset()
    purchases = [each.id for each in _unweighed() if _is_expected(each)]
    receipts = db.session.scalars(select(Cover.receipt_id).where(Cover.purchase_id.in_(purchases)))
    payments = db.session.scalars(select(PaymentPart.payment_id).where(PaymentPart.purchase_id.in_(purchases)))
    papers: dict[str, Iterable[int]] = {"purchase": purchases, "receipt": receipts, "payment": payments}
    return frozenset(url_for("documents.paper", slug=slug, key=key) for slug, keys in papers.items() for key in keys)


def without_figures(rows: list[Row], kinds: list[str]) -> list[Row]:
    """The rows of a table whose columns are written so, blank where they would tell the visitor what was ordered."""
    veil = veiled()
    return [_blanked(row, kinds) if _leads_to(row, veil) else row for row in rows]


def _only_receives() -> bool:
    return current().posts == {Post.RECEIVER}


def _is_expected(purchase: Purchase) -> bool:
    return standing_of(purchase) in EXPECTED and not all(is_weighed(line) for line in purchase.lines)


def _purchases_of(paper: object) -> Iterable[Purchase]:
    if isinstance(paper, Receipt):
        return [cover.purchase for cover in paper.covers]
    if isinstance(paper, Payment):
        return [part.purchase for part in paper.parts]
    return [paper] if isinstance(paper, Purchase) else []


def _unweighed() -> Iterator[Purchase]:
    """The canteen's purchases of which a line was never weighed, or whose goods were sent back."""
    returned = exists().where(
        SentBack.purchase_id == Purchase.id, SentBack.amiss == Amiss.GOODS, SentBack.mended_at.is_(None)
    )
    never = exists().where(Line.purchase_id == Purchase.id, Line.accepted.is_(None))
    there = (Purchase.canteen_id == here().id, Purchase.state != State.VOID, Purchase.voided_at.is_(None))
    whole = (
        selectinload(Purchase.signatures),
        selectinload(Purchase.returns),
        selectinload(Purchase.lines).selectinload(Line.weighings),
    )
    yield from db.session.scalars(select(Purchase).where(*there, or_(never, returned)).options(*whole))


def _leads_to(row: Row, addresses: frozenset[str]) -> bool:
    return any(isinstance(cell, Link) and cell.url in addresses for cell in row.cells)


def _blanked(row: Row, kinds: list[str]) -> Row:
    return replace(row, cells=[None if kind in FIGURES else cell for cell, kind in zip(row.cells, kinds, strict=True)])
