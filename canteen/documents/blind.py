"""Weighing is blind: until the scales have spoken, whoever only receives is not shown what was ordered, on any paper."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from flask import url_for
from sqlalchemy import exists, or_, select
from sqlalchemy.orm import selectinload

from canteen.acceptance.recording import PHOTO
from canteen.check import Report
from canteen.choosing import here
from canteen.contents import is_weighed
from canteen.course import Standing, standing_of
from canteen.course.standing import is_on_paper
from canteen.db import db
from canteen.ledger import Line as Row
from canteen.ledger import Link
from canteen.models import (
    Attachment,
    Cover,
    Line,
    Payment,
    PaymentPart,
    Purchase,
    Quote,
    Receipt,
    SentBack,
    SourcingCase,
)
from canteen.models.words import Amiss, Post, State
from canteen.rulebook import Finding
from canteen.security import current

EXPECTED = (Standing.DRAFT, Standing.UNPRICED, Standing.ORDERING, Standing.ORDERED, Standing.ARRIVING)
FIGURES = ("yuan", "milli")
"""How columns are written that tell what was ordered."""
WEIGH_FIRST = "过秤以后再看"
PICTURED = {model.__tablename__: model for model in (Purchase, Receipt, Payment, SourcingCase, Quote)}
Page = tuple[str, object]
"""The kind of a paper's page, and the paper's key."""


def is_blind_to(purchase: Purchase) -> bool:
    """Whether the visitor is to weigh before they see what was ordered: a receiver who has no other work on the paper."""
    return _only_receives() and _is_expected(purchase)


def scales_before(paper: object) -> str | None:
    """Where a visitor is led who has to weigh first what a paper, a case or a picture is about."""
    if not _only_receives():
        return None
    awaited = next(filter(is_blind_to, _purchases_of(paper)), None)
    if awaited is None:
        return None
    return url_for("acceptance.weigh", key=awaited.id) if awaited.number else url_for("acceptance.index")


def veiled() -> frozenset[str]:
    """The addresses of the papers whose figures the visitor is not shown; few, since few deliveries are awaited."""
    return frozenset(url_for("documents.paper", slug=slug, key=key) for slug, key in _pages_of(_awaited()))


def without_figures(rows: list[Row], kinds: list[str]) -> list[Row]:
    """The rows of a table whose columns are written so, blank where they would tell the visitor what was ordered."""
    veil = veiled()
    return [_blanked(row, kinds) if _leads_to(row, veil) else row for row in rows]


def awaits_until(day: date) -> bool:
    """Whether the visitor has still to weigh something that the books have and that was bought on the day or before."""
    return any(each.number and each.purchased_on <= day for each in _awaited())


def without_amounts(report: Report) -> Report:
    """A month's check that says nothing of what the visitor has still to weigh, but that there is something."""
    hidden = _found_of(_awaited())
    looked = [replace(each, findings=[_unsaid(found, hidden) for found in each.findings]) for each in report.looked]
    return replace(report, looked=looked) if hidden else report


def is_veiled(finding: Finding) -> bool:
    """Whether a finding tells what the visitor has still to weigh."""
    return finding.page in _found_of(_awaited())


def without_messages(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same of what earlier checks found."""
    hidden = _found_of(_awaited())
    return [each | {"message": WEIGH_FIRST} if tuple(each["page"]) in hidden else each for each in entries]


def _only_receives() -> bool:
    return current().posts - {Post.CLERK} == {Post.RECEIVER}


def _is_expected(purchase: Purchase) -> bool:
    standing = standing_of(purchase)
    is_unweighed = standing is Standing.UNPRICED or not all(map(is_weighed, purchase.lines))
    return standing in EXPECTED and is_unweighed and not is_on_paper(purchase)


def _awaited() -> list[Purchase]:
    """What the visitor has still to weigh."""
    return [each for each in _unweighed() if _is_expected(each)] if _only_receives() else []


def _pages_of(purchases: list[Purchase]) -> set[Page]:
    """The papers that tell what was ordered."""
    keys = [each.id for each in purchases]
    receipts = db.session.scalars(select(Cover.receipt_id).where(Cover.purchase_id.in_(keys)))
    payments = db.session.scalars(select(PaymentPart.payment_id).where(PaymentPart.purchase_id.in_(keys)))
    cases = [each.case_id for each in purchases if each.case_id]
    papers: dict[str, Iterable[int]] = {"purchase": keys, "receipt": receipts, "payment": payments, "case": cases}
    return {(slug, key) for slug, of_kind in papers.items() for key in of_kind}


def _found_of(purchases: list[Purchase]) -> set[Page]:
    """Where a check's findings lead that tell it: what a supplier was paid in a day is one of them."""
    suppliers: set[Page] = {("supplier", each.supplier_id) for each in purchases}
    return _pages_of(purchases) | suppliers


def _unsaid(finding: Finding, hidden: set[Page]) -> Finding:
    return replace(finding, message=WEIGH_FIRST, amount=None) if finding.page in hidden else finding


def _purchases_of(paper: object) -> Iterable[Purchase]:
    if isinstance(paper, Attachment):
        return _purchases_of(_pictured(paper))
    if isinstance(paper, Quote | SourcingCase):
        case = paper.case_id if isinstance(paper, Quote) else paper.id
        return db.session.scalars(select(Purchase).where(Purchase.case_id == case))
    if isinstance(paper, Receipt):
        return [cover.purchase for cover in paper.covers]
    if isinstance(paper, Payment):
        return [part.purchase for part in paper.parts]
    return [paper] if isinstance(paper, Purchase) else []


def _pictured(picture: Attachment) -> object:
    """What a picture shows that may tell it; what was taken at the scales tells nothing."""
    kind, _, key = picture.thing.partition(":")
    model = PICTURED.get(kind)
    return db.session.get(model, int(key)) if model and picture.role != PHOTO else None


def _unweighed() -> Iterator[Purchase]:
    """The canteen's purchases of which a line was never weighed, or whose goods were sent back."""
    returned = exists().where(
        SentBack.purchase_id == Purchase.id, SentBack.amiss == Amiss.GOODS, SentBack.mended_at.is_(None)
    )
    never = exists().where(Line.purchase_id == Purchase.id, Line.accepted.is_(None))
    there = (Purchase.canteen_id == here().id, Purchase.state != State.VOID, Purchase.voided_at.is_(None))
    whole = (
        selectinload(Purchase.open_lines),
        selectinload(Purchase.signatures),
        selectinload(Purchase.returns),
        selectinload(Purchase.lines).selectinload(Line.weighings),
    )
    yield from db.session.scalars(select(Purchase).where(*there, or_(never, returned)).options(*whole))


def _leads_to(row: Row, addresses: frozenset[str]) -> bool:
    return any(isinstance(cell, Link) and cell.url in addresses for cell in row.cells)


def _blanked(row: Row, kinds: list[str]) -> Row:
    return replace(row, cells=[None if kind in FIGURES else cell for cell, kind in zip(row.cells, kinds, strict=True)])
