"""Bills of water, power and gas by their meters: entering one, paying it, and the chain of a meter's readings."""

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import Blueprint, render_template, request, url_for
from sqlalchemy import select

from canteen import clock
from canteen.choosing import READERS, here
from canteen.choosing.addresses import row_at
from canteen.db import db
from canteen.entering import Fault, Page, enter, entry_page, typed
from canteen.models import Account, UtilityBill
from canteen.models.common import thing_of
from canteen.models.words import AccountKind, Fund, Post, State
from canteen.pictures import attach
from canteen.security import may, opens
from canteen.transfers.cash import leave
from canteen.utilities import meters, tables
from canteen.utilities.forms import BillForm, PaymentForm
from canteen.utilities.parts import LARGE

pages = Blueprint("utilities", __name__, url_prefix="/utilities")
ONLY_VOID = "保存后不能修改；填错的，把账单作废后重新登记。"
KEPT = ("utility", "meter", "month", "opening", "closing", "multiplier", "unit_price", "other_charges", "amount")


@pages.get("/")
@may(*READERS)
def index() -> str:
    """Show the meters, what is not paid yet, and what the supervisor looks at."""
    canteen_id = here().id
    return render_template(
        "utilities/index.html",
        title="水电费",
        new_url=_way("new"),
        list_url=url_for("documents.listing", slug="bill"),
        share=LARGE,
        meters=tables.of_meters(canteen_id),
        unpaid=tables.unpaid(canteen_id),
        large=tables.large_parts(canteen_id),
    )


@pages.get("/<key:key>/meter")
@may(*READERS)
def meter(key: int) -> str:
    """Show the readings of the bill's meter, month by month."""
    bill = row_at(UtilityBill, key)
    return render_template(
        "utilities/meter.html",
        title=f"逐月读数 {meters.name_of(bill)}",
        next_url=_way("following", bill.id),
        replaced_url=_way("replaced", bill.id),
        table=tables.of_readings(bill),
    )


@pages.route("/new", methods=["GET", "POST"])
@may(Post.ACCOUNTANT, files=2)
def new() -> Page:
    """Enter the first bill of a meter, or choose a known one."""
    return _entered({}, known=meters.last_bills(here().id))


@pages.route("/<key:key>/next", methods=["GET", "POST"])
@may(Post.ACCOUNTANT, files=2)
def following(key: int) -> Page:
    """Enter the next bill of the bill's meter."""
    bill = row_at(UtilityBill, key)
    proposed = {"meter": bill.meter, "month": meters.month_after(bill), "opening": bill.closing}
    charges = [{"name": part.name, "tier": part.tier, "unit_price": part.unit_price} for part in bill.charges]
    return _entered(_same(bill) | proposed | {"multiplier": bill.multiplier, "charges": charges}, last=bill)


@pages.route("/<key:key>/replaced", methods=["GET", "POST"])
@may(Post.ACCOUNTANT, files=2)
def replaced(key: int) -> Page:
    """Enter the first bill of the meter that replaced the bill's, whose last bill this is."""
    bill = row_at(UtilityBill, key)
    return _entered(_same(bill) | {"month": bill.month}, old=bill)


@pages.route("/<key:key>/pay", methods=["GET", "POST"])
@may(Post.ACCOUNTANT, Post.CASHIER, files=1)
def pay(key: int) -> Page:
    """Enter the payment of a bill."""
    bill = row_at(UtilityBill, key)
    form = PaymentForm(typed(), data={"paid_amount": bill.amount})
    form.account.choices = _accounts(bill.canteen_id)
    return enter(
        form,
        bill,
        partial(_pay, form),
        page=lambda findings: entry_page(
            form, findings, title=f"登记付款 {bill.number}", button="登记付款", back=("这张账单", _page_of(bill))
        ),
        to=_page_of,
        said="付款已登记",
    )


def _same(bill: UtilityBill) -> dict[str, Any]:
    """What the next bill has in common with this one, of whichever meter."""
    return {"utility": bill.utility, "unit_price": bill.unit_price}


def _entered(proposed: dict[str, Any], **shown: Any) -> Page:
    """Answer the form of a bill; `shown`: the known meters, the meter's last bill, or the old meter's."""
    form = BillForm(typed(), data=proposed)
    page = _form_page(form, **shown)
    if "more" in request.form or not form.charges:
        form.charges.append_entry()
    if "more" in request.form:
        form.keep_papers()
        return page([])
    bill = UtilityBill(canteen_id=here().id)
    return enter(form, bill, partial(_write, form, shown.get("old")), page=page, to=_page_of, said="账单已登记")


def _form_page(form: BillForm, **shown: Any) -> Callable[[list[dict[str, Any]]], str]:
    def page(findings: list[dict[str, Any]]) -> str:
        return render_template(
            "utilities/bill.html",
            title="登记新表的账单" if "old" in shown else "登记水电费账单",
            form=form,
            findings=findings,
            note=ONLY_VOID,
            name_of=meters.name_of,
            **shown,
        )

    return page


def _write(form: BillForm, old: UtilityBill | None, bill: UtilityBill) -> None:
    """Write the form into the bill, and keep its papers."""
    if old and form.meter.data == old.meter and form.utility.data == old.utility:
        raise Fault("meter", "新表的表号应与旧表不同")
    for name in KEPT:
        value = getattr(form, name)
        setattr(bill, name, getattr(value, "data", value))
    bill.charges = [row.charge() for row in form.named]
    db.session.add(bill)
    db.session.flush()
    attach(form.photo.data, thing_of(bill), "表盘照片", bill.canteen_id)
    attach(form.paper.data, thing_of(bill), "账单", bill.canteen_id)


def _pay(form: PaymentForm, bill: UtilityBill) -> None:
    if bill.state != State.LIVE:
        raise Fault("", "这张账单已作废，不能登记付款")
    if bill.paid_on:
        raise Fault("", f"这张账单已在 {bill.paid_on} 登记过付款")
    source, day, fen = db.session.get_one(Account, form.account.data), form.paid_on.data, form.paid_amount.data
    leave("paid_amount", source, day or clock.today(), fen or 0)
    bill.paid_on, bill.paid_amount, bill.account_id = day, fen, source.id
    attach(form.slip.data, thing_of(bill), "付款回单", bill.canteen_id)


def _accounts(canteen_id: int) -> list[tuple[int, str]]:
    """The meal fund's accounts in use that are no purchaser's float, the banks' first."""
    in_use = (Account.canteen_id == canteen_id, Account.fund == Fund.MEAL, Account.retired_on.is_(None))
    accounts = db.session.scalars(select(Account).where(*in_use, Account.holder.is_(None)).order_by(Account.id))
    return [(each.id, each.name) for each in sorted(accounts, key=lambda each: each.kind != AccountKind.BANK)]


def _way(view: str, key: int | None = None) -> str | None:
    """The address of a view of ours, for those who may."""
    endpoint = f"utilities.{view}"
    return url_for(endpoint, key=key) if opens(endpoint) else None


def _page_of(bill: UtilityBill) -> str:
    return url_for("documents.paper", slug="bill", key=bill.id)
