"""Bank accounts and cash boxes: entering them, and changing what no use has fixed."""

from functools import partial

from flask import Blueprint, abort, render_template, url_for
from sqlalchemy import exists, or_, select

from canteen import clock
from canteen.changes import amend
from canteen.choosing import READERS, here
from canteen.choosing.addresses import row_at
from canteen.db import db
from canteen.documents.paper import Fact
from canteen.entering import Fault, Page, enter, typed
from canteen.holders import called, holding
from canteen.ledger import Line, Link
from canteen.models import Account, Income, Payment, Person, Transfer, UtilityBill
from canteen.models.words import Post, State
from canteen.security import may, opens
from canteen.setup.forms import AccountChangeForm, AccountForm
from canteen.step import closed_months

pages = Blueprint("accounts", __name__, url_prefix="/accounts")
LABELS = {
    "name": "账户名称",
    "kind": "类型",
    "fund": "资金",
    "year": "年度",
    "opening": "年初余额",
    "holder": "保管人",
    "retired_on": "停用日期",
}
FIXED = ("kind", "fund")
LEAD = "伙食费和接待费各开账户，不能混用。支出大于年初余额加收入时，月末检查按条款 8.3 列出。"


@pages.get("/")
@may(*READERS)
def listed() -> str:
    """List the canteen's accounts, those given up struck through."""
    query = select(Account, Person.name).outerjoin(
        Person, (Person.canteen_id == Account.canteen_id) & (Person.staff_no == Account.holder)
    )
    found = db.session.execute(query.where(Account.canteen_id == here().id).order_by(Account.fund, Account.name))
    return render_template(
        "setup/accounts.html",
        rows=[_row(account, name) for account, name in found],
        new_url=url_for("setup.accounts.new") if opens("setup.accounts.new") else None,
    )


@pages.route("/new", methods=["GET", "POST"])
@may(Post.ACCOUNTANT)
def new() -> Page:
    """Enter an account."""
    form = AccountForm(typed(), data={"year": clock.today().year})
    return _answer(form, Account(canteen_id=here().id), title="登记账户", lead=LEAD)


@pages.route("/<key:key>/edit", methods=["GET", "POST"])
@may(Post.ACCOUNTANT)
def edit(key: int) -> Page:
    """Change an account, but for what its use has fixed."""
    account = row_at(Account, key)
    if account.own_money:
        abort(404)
    form = AccountChangeForm(typed(), obj=account)
    fixed = _fix(form, account) if is_used(account) else []
    return _answer(form, account, title=f"修改账户 {account.name}", fixed=fixed)


def is_used(account: Account) -> bool:
    """Whether a paper says that money came into the account or left it."""
    uses = (
        Payment.account_id == account.id,
        Income.account_id == account.id,
        UtilityBill.account_id == account.id,
        or_(Transfer.from_id == account.id, Transfer.to_id == account.id),
    )
    return any(db.session.scalar(select(exists().where(use))) for use in uses)


def _answer(form: AccountForm, account: Account, **page: object) -> Page:
    carriers = {person.staff_no: called(person) for person in holding(Post.BUYER)}
    held = {account.holder: account.holder} if account.holder else {}
    form.holder.choices = list(({"": "没有"} | held | carriers).items())
    return enter(
        form,
        account,
        partial(_write, form),
        page=lambda findings: render_template(
            "setup/account.html",
            form=form,
            findings=findings,
            button="保存",
            back=("账户", url_for("setup.accounts.listed")),
            **page,
        ),
        to=lambda _: url_for("setup.accounts.listed"),
    )


def _write(form: AccountForm, account: Account) -> None:
    values = {name: value for name, value in form.data.items() if name in LABELS}
    values["holder"] = values["holder"] or None
    named = select(Account.id).where(Account.canteen_id == account.canteen_id, Account.name == values["name"])
    if db.session.scalar(named) not in (None, account.id):
        raise Fault("name", "已有同名的账户")
    _refuse_float(account, values["holder"])
    _refuse_fixed(account, values)
    amend(account, values, LABELS)


def _refuse_float(account: Account, holder: object) -> None:
    """Refuse to hand a cash box that took money to a purchaser: income pays for no purchase."""
    took = exists().where(Income.account_id == account.id, Income.state == State.LIVE)
    if holder and not account.holder and account.id and db.session.scalar(select(took)):
        raise Fault("holder", "这个账户收过款，不能改成备用金：请从“拨付备用金”把提现的钱交给采购")


def _refuse_fixed(account: Account, values: dict[str, object]) -> None:
    """Refuse to change what use or a closed month has fixed, since the form was shown or before."""
    changed = {name for name, value in values.items() if getattr(account, name) != value}
    if account.id is None:
        return
    if (fixed := changed & set(FIXED)) and is_used(account):
        raise Fault(min(fixed), "刚有单据用了这个账户，不能再改")
    if changed & {"opening", "year"} and closed_months(account.canteen_id):
        raise Fault("opening", "已有月份结了账，年初余额不能再改")


def _fix(form: AccountForm, account: Account) -> list[Fact]:
    """Take out of the form what the account's use has fixed, and give it as facts."""
    for name in FIXED:
        del form[name]
    return [Fact(LABELS[name], getattr(account, name), "text") for name in FIXED]


def _row(account: Account, holder: str | None) -> Line:
    link = Link(account.name, url_for("documents.paper", slug="account", key=account.id))
    may_edit = opens("setup.accounts.edit") and not account.own_money
    edit = Link("修改", url_for("setup.accounts.edit", key=account.id)) if may_edit else None
    cells = [
        link,
        account.kind,
        account.fund,
        account.year and str(account.year),
        account.opening,
        holder or account.holder,
    ]
    return Line([*cells, account.retired_on, edit], "gone" if account.retired_on else None)
