"""Approval (审批): one sheet of facts, signed or sent back; receipts that came later, signed as a list."""

from functools import partial
from typing import Any

from flask import Blueprint, render_template, request, url_for

from canteen.approval import late as receipts_late
from canteen.approval.forms import ReturnForm
from canteen.approval.sheet import context, foreseen, whole
from canteen.approval.waiting import age_of, queue, since_of, total_of, waiting
from canteen.choosing import here
from canteen.contents import act_of
from canteen.course import (
    Deed,
    Standing,
    barring,
    part_of,
    require,
    returned_for,
    returning,
    sign,
    stage_of,
    standing_of,
)
from canteen.documents.rows import address
from canteen.entering import Page, enter, sent_before, shown, typed
from canteen.formats import yuan
from canteen.ledger import Link
from canteen.models import Purchase
from canteen.models.words import Amiss, Post, Role
from canteen.months import last_day
from canteen.security import may
from canteen.signing import SignForm, myself
from canteen.signoff.people import others, unbarred
from canteen.stages import Stage
from canteen.step import judge

pages = Blueprint("approval", __name__, url_prefix="/approval")
PRINTS = {"购货报销单": "papers.slip", "验收单": "papers.acceptance", "入库单": "papers.stock"}
SIGNS_AGAIN = {
    Amiss.ORDER: "由采购改好，采购人重新签名；改到了货的，验收人也重新签",
    Amiss.GOODS: "由验收重新过秤（复验），验收人重新签名",
    Amiss.PAPER: "由登记票据的人换或补，谁的签名都不失效",
}


@pages.get("/")
@may(Post.APPROVER)
def index() -> str:
    """List what waits to be approved, the longest waiting first, and what is back for its papers."""
    found = waiting(here().id, myself().staff_no)
    return render_template(
        "approval/index.html",
        ready=[each for each in found if not each.returned],
        returned=[each for each in found if each.returned],
        late=receipts_late.count(here().id, myself().staff_no),
    )


@pages.route("/<key:key>", methods=["GET", "POST"])
@may(Post.APPROVER)
def sheet(key: int) -> Page:
    """Show a purchase on one sheet, and sign it."""
    purchase, form = whole(key, here().id), SignForm(typed())
    return enter(
        form,
        purchase,
        partial(_approve, form),
        page=partial(_sheet, form, purchase),
        to=lambda _: url_for("approval.index"),
        said=f"已批准 {purchase.number}，{yuan(total_of(purchase))} 元",
        stage=lambda: stage_of(purchase, Role.APPROVER),
    )


@pages.route("/<key:key>/back", methods=["GET", "POST"])
@may(Post.APPROVER)
def send_back(key: int) -> Page:
    """Send a purchase back for its order, its goods or its papers."""
    purchase = whole(key, here().id)
    ways = returning.amendable(purchase)
    form = ReturnForm(typed(), amiss=ways[0] if len(ways) == 1 else None)
    form.amiss.choices = [(str(amiss), str(amiss)) for amiss in ways]
    return enter(
        form,
        purchase,
        partial(_return, form),
        page=partial(_return_page, form, purchase),
        to=lambda _: url_for("approval.index"),
        said=f"已退回 {purchase.number}",
        stage=Stage.CHANGE,
    )


@pages.route("/late", methods=["GET", "POST"])
@may(Post.APPROVER)
def late() -> Page:
    """Sign for the receipts that came after the purchases were approved, as one list."""
    form, without = SignForm(typed()), _without()
    page, oldest = partial(_late, form, without), receipts_late.oldest(here().id, form.signer.staff_no, without)
    if oldest is None:
        return sent_before(form) or page([])
    return enter(
        form,
        oldest,
        partial(receipts_late.sign, form, without),
        page=page,
        to=lambda _: url_for("approval.late"),
        said="已补签，这些票据从此不能再悄悄改动",
        stage=Stage.CHANGE,
    )


def _approve(form: SignForm, purchase: Purchase) -> None:
    require(Deed.APPROVE, purchase)
    sign(form, purchase, Role.APPROVER)


def _return(form: ReturnForm, purchase: Purchase) -> None:
    require(Deed.SEND_BACK, purchase)
    returning.send_back(purchase, Amiss(form.amiss.data), str(form.reason.data), myself().staff_no)


