"""Payments (付款): what may be paid, by supplier, and one payment for several purchases of a supplier."""

from functools import partial
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for

from canteen import clock
from canteen.choosing import READERS, here
from canteen.choosing.addresses import row_at
from canteen.course import Deed, require
from canteen.documents.blind import veiled
from canteen.documents.rows import address
from canteen.entering import Fault, Page, enter, typed
from canteen.models import Payment, Purchase, Supplier
from canteen.models.words import Post
from canteen.payments import after_views, bank_views, stall_views
from canteen.payments.advances import advances
from canteen.payments.forms import MOST, PayForm
from canteen.payments.looking import is_look, looked
from canteen.payments.owed import Owed, groups, of_keys, overpaid, payable
from canteen.payments.payees import payees
from canteen.payments.paying import accounts, ahead, usual, write
from canteen.payments.references import batches
from canteen.payments.stating import unconfirmed
from canteen.security import may, opens
from canteen.stages import Stage
from canteen.transfers.accounts import offered
from canteen.transfers.floats import floats
from canteen.transfers.own_money import kept_too_much

pages = Blueprint("payments", __name__, url_prefix="/payments")


@pages.get("/")
@may(*READERS)
def index() -> str:
    """Show what may be paid by supplier, what waits for the cashier's word, and to whom else something is owed."""
    canteen, veil = here().id, veiled()
    owed = payable(canteen)
    found = groups(canteen, [each for each in owed if not each.is_history and not each.is_refunded])
    return render_template(
        "payments/index.html",
        groups=found,
        left=sum(group.left for group in found),
        many=sum(len(group.rows) for group in found),
        history=groups(canteen, [each for each in owed if each.is_history and not each.is_refunded]),
        unconfirmed=[each for each in unconfirmed(canteen) if address("payment", each.key) not in veil],
        overpaid=[each for each in overpaid(canteen) if address("purchase", each.key) not in veil],
        refunded=[each for each in owed if each.is_refunded],
        advances=advances(canteen),
        too_much=kept_too_much(canteen),
        floats=[each for each in floats(canteen) if each.carried],
        waiting=sum(len(batch.rows) for batch in batches(canteen)),
        may_pay=opens("payments.new"),
        may_settle=opens("transfers.new"),
    )


@pages.route("/new", methods=["GET", "POST"])
@may(Post.CASHIER)
def new() -> Page:
    """Pay purchases of a supplier; the page says what the clauses would say before anybody presses the button."""
    sent = typed()
    proposed = {} if sent else _proposed()
    if proposed is None:
        return redirect(url_for("payments.index"))
    form = PayForm(sent or None, data=proposed)
    known = _known(form)
    first = next(iter(known.values()))
    form.account.choices = offered(accounts(first.fund))
    form.payee.choices = payees(here().id)
    if is_look():
        return _page(form, known, [], looked(form, partial(ahead, form)))
    return enter(
        form,
        Payment(canteen_id=here().id),
        partial(write, form),
        page=partial(_page, form, known),
        to=lambda payment: url_for("documents.paper", slug="payment", key=payment.id),
        said="付款已登记",
        stage=Stage.PAY,
    )


def _page(
    form: PayForm, known: dict[int, Owed], findings: list[dict[str, Any]], coming: list[dict[str, Any]] | None = None
) -> str:
    first = next(iter(known.values()))
    return render_template(
        "payments/new.html",
        title=f"付款：{first.supplier}",
        form=form,
        findings=findings,
        coming=coming or [],
        rows=[(row, known[row.form.purchase.data]) for row in form.parts],
        offsets=[(row, known[row.form.purchase.data]) for row in form.offsets],
        supplier=first.supplier_id,
        net=form.net,
    )


def _known(form: PayForm) -> dict[int, Owed]:
    """The purchases of the form's rows with their money; each once, and all of the chosen canteen."""
    keys = [row.form.purchase.data for row in (*form.parts, *form.offsets)]
    known = of_keys(here().id, [key for key in keys if isinstance(key, int)])
    if not keys or len(set(keys)) < len(keys) or len(known) < len(keys):
        abort(404)
    return known


def _proposed() -> dict[str, Any] | None:
    """What the form begins with: the purchase that the address asks for, or all of its supplier's; none, and why."""
    asked = request.args.get("purchase", type=int)
    purchase = row_at(Purchase, asked) if asked else None
    supplier_id = purchase.supplier_id if purchase else request.args.get("supplier", type=int)
    supplier = row_at(Supplier, supplier_id) if supplier_id else None
    if supplier is None:
        return None
    rows = payable(here().id, Purchase.supplier_id == supplier.id)[:MOST]
    if purchase and purchase.id not in {row.key for row in rows}:
        flash(_why_not(purchase), "warn")
        return None
    if not rows:
        flash(f"{supplier.name}没有要付的", "warn")
        return None
    return _usual(supplier, rows, purchase)


def _usual(supplier: Supplier, rows: list[Owed], purchase: Purchase | None) -> dict[str, Any]:
    fund = purchase.fund if purchase else request.args.get("fund", rows[0].fund)
    ticked = {purchase.id} if purchase else {row.key for row in rows if row.fund == fund and not row.is_refunded}
    paid = sum(row.left for row in rows if row.key in ticked)
    deducted = request.args.get("offset", type=int)
    offsets = overpaid(here().id, Purchase.supplier_id == supplier.id)[:MOST]
    return {
        "parts": [{"purchase": row.key, "pays": row.key in ticked, "amount": row.left} for row in rows],
        "offsets": [
            {"purchase": row.key, "pays": row.key == deducted, "amount": min(-row.left, paid)} for row in offsets
        ],
        "payee": supplier.id,
        "paid_on": clock.today(),
        **usual(supplier.id, supplier.kind, fund, accounts(fund)),
    }


def _why_not(purchase: Purchase) -> str:
    """Why a purchase cannot be paid now."""
    try:
        require(Deed.PAY, purchase)
    except Fault as fault:
        return fault.sentence
    return f"{purchase.number} 没有要付的了，已付清"


for _rule, _view in (
    ("/cash/<key:key>", stall_views.cash),
    ("/<key:key>/confirm", stall_views.confirm),
    ("/advances/<key:key>", stall_views.settle_advance),
    ("/refund/<key:key>", after_views.refund),
    ("/write-off/<key:key>", after_views.write_off),
    ("/batch", bank_views.batch),
    ("/<key:key>/reference", bank_views.reference),
):
    pages.add_url_rule(_rule, view_func=_view, methods=["GET", "POST"])
pages.add_url_rule("/batch/<key:key>.xlsx", view_func=bank_views.batch_list, methods=["POST"])
