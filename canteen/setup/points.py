"""What must be there before the first purchase can be lawful: points, each a question to the facts of the day."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import select

from canteen.db import db
from canteen.models import Department, Income, Item, Purchase, ReceiptBook, SourcingCase, Supplier, Unit
from canteen.models.words import BUDGET_CATEGORIES, Category, IncomeKind, Origin, Post, State
from canteen.parameters import MIN_PURCHASERS, MIN_RECEIVERS
from canteen.setup.facts import Facts, Holder

MANY = 6
"""How many names a point lists."""


@dataclass(frozen=True)
class Found:
    """How a point stands: there, missing, later (needed in time, not yet) or none (not concerned); and in words."""

    state: str
    fact: str


@dataclass(frozen=True)
class Point:
    """Something needed: why, by which clause, who sees to it and where."""

    title: str
    why: str
    clause: str
    who: Post
    endpoint: str
    look: Callable[[Facts], Found]
    deed: str = ""
    """The endpoint that does it, where the page itself is open to more."""
    anchor: str | None = None
    """Where on that page."""


def _is(there: object, fact: str, lacking: str) -> Found:
    return Found("there", fact) if there else Found("missing", lacking)


def _unit(facts: Facts) -> Found:
    unit = facts.unit
    if unit is None:
        return Found("missing", "还没有填")
    return _is(unit.tax_number, f"{unit.title}，{unit.tax_number}", f"{unit.title}，还没有填税号")


def _started(facts: Facts) -> Found:
    day = facts.canteen.started_on
    return _is(day, f"自 {day} 起", "还没有定")


def _departments(facts: Facts) -> Found:
    many = facts.count(Department, Department.retired_on.is_(None))
    return _is(many, f"{many} 个", "还没有登记")


def _bank(facts: Facts) -> Found:
    if not facts.meal_banks:
        return Found("missing", "还没有伙食费的银行账户")
    names = _listed([account.name for account in facts.meal_banks])
    stated = all(account.opening is not None and account.year for account in facts.meal_banks)
    return _is(stated, names, f"{names}：还没有写年度和年初余额")


def _budgets(facts: Facts) -> Found:
    if not facts.budgets:
        return Found("missing", f"{facts.today.year} 年还没有")
    lacking = [category for category in BUDGET_CATEGORIES if category in facts.categories - set(facts.budgets)]
    return _is(not lacking, f"{facts.today.year} 年 {len(facts.budgets)} 类", f"用得到而没有预算的：{_listed(lacking)}")


def _income(facts: Facts) -> Found:
    if not any(facts.budgets.get(category) for category in (Category.EQUIPMENT, Category.REPAIR)):
        return Found("none", "今年没有设备购置和维修的预算")
    many = facts.count(
        Income,
        Income.state == State.LIVE,
        Income.kind.in_([IncomeKind.MEALS, IncomeKind.SUBSIDY]),
        Income.received_on >= facts.today.replace(month=1, day=1),
    )
    return _is(many, f"今年 {many} 笔", "今年还没有伙食费或伙食补助收入")


def _book(facts: Facts) -> Found:
    many = facts.count(ReceiptBook, ReceiptBook.handed_out_on <= facts.today)
    return _is(many, f"{many} 本", "还没有领用")


def _suppliers(facts: Facts) -> Found:
    many = facts.count(Supplier, Supplier.retired_on.is_(None))
    return _is(many, f"{many} 家", "还没有登记")


def _items(facts: Facts) -> Found:
    many = facts.count(Item, Item.retired_on.is_(None))
    return _is(many, f"{many} 种", "还没有登记")


def _sourcing(facts: Facts) -> Found:
    many = facts.count(SourcingCase, SourcingCase.state == State.LIVE)
    return Found("there", f"{many} 项") if many else Found("later", "买这些东西之前再立项")


def _parameters(facts: Facts) -> Found:
    waiting = [standing.parameter.label for standing in facts.parameters.values() if standing.waits]
    return _is(not waiting, f"{len(facts.parameters)} 个都已确认", f"待财务确认 {len(waiting)} 个：{_listed(waiting)}")


def _holding(post: Post) -> Callable[[Facts], Found]:
    """Whether as many as are needed hold a post and can sign."""

    def look(facts: Facts) -> Found:
        needed = _needed(post, facts)
        held = [holder for holder in facts.holders if holder.post == post]
        able = [holder.name for holder in held if not holder.lacks]
        if len(able) >= needed:
            return Found("there", _listed(able))
        return Found("missing", f"要 {needed} 人能签名，现在 {len(able)} 人。{_lacks(held)}")

    return look


def _needed(post: Post, facts: Facts) -> int:
    parameter = {Post.BUYER: MIN_PURCHASERS, Post.RECEIVER: MIN_RECEIVERS}.get(post)
    return facts.parameters[parameter.name].value if parameter else 1


def _lacks(held: list[Holder]) -> str:
    if not held:
        return "还没有任命"
    return _listed([f"{holder.name}{holder.lacks}" for holder in held if holder.lacks], "；")


def _without_log_in(facts: Facts) -> Found:
    names = list(dict.fromkeys(holder.name for holder in facts.holders if not holder.has_log_in))
    return _is(not names, "没有", f"有岗无账号 {len(names)} 人：{_listed(names)}")


def _listed(names: list[str], comma: str = "、") -> str:
    """The names, at most so many of them."""
    return comma.join(names[:MANY]) + (f"等 {len(names)} 个" if len(names) > MANY else "")


def _post(post: Post, title: str, why: str, clause: str) -> Point:
    return Point(title, why, clause, Post.ADMINISTRATOR, "persons.listed", _holding(post), "persons.new")


ADMINISTRATOR, ACCOUNTANT, CASHIER = Post.ADMINISTRATOR, Post.ACCOUNTANT, Post.CASHIER
DEPARTMENTS, ACCOUNTS = "setup.departments", "setup.accounts"
GROUPS: dict[str, tuple[Point, ...]] = {
    "单位和食堂": (
        Point("单位名称和税号", "发票上的购买方要和它一致", "3.2", ADMINISTRATOR, "setup.unit", _unit),
        Point("启用日期", "从哪一天起在明账里记账，以前的导入", "", ADMINISTRATOR, "setup.canteen", _started),
        Point(
            "部门",
            "按部门收伙食费，按部门定接待预算",
            "10.1",
            ADMINISTRATOR,
            f"{DEPARTMENTS}.listed",
            _departments,
            f"{DEPARTMENTS}.new",
        ),
    ),
    "人员": (
        _post(Post.BUYER, "采购人", "每笔采购要两名采购人签名", "1.1"),
        _post(Post.RECEIVER, "验收人", "每笔采购要两名验收人当场签名", "1.2"),
        _post(Post.APPROVER, "审批人", "审批不能由采购或验收的人兼", "1.6"),
        _post(Post.CASHIER, "出纳", "付款、收费；不能由会计兼", "B.6"),
        _post(Post.ACCOUNTANT, "会计", "预算、账户、供应商和品目由会计登记", "B.6"),
        _post(Post.SUPERVISOR, "监管", "每月检查一次", "6.4"),
        Point(
            "有岗无账号",
            "导入的人还不能登录，签不了名",
            "",
            ADMINISTRATOR,
            "persons.listed",
            _without_log_in,
            "log_ins.give_code",
        ),
    ),
    "资金和参数": (
        Point(
            "参数",
            "限额、人数、期限按通知预设，由会计或审批人核对确认",
            "",
            ACCOUNTANT,
            "lawbook.index",
            _parameters,
            "lawbook.confirm",
            "parameters",
        ),
        Point(
            "伙食费银行账户",
            "支出不能多于年初余额加收入",
            "8.3",
            ACCOUNTANT,
            f"{ACCOUNTS}.listed",
            _bank,
            f"{ACCOUNTS}.new",
        ),
        Point("预算", "没有预算的类别，审批时拒绝", "8.1", ACCOUNTANT, "budgets.index", _budgets, "budgets.edit"),
        Point("票据本", "伙食费、下脚料、接待结算要开财政专用票据", "3.9", ACCOUNTANT, "income.books.hand_out", _book),
        Point("伙食费收入", "没有收入，设备和维修一有支出就超过 5%", "7.2", CASHIER, "income.new", _income),
    ),
    "目录": (
        Point("供应商", "采购要写明向谁买", "", ACCOUNTANT, "catalogue.new_supplier", _suppliers),
        Point("品目", "采购要写明买什么、属哪一类", "2.1", ACCOUNTANT, "catalogue.new_item", _items),
        Point("采购立项", "满询价起点的设备、杂品和集采目录内的，先立项", "2.3", Post.BUYER, "sourcing.new", _sourcing),
    ),
}
"""In the order in which a unit begins."""


def looked(canteen_id: int) -> dict[str, list[tuple[Point, Found]]]:
    """How every point stands today."""
    facts = Facts(canteen_id)
    return {title: [(point, point.look(facts)) for point in points] for title, points in GROUPS.items()}


def missing(canteen_id: int) -> list[Point]:
    """The points that are missing."""
    return [point for points in looked(canteen_id).values() for point, found in points if found.state == "missing"]


def is_beginning(canteen_id: int) -> bool:
    """Whether a canteen that is no demonstration still lacks something, and no purchase was made here yet."""
    made_here = select(Purchase.id).where(Purchase.canteen_id == canteen_id, Purchase.origin == Origin.PRODUCT)
    if db.session.scalar(select(Unit.demonstration)) or db.session.scalar(made_here.limit(1)):
        return False
    return bool(missing(canteen_id))
