"""What the pages of receipts show."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import render_template, url_for
from sqlalchemy import select

from canteen.db import db
from canteen.documents.rows import address
from canteen.formats import month_name, yuan
from canteen.ledger import Line, Link
from canteen.models import Purchase, Receipt, Supplier
from canteen.models.common import thing_of
from canteen.models.words import ReceiptKind
from canteen.pictures import pictures_of
from canteen.receipts.forms import LinkForm, NewForm, ReceiptForm
from canteen.receipts.twins import twin_by_file, twin_of
from canteen.receipts.waiting import MOST_OF_ONE, Bought, uncovered
from canteen.unit import unit_title

Findings = list[dict[str, Any]]


def new(form: NewForm, offered: list[Bought], canteen_id: int, findings: Findings, ahead: Findings) -> str:
    """The form of a new receipt."""
    return render_template(
        "receipts/new.html",
        form=form,
        offered=offered,
        approved=[each.number for each in offered if each.is_approved and each.id in (form.purchases.data or [])],
        twins=_twins(form, canteen_id),
        foreign=_foreign(form),
        findings=findings,
        ahead=ahead,
    )


def edit(
    form: ReceiptForm, receipt: Receipt, rows: list[Bought], falls: list[str], findings: Findings, ahead: Findings
) -> str:
    """The form that corrects a receipt."""
    return render_template(
        "receipts/edit.html",
        form=form,
        receipt=receipt,
        rows=rows,
        falls=falls,
        twins=_twins(form, receipt.canteen_id, receipt.id),
        foreign=_foreign(form),
        pictures=pictures_of(thing_of(receipt), receipt.canteen_id),
        back=address("receipt", receipt.id),
        findings=findings,
        ahead=ahead,
    )


def link(
    form: LinkForm, receipt: Receipt, offered: list[Bought], falls: list[str], findings: Findings, ahead: Findings
) -> str:
    """The form that changes what a receipt covers."""
    return render_template(
        "receipts/link.html",
        form=form,
        receipt=receipt,
        offered=offered,
        falls=falls,
        back=address("receipt", receipt.id),
        findings=findings,
        ahead=ahead,
    )


def candidates(receipt: Receipt, purchases: Sequence[Purchase]) -> list[Purchase]:
    """What the receipt might cover too: what waits of the supplier whose purchases it covers, or who it says sold it."""
    suppliers = {each.supplier_id for each in purchases}
    if not suppliers:
        named = select(Supplier.id).where(Supplier.canteen_id == receipt.canteen_id, Supplier.name == receipt.seller)
        suppliers = set(db.session.scalars(named))
    theirs = [Purchase.supplier_id.in_(suppliers)] if suppliers else []
    return uncovered(receipt.canteen_id, *theirs, most=MOST_OF_ONE)


def fact_of(found: list[Bought], month: date | None) -> str:
    """How much waits."""
    words = [month_name(month)] if month else []
    waits = [f"{len(found)} 笔，{yuan(sum(each.total for each in found))} 元"] if found else []
    return "，".join(words + waits)


def line_of(receipt: Receipt, covers: int, since: date | None) -> Line:
    """A receipt in the list of those registered last, with the days from the first of its purchases to its issue."""
    days = f"{(receipt.issued_on - since).days} 天" if receipt.issued_on and since else None
    number = Link(receipt.number, url_for("documents.paper", slug="receipt", key=receipt.id))
    return Line([number, receipt.kind, receipt.seller, receipt.issued_on, covers, receipt.amount, days])


def _twins(form: ReceiptForm, canteen_id: int, but: int | None = None) -> list[tuple[str, str, str]]:
    """Where the paper is registered already: what of it, number and address."""
    by_number = twin_of(form.invoice, canteen_id, but) if form.kind.data == ReceiptKind.INVOICE else None
    found = ("号码", by_number), ("文件", twin_by_file(form.paper.data, canteen_id, but))
    return [(what, str(twin.number), address("receipt", twin.id)) for what, twin in found if twin]


def _foreign(form: ReceiptForm) -> str | None:
    """What is said of an invoice that is made out to somebody else."""
    buyer, title = form.buyer.data, unit_title()
    is_ours = form.kind.data != ReceiptKind.INVOICE or not (buyer and title) or buyer == title
    return None if is_ours else f"购买方不是本单位“{title}”，请核对发票开给了谁。"
