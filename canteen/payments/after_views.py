"""Pages of what comes after a payment: money that comes back, and the last fen that nobody pays."""

from functools import partial
from typing import Any

from flask import render_template, url_for

from canteen import audit, clock
from canteen.choosing import here
from canteen.choosing.addresses import row_at
from canteen.course import Deed, require
from canteen.db import db
from canteen.entering import Fault, Page, enter, entry_page, typed
from canteen.formats import yuan
from canteen.holders import my_person
from canteen.models import Payment, Purchase, WriteOff
from canteen.models.words import Post
from canteen.payments.forms import RefundForm, WriteOffForm
from canteen.payments.looking import is_look, looked
from canteen.payments.owed import MOST_WRITTEN_OFF, left_of, of, payable
from canteen.payments.paying import give_back, paid_before, refund_ahead, refundable, way_back
from canteen.security import may
from canteen.transfers.accounts import offered


@may(Post.CASHIER)
def refund(key: int) -> Page:
    """Enter money that came back for a purchase, or see with which payment it can be deducted.

    It has come back: a fact, which no clause refuses; what the month will find is shown before the button.
    """
    purchase = row_at(Purchase, key)
    form = _refund_form(purchase)
    if is_look():
        return _refund_page(form, key, [], looked(form, partial(refund_ahead, form, key)))
    return enter(
        form,
        Payment(canteen_id=here().id),
        lambda payment: give_back(form, row_at(Purchase, key), payment),
        page=partial(_refund_page, form, key),
        to=lambda payment: url_for("documents.paper", slug="payment", key=payment.id),
        said="退款已登记",
    )


@may(Post.CASHIER)
def write_off(key: int) -> Page:
    """Close a purchase of which not more than one yuan is left."""
    purchase, form = row_at(Purchase, key), WriteOffForm(typed())
    return enter(
        form,
        purchase,
        partial(_write_off, form),
        page=partial(
            entry_page,
            form,
            title=f"抹零：{purchase.number or '草稿'}",
            lead=f"还欠 {yuan(left_of(purchase))} 元。{yuan(MOST_WRITTEN_OFF)} 元以内、商户不要了的零头，写明原因就结清。",
            button="抹去零头，结清",
            back=("付款", url_for("payments.index")),
        ),
        to=lambda _: url_for("documents.paper", slug="purchase", key=key),
        said="零头已抹去，这笔结清了",
    )


def _refund_form(purchase: Purchase) -> RefundForm:
    known, last = of(purchase), paid_before(purchase)
    over = max(0, -known.left) if known else 0
    form = RefundForm(typed(), data={"amount": over or None, **way_back(purchase, last, over)})
    form.account.choices = offered(refundable(purchase, last))
    form.account.label.text, form.method.label.text, form.paid_on.label.text = "退到哪个账户", "怎么退的", "退款日期"
    return form


def _refund_page(
    form: RefundForm, key: int, findings: list[dict[str, Any]], coming: list[dict[str, Any]] | None = None
) -> str:
    purchase = row_at(Purchase, key)
    of_supplier = Purchase.supplier_id == purchase.supplier_id
    return render_template(
        "payments/refund.html",
        form=form,
        findings=findings,
        coming=coming or [],
        known=of(purchase),
        next=[each for each in payable(here().id, of_supplier) if not each.is_refunded],
        purchase=purchase,
    )


def _write_off(form: WriteOffForm, purchase: Purchase) -> None:
    require(Deed.WRITE_OFF, purchase)
    left = left_of(purchase)
    if left <= 0:
        raise Fault("", "这笔没有欠的了，不用抹零")
    if purchase.write_off:
        raise Fault("", f"这笔已经抹过零，抹了 {yuan(purchase.write_off.amount)} 元；还欠的请照付")
    if left > MOST_WRITTEN_OFF:
        raise Fault("", f"还欠 {yuan(left)} 元，超过 {yuan(MOST_WRITTEN_OFF)} 元的不能抹：请照付，或请验收改实收")
    audit.record("抹零", f"purchase:{purchase.id}", amount=left, reason=form.reason.data)
    db.session.add(
        WriteOff(purchase_id=purchase.id, amount=left, reason=form.reason.data, by=my_person().staff_no, at=clock.now())
    )
