"""The pages on which two people change a supplier's bank account."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from wtforms.validators import Regexp

from canteen.catalogue import accounts
from canteen.catalogue.forms import half_width
from canteen.choosing import here
from canteen.choosing.addresses import row_at
from canteen.desk.notices import Notice
from canteen.documents.paper import Fact
from canteen.entering import Page, enter, typed
from canteen.fields import line
from canteen.models import Supplier
from canteen.models.words import Post
from canteen.security import current, may
from canteen.signing import Act, SignForm

pages = Blueprint("bank_accounts", __name__, url_prefix="/catalogue/suppliers/<key:key>/bank")
SECOND = (Post.ACCOUNTANT, Post.APPROVER, Post.CASHIER, Post.SUPERVISOR)
"""Who may be the other one of the two."""


class AccountForm(SignForm):
    """A supplier's bank account, signed."""

    bank = line("开户银行", most=100, description="写到支行，例如 中国建设银行芜湖镜湖支行")
    bank_account = line(
        "银行账号",
        Regexp(r"[0-9]{8,32}\Z", message="应为 8 至 32 位数字，请照对方盖章的开户信息抄"),
        most=40,
        filters=[lambda text: half_width(text).replace(" ", "").replace("-", "")],
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )


@pages.route("/", methods=["GET", "POST"])
@may(Post.ACCOUNTANT)
def propose(key: int) -> Page:
    """Propose an account."""
    supplier = row_at(Supplier, key)
    form = AccountForm(typed())
    return _signed(
        supplier,
        form,
        partial(accounts.propose, form),
        accounts.proposing(supplier),
        title=f"提出收款账户 {supplier.name}",
        button="签名提出",
        said="已提出。另一个人同意以前，账户照旧",
        facts=_facts("现有的", supplier.bank, supplier.bank_account),
        lead="收款账户要两个人办：您提出，再由另一位会计、审批、出纳或监管核对后同意。付款照同意以后的账户。",
    )


@pages.route("/agree", methods=["GET", "POST"])
@may(*SECOND)
def agree(key: int) -> Page:
    """Agree to the account that another proposed."""
    lead = "请照对方盖章的开户信息，或者打对方原来留的电话核对，一位一位看清。"
    return _answered(
        key, accounts.AGREED, accounts.agree, "同意收款账户", button="签名同意", said="收款账户已变更", lead=lead
    )


@pages.route("/drop", methods=["GET", "POST"])
@may(*SECOND)
def drop(key: int) -> Page:
    """Drop a proposal."""
    lead = "撤回以后账户照旧。"
    return _answered(
        key, accounts.DROPPED, accounts.drop, "撤回收款账户变更", button="签名撤回", said="已撤回，账户照旧", lead=lead
    )


def notices() -> Iterator[Notice]:
    """The proposals that the visitor may agree to."""
    if not current().posts.isdisjoint(SECOND) and current().canteen:
        for supplier in accounts.waiting(here().id):
            proposal = accounts.pending(supplier)
            if proposal and proposal.user_id != current().user_id:
                text = f"{proposal.name}提出了{supplier.name}的收款账户，等另一个人核对后同意。"
                yield Notice(text, "去核对", url_for("bank_accounts.agree", key=supplier.id), proposal.signed_at)


def _answered(key: int, act: str, change: Callable[[SignForm, Supplier], None], title: str, **more: str) -> Page:
    """Answer a form that settles a proposal."""
    supplier = row_at(Supplier, key)
    proposal = accounts.pending(supplier)
    if proposal is None:
        flash(accounts.SETTLED, "warn")
        return redirect(_paper(supplier))
    form = SignForm(typed())
    return _signed(
        supplier,
        form,
        partial(change, form),
        accounts.answering(supplier, proposal, act),
        title=f"{title} {supplier.name}",
        facts=[
            *_facts("现有的", supplier.bank, supplier.bank_account),
            *_facts("提出的", *accounts.proposed(proposal).values()),
            Fact("谁提出的", f"{proposal.name}（{proposal.posts}）", "text"),
            Fact("什么时候", proposal.signed_at, "instant"),
        ],
        own=act == accounts.AGREED and proposal.user_id == current().user_id,
        drop_url=url_for("bank_accounts.drop", key=key) if act == accounts.AGREED else None,
        **more,
    )


def _signed(
    supplier: Supplier, form: SignForm, change: Callable[[Supplier], None], act: Act, *, said: str, **more: Any
) -> Page:
    back = (supplier.name, _paper(supplier))
    shown = {"own": False, "drop_url": None} | more
    return enter(
        form,
        supplier,
        change,
        page=lambda findings: render_template(
            "catalogue/bank.html", form=form, findings=findings, act=act, back=back, **shown
        ),
        to=_paper,
        said=said,
    )


def _facts(which: str, bank: str | None, account: str | None) -> list[Fact]:
    return [Fact(f"{which}开户银行", bank, "text"), Fact(f"{which}账号", account, "no")]


def _paper(supplier: Supplier) -> str:
    return url_for("documents.paper", slug="supplier", key=supplier.id)
