"""What the visitor may begin from here, and what to do next where nothing waits."""

from dataclasses import dataclass

from flask import url_for
from sqlalchemy import func, select

from canteen.course.in_sql import MADE_HERE
from canteen.db import db
from canteen.ledger import Link
from canteen.models import Line, Purchase, Supplier
from canteen.models.words import Post
from canteen.security import opens
from canteen.today.mine import Mine
from canteen.today.standings import is_mine


@dataclass(frozen=True)
class Next:
    """What to do next: a sentence, and the way there."""

    why: str
    label: str
    endpoint: str


NEXT: dict[Post, Next] = {
    Post.BUYER: Next("买了东西就记一笔，价钱、数量、照片当场记下。", "单据", "documents.index"),
    Post.RECEIVER: Next("采购人两人签完名，货就在这里等您过秤。", "验收", "acceptance.index"),
    Post.APPROVER: Next("验收人两人签完名，采购就在这里等您审批。", "看月度检查", "month.latest_check"),
    Post.CASHIER: Next("审批过的采购在这里等您付款。收了钱就登记收入。", "登记收入", "income.new"),
    Post.ACCOUNTANT: Next("没有要确认、要补的。可以看看本月的检查。", "看月度检查", "month.latest_check"),
    Post.SUPERVISOR: Next("没有要会签、要认可的。可以看看本月的检查。", "看月度检查", "month.latest_check"),
    Post.ADMINISTRATOR: Next("人员、岗位、轮换有变动时在这里提醒。", "人员和岗位", "persons.listed"),
    Post.CLERK: Next("接待的申请在以后的版本里办；现在可以看规则。", "看规则", "lawbook.index"),
}
"""By post, the first that the visitor holds."""


def actions(me: Mine) -> list[Link]:
    """What a purchaser begins most days: a new purchase, or the last one again."""
    if Post.BUYER not in me.posts or not opens("purchasing.new"):
        return []
    return [Link("记一笔采购", url_for("purchasing.new")), *_again(me)]


def nothing(me: Mine) -> tuple[str, list[dict[str, str]]]:
    """Why nothing waits, and the way to what could be done."""
    following = next((NEXT[post] for post in NEXT if post in me.posts), None)
    if following is None:
        return "您今天在这个食堂没有岗位。岗位由管理员任命。", []
    return following.why, [{"label": following.label, "url": url_for(following.endpoint)}]


def _again(me: Mine) -> list[Link]:
    lines = select(func.count()).where(Line.purchase_id == Purchase.id).scalar_subquery()
    latest = (
        select(Purchase.id, Supplier.name, lines.label("lines"))
        .join(Supplier, Supplier.id == Purchase.supplier_id)
        .where(*MADE_HERE, is_mine(), Purchase.number.is_not(None))
        .order_by(Purchase.purchased_on.desc(), Purchase.id.desc())
    )
    found = db.session.execute(latest.limit(1), me.binds()).first()
    if found is None:
        return []
    return [Link(f"重复上次：{found.name}，{found.lines} 样", url_for("purchasing.new", again=found.id))]
