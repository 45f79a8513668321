"""Item 1: purchasing, receiving and approving check each other."""

from typing import Any

from sqlalchemy import and_, distinct, exists, func, or_, select

from canteen.facts import in_force, more_months_than, signed_as, signers
from canteen.models import Appointment, Purchase
from canteen.models.words import Post, Role
from canteen.parameters import MIN_PURCHASERS, MIN_RECEIVERS, ROTATION_ADVISE, ROTATION_GAP, ROTATION_MAX
from canteen.rulebook import Verdict, clause
from canteen.seen import POST_DAY, among, seen
from canteen.stages import Force, Stage
from canteen.subjects import PERSON, PURCHASE, TENURE

TITLE = "采购、验收、审核岗位牵制"


@clause(
    "1.1",
    "一般应实行双人采购",
    PURCHASE,
    Stage.SUBMIT,
    says="采购人签名 {signers} 人，应至少 {required} 人",
    way_out="请另一名采购人员签名后再提交",
    parameters=(MIN_PURCHASERS,),
)
def two_purchasers(purchase: type[Purchase]) -> Verdict:
    """Fewer than the required number of distinct people signed as 采购人."""
    signed, required = signers(purchase.id, Role.BUYER), MIN_PURCHASERS.on(purchase.purchased_on)
    return Verdict(signed >= required, numbers={"signers": signed, "required": required})


@clause(
    "1.2",
    "验收人员也应至少两人",
    PURCHASE,
    Stage.ACCEPT,
    says="验收人签名 {signers} 人，应至少 {required} 人",
    way_out="请另一名验收人员当场签名",
    parameters=(MIN_RECEIVERS,),
)
def two_receivers(purchase: type[Purchase]) -> Verdict:
    """Fewer than the required number of distinct people signed as 验收人."""
    signed, required = signers(purchase.id, Role.RECEIVER), MIN_RECEIVERS.on(purchase.purchased_on)
    return Verdict(signed >= required, numbers={"signers": signed, "required": required})


@clause(
    "1.3",
    "验收人员在货物验收后，应当场在票据上签名",
    PURCHASE,
    Stage.ACCEPT,
    says="验收日期 {accepted_on}，有验收人签名在 {signed_on}",
    way_out="验收当日由验收人员当场签名；已经隔日的，在月度检查中写明原因",
)
def signed_on_the_spot(purchase: type[Purchase]) -> Verdict:
    """A 验收人 signature on another day than the acceptance, or without an acceptance date."""
    signature, received = signed_as(purchase.id, Role.RECEIVER)
    elsewhen = and_(received, or_(purchase.accepted_on.is_(None), signature.signed_on != purchase.accepted_on))
    latest = select(func.max(signature.signed_on)).where(elsewhen).scalar_subquery()
    return Verdict(~exists().where(elsewhen), numbers={"accepted_on": purchase.accepted_on, "signed_on": latest})


@clause(
    "1.4",
    "采购人员和验收人员…最长一年必须轮换",
    TENURE,
    Stage.SUBMIT,
    Stage.ACCEPT,
    says="自 {began} 起任{post}，已超过 {limit} 个月",
    way_out="换由新任人员签名，并办理轮换交接",
    parameters=(ROTATION_MAX, ROTATION_GAP),
)
def rotated_within_a_year(tenure: Any) -> Verdict:
    """A tenure that began more than the longest span before the day."""
    limit = ROTATION_MAX.on(POST_DAY)
    return Verdict(
        ~more_months_than(tenure.c.began, limit, POST_DAY),
        numbers={"began": tenure.c.began, "post": tenure.c.post, "limit": limit},
    )


@clause(
    "1.5",
    "一般半年中途需进行轮换",
    TENURE,
    Stage.CLOSE,
    says="自 {began} 起任{post}，已超过 {limit} 个月",
    way_out="安排轮换，办理交接",
    force=Force.WARN,
    parameters=(ROTATION_ADVISE, ROTATION_MAX, ROTATION_GAP),
)
def rotated_at_half_year(tenure: Any) -> Verdict:
    """As 1.4 with the advised span, where 1.4 does not find the same tenure."""
    limit = ROTATION_ADVISE.on(POST_DAY)
    return Verdict(
        ~more_months_than(tenure.c.began, limit, POST_DAY),
        concerns=~more_months_than(tenure.c.began, ROTATION_MAX.on(POST_DAY), POST_DAY),
        numbers={"began": tenure.c.began, "post": tenure.c.post, "limit": limit},
    )


@clause(
    "1.6",
    "采购、验收、审核三人岗位相互牵制",
    PURCHASE,
    Stage.SUBMIT,
    Stage.ACCEPT,
    Stage.APPROVE,
    says="{people} 人在采购、验收、审批中签了两种以上",
    way_out="由未在本单其他环节签名的人签名",
)
def three_different_people(purchase: type[Purchase]) -> Verdict:
    """One person signed a purchase in two or more of 采购人, 验收人, 审批人."""
    three = (Role.BUYER, Role.RECEIVER, Role.APPROVER)
    one, first = signed_as(purchase.id, *three)
    other, second = signed_as(purchase.id, *three)
    both = and_(first, second, one.signer == other.signer, one.role < other.role)
    people = select(func.count(distinct(one.signer))).where(both).scalar_subquery()
    return Verdict(~exists().where(both), numbers={"people": people})


@clause(
    "1.7",
    "采购、验收、审核三人岗位相互牵制",
    PERSON,
    Stage.RECORD,
    says="同时任采购、验收、审批中的 {posts} 个岗位",
    way_out="先结束其中的岗位，只留一个",
)
def one_post_of_three(person: Any) -> Verdict:
    """Somebody holds two or more of the posts 采购, 验收, 审批."""
    held = seen(Appointment)
    posts = (
        select(func.count(distinct(held.post)))
        .where(held.person_id == person.c.id, among(held.post, Post.BUYER, Post.RECEIVER, Post.APPROVER))
        .where(in_force(held, POST_DAY))
        .scalar_subquery()
    )
    return Verdict(posts <= 1, numbers={"posts": posts})
