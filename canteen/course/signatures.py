"""Signing a purchase, and what sets a signature aside: any change of what was signed, visibly."""

from collections.abc import Iterable

from canteen import audit, clock
from canteen.contents import Papers, act_of, forged, is_weighed
from canteen.course.completing import complete
from canteen.course.copies import log_copy
from canteen.course.devices import log_neighbours
from canteen.course.late import overtaken
from canteen.course.standing import ON_PAPER, is_complete, is_on_paper, open_lines, signers, waits_for_second
from canteen.db import db
from canteen.entering import Fault, Forged
from canteen.models import Purchase, Signature
from canteen.models.common import thing_of
from canteen.models.words import POST_OF, Role
from canteen.signing import DrawForm, Signer, use_up
from canteen.signing.drawings import fingerprint
from canteen.stages import Stage

SIGNED, ASIDE = "签名", "签名失效"
STAGES = {Role.BUYER: Stage.SUBMIT, Role.RECEIVER: Stage.ACCEPT, Role.APPROVER: Stage.APPROVE}
TWICE = {
    Role.BUYER: "您已经以采购人签过名；采购要由两个人签（条款 1.1），请另一位采购人签",
    Role.RECEIVER: "您已经以验收人签过名；验收要由两个人签（条款 1.2），请另一位验收人签",
    Role.APPROVER: "您已经签过名",
}
NO_POST = "您今天不在“{post}”岗位，不能以{role}签名"
LAPSED = "当天只有一位验收人签名，过夜失效"


def sign(form: DrawForm, purchase: Purchase, role: Role) -> Signature:
    """Sign in the role, within the caller's step; the form's signer may be a guest.

    Raises Fault or Forged where the signer may not, or the page showed something else than what is there.
    """
    lapse(purchase)
    papers = Papers([purchase])
    resettle_all([purchase], "签后内容有改动", papers)
    _refuse(form.signer, purchase, role)
    act = act_of(purchase, role, papers)
    use_up(form, act)
    if role is Role.RECEIVER and purchase.accepted_on is None:
        purchase.accepted_on = clock.today()
    signature = _add(purchase, role, form, content=act.stored, digest=act.digest)
    if is_complete(purchase, role):
        complete(purchase, role)
    return signature


def sell(form: DrawForm, purchase: Purchase, name: str, phone: str) -> Signature:
    """Have the seller sign on the purchaser's phone, within the caller's step; name and phone are part of what is signed."""
    _refuse_open(purchase)
    resettle(purchase, "签后内容有改动")
    act = act_of(purchase, Role.SELLER)
    use_up(form, act)
    set_aside(purchase.signed(Role.SELLER), "出售人重新签名")
    act = act_of(purchase, Role.SELLER, held={**act.content, "姓名": name, "电话": phone})
    seller = {"signer": name, "name": name, "posts": None, "phone": phone}
    return _add(purchase, Role.SELLER, form, content=act.stored, digest=act.digest, **seller)


def stage_of(purchase: Purchase, role: Role) -> Stage:
    """Which step the signature just made is: the completing one makes the purchase live, accepted or approved."""
    if role is Role.SELLER or not is_complete(purchase, role):
        return Stage.SIGN
    return STAGES[role]


def resettle(purchase: Purchase, why: str) -> list[Signature]:
    """Set aside the signatures that no longer stand under what they signed; gives them."""
    db.session.flush()
    db.session.expire(purchase, ["signatures", "lines"])
    return resettle_all([purchase], why)


def resettle_all(purchases: Iterable[Purchase], why: str, papers: Papers | None = None) -> list[Signature]:
    """The same of many purchases at once: an invoice may cover two hundred."""
    db.session.flush()
    changed = list(purchases)
    gone = {*forged(changed, papers), *(each.id for each in overtaken(changed))}
    fallen = [each for purchase in changed for each in purchase.signatures if each.id in gone]
    set_aside(fallen, why)
    return fallen


def set_aside(signatures: Iterable[Signature], why: str) -> None:
    """Set signatures aside, visibly, each with the reason, and in the log."""
    for each in signatures:
        each.set_aside_at, each.set_aside_why = clock.now(), why
        audit.record(ASIDE, f"purchase:{each.purchase_id}", **as_logged(each), why=why)
        if each.digest and each.role == Role.RECEIVER and not each.purchase.signed(Role.RECEIVER):
            each.purchase.accepted_on = None
    db.session.flush()


def lapse(purchase: Purchase) -> None:
    """A lone receiver's signature lapses at midnight, and with it the day of acceptance."""
    made = [each for each in purchase.signed(Role.RECEIVER) if each.digest]
    if made and not is_complete(purchase, Role.RECEIVER) and not waits_for_second(purchase):
        set_aside(made, LAPSED)


def as_logged(signature: Signature) -> dict[str, object]:
    """What the log keeps of a signature, so that no change of it goes unseen."""
    return {
        "role": signature.role,
        "signer": signature.signer,
        "made_by": signature.made_by,
        "name": signature.name,
        "posts": signature.posts,
        "via": signature.via,
        "phone": signature.phone,
        "digest": signature.digest,
        "drawing": fingerprint(signature.strokes or ""),
        "at": signature.signed_at.isoformat(),
        "on": signature.signed_on.isoformat(),
    }


def _refuse_open(purchase: Purchase) -> None:
    if said := open_lines(purchase):
        raise Fault("", f"{said}还没填，填好再签")


def _refuse(signer: Signer, purchase: Purchase, role: Role) -> None:
    if role is Role.APPROVER and signer.via:
        raise Forged("", "审批人要用自己的登录签名，不能在别人的手机上签")
    _refuse_open(purchase)
    if POST_OF[role] not in signer.posts:
        raise Forged("", NO_POST.format(post=POST_OF[role], role=role))
    if signer.staff_no in signers(purchase, role):
        raise Fault("", TWICE[role])
    if any(
        (each.signer, each.role, each.signed_at) == (signer.staff_no, role, clock.now()) for each in purchase.signatures
    ):
        raise Fault("", "刚刚签过一次，请过一会儿再签")
    if role is Role.RECEIVER and is_on_paper(purchase):
        raise Fault("", ON_PAPER)
    if role is Role.RECEIVER and not all(is_weighed(line) for line in purchase.lines):
        raise Fault("", "还有没过秤的行，全部过秤以后再签")


def _add(purchase: Purchase, role: Role, form: DrawForm, **more: object) -> Signature:
    now, signer = clock.now(), form.signer
    of_signer: dict[str, object] = {"signer": signer.staff_no, "name": signer.name, "posts": signer.posts_in_words}
    signature = Signature(
        purchase=purchase,
        role=role,
        signed_at=now,
        signed_on=clock.local_day(now),
        strokes=str(form.strokes.data),
        user_id=signer.user_id if role is not Role.SELLER else None,
        via=signer.via,
        **(of_signer | more),
    )
    db.session.add(signature)
    db.session.flush()
    audit.record(SIGNED, thing_of(purchase), **as_logged(signature))
    log_copy(signature)
    log_neighbours(signature)
    return signature
