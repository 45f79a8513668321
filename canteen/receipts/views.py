"""Receipts: what still waits for one, registering one for several purchases, correcting it, changing what it covers."""

from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from sqlalchemy import ColumnElement
from werkzeug.exceptions import NotFound

from canteen.choosing import READERS, here
from canteen.choosing.addresses import asked_month, row_at
from canteen.choosing.span import months_of
from canteen.course import Deed, coming, posts_for
from canteen.course.in_sql import HISTORY
from canteen.documents.blind import is_blind_to, veiled
from canteen.documents.rows import address
from canteen.entering import Fault, Page, enter, entry_page, mark, shown, typed
from canteen.fields import Entry, row_key
from canteen.formats import month_name
from canteen.models import Purchase, Receipt
from canteen.models.words import ReceiptKind, State
from canteen.months import last_day, month_text
from canteen.receipts import page, recording, waiting
from canteen.receipts.effects import fallen_with
from canteen.receipts.forms import FileForm, LinkForm, Listing, NewForm, ReceiptForm
from canteen.receipts.invoice import proposed, said_by
from canteen.receipts.listing import listing_of
from canteen.receipts.waiting import Bought
from canteen.rulebook import Refused
from canteen.security import may, opens
from canteen.stages import Stage
from canteen.step import Shut

pages = Blueprint("receipts", __name__, url_prefix="/receipts")
Change = Callable[[Any, Receipt], Any]
Findings = list[dict[str, Any]]
REGISTRARS = posts_for(Deed.COVER)
ASKED = "check"
"""What the button sends that asks for what the clauses would say."""


@pages.get("/")
@may(*READERS)
def index() -> str:
    """Show the purchases without a receipt by supplier, and the receipts registered last."""
    month = asked_month()
    of_month = [Purchase.purchased_on.between(month, last_day(month))] if month else []
    found, history = _waiting(*of_month, ~HISTORY), _waiting(*of_month, HISTORY)
    veil = veiled()
    return render_template(
        "receipts/index.html",
        month=month_text(month) if month else "",
        months=[("", "全部"), *((month_text(each), month_name(each)) for each in months_of(here().id))],
        fact=page.fact_of(found[: waiting.MOST], month),
        groups=waiting.groups(found[: waiting.MOST]),
        history=waiting.groups(history[: waiting.MOST]),
        cut=waiting.MOST if max(len(found), len(history)) > waiting.MOST else 0,
        may=opens("receipts.new"),
        lately=[
            page.line_of(*each) for each in waiting.lately(here().id) if address("receipt", each[0].id) not in veil
        ],
    )


@pages.route("/new", methods=["GET", "POST"])
@may(*REGISTRARS, files=2)
def new() -> Page:
    """Register a receipt for the purchases that the address names, and for others of their supplier."""
    asked = _asked()
    if not asked:
        return redirect(url_for("receipts.index"))
    offered = _offered(asked)
    form = NewForm(typed(), data=_proposal([each for each in offered if each.id in asked]))
    form.purchases.choices = frozenset(each.id for each in offered)
    if request.method == "GET":
        form.known.data = ",".join(str(each.id) for each in offered if each.is_proper)
    shown_with = partial(page.new, form, offered, here().id)
    return _answered(form, Receipt(canteen_id=here().id), recording.write, recording.register, shown_with, "票据已登记")


@pages.route("/<key:key>/edit", methods=["GET", "POST"])
@may(*REGISTRARS, files=2)
def edit(key: int) -> Page:
    """Correct a receipt while its month and its purchases' are open; add a file to any."""
    receipt = _receipt(key)
    purchases = recording.covered(receipt)
    if shut := recording.shut_month(receipt, purchases):
        return _filed(receipt, f"{month_name(shut)}已结账，票据的内容不能再改，可以添文件。")
    kept = {"kind": receipt.kind, "listing": listing_of(receipt), **asdict(said_by(receipt))}
    form = ReceiptForm(typed(), data=kept)
    shown_with = partial(page.edit, form, receipt, waiting.shown(purchases), fallen_with(receipt, purchases))
    return _answered(form, receipt, recording.correct, recording.edit, shown_with, "票据已更正")


