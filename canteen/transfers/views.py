"""Money between accounts of one fund, and the floats that purchasers carry."""

from dataclasses import replace
from functools import partial

from flask import Blueprint, abort, render_template, request, url_for

from canteen.choosing import READERS, here
from canteen.documents.blind import without_figures
from canteen.entering import Page, enter, entry_page, typed
from canteen.holders import called, holding, my_staff_no
from canteen.ledger import Head, Line
from canteen.models import Account, Transfer
from canteen.models.words import AccountKind, Post
from canteen.security import may, opens
from canteen.transfers import moving
from canteen.transfers.accounts import in_use, not_carried, offered
from canteen.transfers.balances import balances
from canteen.transfers.floats import Float, floats
from canteen.transfers.forms import FloatForm, TransferForm
from canteen.transfers.own_money import kept_too_much, returnable

pages = Blueprint("transfers", __name__, url_prefix="/transfers")
LEAD = "提现从银行转到现金，存现从现金转到银行，交回备用金也是转账。只能在同一种资金的账户之间转。"
MOVEMENTS = [
    Head("单据", "no"),
    Head("日期", "day"),
    Head("做什么", "text"),
    Head("收", "yuan"),
    Head("付", "yuan"),
    Head("手上", "yuan"),
]


@pages.route("/new", methods=["GET", "POST"])
@may(Post.CASHIER)
def new() -> Page:
    """Move money from one account to another."""
    accounts, own = in_use(), returnable()
    form = TransferForm(typed(), data=_usual([*accounts, *own]))
    form.source.choices, form.target.choices = offered([*accounts, *own]), offered(accounts)
    return enter(
        form,
        Transfer(canteen_id=here().id),
        partial(moving.move, form),
        page=lambda findings: entry_page(form, findings, title="登记资金划转", lead=LEAD, back=_all_transfers()),
        to=lambda transfer: url_for("documents.paper", slug="transfer", key=transfer.id),
        said="已登记",
    )


@pages.route("/floats/new", methods=["GET", "POST"])
@may(Post.CASHIER)
def hand_out() -> Page:
    """Hand cash to a purchaser."""
    form = FloatForm(typed(), data={"person": request.args.get("person", type=int)})
    form.person.choices = [(person.id, called(person)) for person in holding(Post.BUYER)]
    form.source.choices = offered(not_carried())
    lead = "钱从账户转到这位采购手上，由本人保管，花在零星采购上，剩下的交回。现金账户里只有提现来的钱能拨付，收来的先存银行。"
    back = ("备用金", url_for("transfers.listed"))
    return enter(
        form,
        Transfer(canteen_id=here().id),
        partial(moving.hand_out, form),
        page=lambda findings: entry_page(form, findings, title="拨付备用金", button="拨付", lead=lead, back=back),
        to=lambda transfer: url_for("transfers.carried", key=transfer.to_id),
        said="已拨付",
    )


@pages.get("/floats")
@may(*READERS)
def listed() -> str:
    """List who carries how much, the visitor's own float first."""
    mine = my_staff_no()
    found = sorted(floats(here().id), key=lambda each: each.account.holder != mine)
    return render_template(
        "transfers/floats.html",
        floats=found,
        too_much=kept_too_much(here().id),
        mine=mine,
        may_hand_out=opens("transfers.hand_out"),
        may_settle=opens("transfers.new"),
    )


@pages.get("/floats/<key:key>")
@may(*READERS)
def carried(key: int) -> str:
    """Show a float: what came in, what it was spent on, what is left."""
    found = next(iter(floats(here().id, Account.id == key)), None) or abort(404)
    return render_template(
        "transfers/float.html", float=found, lines=_lines(found), columns=MOVEMENTS, may_settle=opens("transfers.new")
    )


def _lines(found: Float) -> list[Line]:
    """The movements; where one may not be seen, what was carried after each would tell it."""
    lines = without_figures(found.lines, [column.kind for column in MOVEMENTS])
    if lines == found.lines:
        return lines
    return [replace(line, cells=[*line.cells[:-1], None]) for line in lines]


def _usual(accounts: list[Account]) -> dict[str, object]:
    """What a transfer from the account that the address names begins with: all its cash, to a bank account of the fund."""
    key = request.args.get("source", type=int)
    source = next((account for account in accounts if account.id == key), None)
    if source is None:
        first = next(iter(accounts), None)
        others = (each.id for each in accounts if first and each is not first and each.fund == first.fund)
        return {"target": next(others, None)}
    banks = (each.id for each in accounts if (each.kind, each.fund) == (AccountKind.BANK, source.fund))
    held = balances(here().id)[source.id] if source.kind == AccountKind.CASH else 0
    return {"source": source.id, "target": next(banks, None), "amount": held if held > 0 else None}


def _all_transfers() -> tuple[str, str]:
    return "资金划转", url_for("documents.listing", slug="transfer")
