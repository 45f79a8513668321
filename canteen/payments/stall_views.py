"""Pages of stall cash: a purchaser states it, the cashier confirms it, and gives back what was advanced."""

from functools import partial
from typing import Any

from flask import abort, render_template, request, url_for

from canteen.choosing import here
from canteen.choosing.addresses import row_at
from canteen.course import Deed, coming, require
from canteen.entering import Page, enter, entry_page, shown, typed
from canteen.formats import yuan
from canteen.holders import my_person, name_of
from canteen.models import Account, Payment, Purchase, Transfer
from canteen.models.words import AccountKind, Post
from canteen.payments import stating
from canteen.payments.advances import give_back, owed_to, still_out
from canteen.payments.forms import ConfirmForm, StateForm
from canteen.payments.looking import is_look, looked
from canteen.payments.owed import of
from canteen.security import may
from canteen.stages import Stage
from canteen.transfers.accounts import not_carried, offered
from canteen.transfers.forms import TransferForm
from canteen.voiding.leaving import left_behind


@may(Post.BUYER)
def cash(key: int) -> Page:
    """State what was paid in cash at the stall, from the visitor's float or their own money."""
    purchase = row_at(Purchase, key)
    form = _state_form(purchase)
    if is_look():
        payment = Payment(canteen_id=here().id)
        return _state_page(
            form, key, [], looked(form, lambda: coming(Stage.PAY, payment, partial(_state, form, key, payment)))
        )
    return enter(
        form,
        Payment(canteen_id=here().id),
        partial(_state, form, key),
        page=partial(_state_page, form, key),
        to=lambda _: _paper("purchase", key),
        said="已登记，等出纳确认",
        stage=Stage.PAY,
    )


def _state_form(purchase: Purchase) -> StateForm:
    known = of(purchase)
    choices = stating.sources(my_person(), purchase.fund)
    left = known.left if known and known.left > 0 else None
    form = StateForm(typed(), data={"amount": left, "source": choices[0][0]})
    form.source.choices = choices
    return form


def _state(form: StateForm, key: int, payment: Payment) -> None:
    purchase = row_at(Purchase, key)
    require(Deed.PAY_CASH, purchase)
    stating.state(form, my_person(), purchase, payment)


def _state_page(
    form: StateForm, key: int, findings: list[dict[str, Any]], ahead: list[dict[str, Any]] | None = None
) -> str:
    known = of(row_at(Purchase, key))
    return render_template("payments/cash.html", form=form, findings=findings, coming=ahead or [], known=known)


@may(Post.CASHIER)
def confirm(key: int) -> Page:
    """Say whether what a purchaser stated is so."""
    payment, form = row_at(Payment, key), ConfirmForm(typed())
    noted = shown(left_behind(payment)) if request.method == "GET" else []
    is_wrong = "wrong" in request.form
    change = partial(stating.reject, form) if is_wrong else stating.confirm
    return enter(
        form,
        payment,
        lambda stated: change(stated, my_person().staff_no),
        page=lambda findings: render_template(
            "payments/confirm.html", form=form, findings=findings, stated=stating.stated(payment), noted=noted
        ),
        to=lambda _: url_for("payments.index"),
        said="已作废，采购会看到理由" if is_wrong else "已确认",
    )


@may(Post.CASHIER)
def settle_advance(key: int) -> Page:
    """Give back what a purchaser paid of their own."""
    account = row_at(Account, key)
    if not account.own_money:
        abort(404)
    owed, sources = owed_to(account), _sources(account)
    form = TransferForm(typed(), data={"amount": owed or None, "target": account.id, "source": _bank(sources)})
    form.source.choices = offered(sources)
    form.target.choices = [(account.id, account.name)]
    return enter(
        form,
        Transfer(canteen_id=here().id),
        partial(give_back, form, account),
        page=lambda findings: entry_page(
            form,
            findings,
            title=f"归还垫付：{name_of(account.canteen_id, account.holder or '')}",
            lead=f"还欠 {yuan(owed)} 元。从同一种资金的账户转给本人，登记成一笔资金划转。{_out(account)}",
            button="登记归还",
            back=("付款", url_for("payments.index")),
        ),
        to=lambda transfer: _paper("transfer", transfer.id),
        said="已登记归还",
    )


def _sources(account: Account) -> list[Account]:
    """What it can be given back from: what nobody carries, the same fund first."""
    return sorted(not_carried(), key=lambda each: (each.fund != account.fund, each.kind != AccountKind.BANK, each.id))


def _out(account: Account) -> str:
    """What is to come back first, where anything is: else more is given back than was spent."""
    out = still_out(account)
    return f"还有应退 {yuan(out)} 元没收回：请先登记退款，再还剩下的。" if out else ""


def _bank(accounts: list[Account]) -> int | None:
    return accounts[0].id if accounts else None


def _paper(slug: str, key: int) -> str:
    return url_for("documents.paper", slug=slug, key=key)