@pages.route("/<key:key>/link", methods=["GET", "POST"])
@may(*REGISTRARS)
def link(key: int) -> Page:
    """Change which purchases a receipt covers."""
    receipt = _receipt(key)
    purchases = recording.covered(receipt)
    now = [each.id for each in purchases]
    form = LinkForm(typed(), data={"purchases": now, "was": ",".join(map(str, now))})
    offered = waiting.shown([*purchases, *page.candidates(receipt, purchases)])
    form.purchases.choices = frozenset(each.id for each in offered)
    shown_with = partial(page.link, form, receipt, offered, fallen_with(receipt, purchases))
    return _answered(form, receipt, recording.relink, recording.relink, shown_with, "票据管的采购已更正")


def _waiting(*narrowing: ColumnElement[bool]) -> list[Bought]:
    """What waits and may be seen, with one more than is listed."""
    uncovered = waiting.uncovered(here().id, *narrowing, most=waiting.MOST + 1)
    return waiting.shown(each for each in uncovered if not is_blind_to(each))


def _answered(
    form: Entry,
    receipt: Receipt,
    rehearsal: Change,
    change: Change,
    rendered: Callable[[Findings, Findings], str],
    said: str,
) -> Page:
    """Answer a form of a receipt: with what the clauses would say, where the button asks that; else store it."""
    if ASKED in request.form:
        return rendered([], _ahead(form, receipt, rehearsal) if form.validate() else [])
    return enter(
        form,
        receipt,
        partial(change, form),
        page=lambda findings: rendered(findings, [] if request.method == "POST" else _ahead(form, receipt, rehearsal)),
        to=lambda stored: address("receipt", stored.id),
        said=said,
        stage=Stage.DOCUMENT,
    )


def _ahead(form: Entry, receipt: Receipt, rehearsal: Change) -> Findings:
    """What would refuse or warn, were the form sent as it is; 3.2 not before number and day are there to be judged."""
    try:
        found = coming(Stage.DOCUMENT, receipt, partial(rehearsal, form, receipt))
    except Refused as refused:
        found = refused.findings
    except Fault as fault:
        mark(form, fault)
        return []
    except Shut as shut:
        form.form_errors.append(str(shut))
        return []
    unread = isinstance(form, ReceiptForm) and not (form.number.data and form.day.data)
    return shown(finding for finding in found if not (unread and finding.clause.number == "3.2"))


def _filed(receipt: Receipt, lead: str) -> Page:
    """Answer the form of one more file."""
    form, back = FileForm(typed()), (f"票据 {receipt.number}", address("receipt", receipt.id))
    return enter(
        form,
        receipt,
        partial(recording.add_file, form),
        page=lambda findings: entry_page(
            form, findings, title=f"添文件 {receipt.number}", button="添上", lead=lead, back=back
        ),
        to=lambda stored: address("receipt", stored.id),
        said="文件已添上",
        stage=Stage.DOCUMENT,
    )


def _proposal(chosen: list[Bought]) -> dict[str, Any]:
    """What the form holds before the paper is read."""
    kind = ReceiptKind.SLIP if all(each.is_stall and not each.is_proper for each in chosen) else ReceiptKind.INVOICE
    usual = {"kind": kind, "listing": Listing.MADE, "purchases": [each.id for each in chosen]}
    return usual | asdict(proposed(chosen[0].supplier, (each.total for each in chosen)))


def _asked() -> list[int]:
    """The purchases that the address names."""
    try:
        keys = list(dict.fromkeys(map(row_key, request.args.getlist("purchase"))))
    except ValueError:
        raise NotFound from None
    return keys if len(keys) <= waiting.MOST_OF_ONE else abort(404)


def _offered(asked: list[int]) -> list[Bought]:
    """These purchases, which are one supplier's, and what else of theirs waits for a receipt and can have one."""
    chosen = waiting.whole(here().id, asked)
    suppliers = {each.supplier_id for each in chosen}
    if len(chosen) != len(asked) or len(suppliers) != 1:
        raise NotFound
    more = Purchase.supplier_id.in_(suppliers), Purchase.id.not_in(asked)
    others = waiting.uncovered(here().id, *more, most=waiting.MOST_OF_ONE)
    return [each for each in waiting.shown([*chosen, *others]) if each.may or each.id in asked]


def _receipt(key: int) -> Receipt:
    """The live receipt, if it is of the chosen canteen."""
    receipt = row_at(Receipt, key)
    return receipt if receipt.state == State.LIVE else abort(404)