def _sheet(form: SignForm, purchase: Purchase, findings: list[dict[str, Any]]) -> str:
    standing = standing_of(purchase)
    ready = standing is Standing.ARRIVED
    barred = barring(purchase, Role.APPROVER, form.signer) if ready else []
    coming = shown(foreseen(purchase, form.signer)) if ready and not (findings or barred) else []
    facts = context(purchase, standing)
    pending = not any(each.is_proper for each in facts["receipts"])
    return render_template(
        "approval/sheet.html",
        title=f"审批 {purchase.number}",
        purchase=purchase,
        standing=standing,
        ready=ready,
        returned=returned_for(purchase, Amiss.PAPER),
        form=form,
        findings=findings,
        coming=coming,
        barred=shown(barred),
        others=unbarred(purchase, Role.APPROVER, form.signer) if barred else [],
        part=part_of(purchase, form.signer.staff_no),
        act=act_of(purchase, Role.APPROVER),
        pending=pending,
        month_end=last_day(purchase.purchased_on),
        button="批准，票据待补" if pending else f"签名批准 {yuan(facts['total'])} 元",
        prints=_prints(purchase) if standing is Standing.APPROVED else [],
        paper_url=address("purchase", purchase.id),
        **_place(purchase),
        **facts,
    )


def _place(purchase: Purchase) -> dict[str, object]:
    """How long it has waited, among how many, and which comes next."""
    waits = queue(here().id)
    keys = [each.id for each in waits]
    if purchase.id not in keys:
        return {"fact": None, "after": waits[0] if waits else None, "total_of": total_of}
    place = keys.index(purchase.id)
    fact = f"等了{age_of(since_of(purchase))}，前面还有 {place} 件，后面 {len(keys) - place - 1} 件"
    others = [*waits[place + 1 :], *waits[:place]]
    return {"fact": fact, "after": others[0] if others else None, "total_of": total_of}


def _prints(purchase: Purchase) -> list[Link]:
    """The papers to print of an approved purchase."""
    return [Link(name, url_for(endpoint, key=purchase.id)) for name, endpoint in PRINTS.items()]


def _return_page(form: ReturnForm, purchase: Purchase, findings: list[dict[str, Any]]) -> str:
    standing, ways, me = standing_of(purchase), returning.amendable(purchase), myself().staff_no
    return render_template(
        "approval/return.html",
        title=f"退回 {purchase.number}",
        purchase=purchase,
        total=total_of(purchase),
        standing=standing,
        ready=standing is Standing.ARRIVED,
        form=form,
        findings=findings,
        outcomes=[(amiss, _falling(purchase, amiss), SIGNS_AGAIN[amiss]) for amiss in ways],
        own=returning.OWN,
        on_paper=returning.ON_PAPER if len(ways) < len(Amiss) else None,
        part=part_of(purchase, me),
        others=[person.name for person in others(purchase, Role.APPROVER, me)],
    )


def _falling(purchase: Purchase, amiss: Amiss) -> list[str]:
    """Whose signatures such a return sets aside."""
    return [
        f"{each.role}{each.name or each.signer}" for role in returning.FALLS[amiss] for each in purchase.signed(role)
    ]


def _without() -> set[int]:
    """The purchases that the visitor leaves off the list, by key."""
    return set(request.args.getlist("without", type=int))


def _late(form: SignForm, without: set[int], findings: list[dict[str, Any]]) -> str:
    found, more = receipts_late.listed(here().id, form.signer.staff_no, without)
    purchases = receipts_late.purchases(found)
    return render_template(
        "approval/late.html",
        form=form,
        findings=_named(findings),
        coming=[] if findings else _named(shown(each for one in purchases for each in judge(Stage.CHANGE, one))),
        found=found,
        act=receipts_late.act_of(here().id, found),
        more=more,
        purchases=len(purchases),
        without=sorted(without),
        action=url_for("approval.late", without=sorted(without)),
    )


def _named(findings: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Findings on a list of purchases: of which one is said with each."""
    return [each | {"message": f"{each['document']}：{each['message']}"} for each in findings]
