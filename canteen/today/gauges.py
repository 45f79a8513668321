"""The gauges that matter to a post: each a number with its picture, and the way to what is behind it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from flask import url_for

from canteen.budgets.figures import PER_MILLE, Figure, capped, spent
from canteen.budgets.kinds import CATEGORIES
from canteen.check import check
from canteen.formats import yuan
from canteen.ledger import Link
from canteen.models import Account
from canteen.models.words import Post
from canteen.month.snapshots import Tally, due, kept_in, tally
from canteen.rotation.tenures import Tenure, running
from canteen.today.mine import Mine, short
from canteen.transfers.floats import Float, floats


@dataclass(frozen=True)
class Gauge:
    """A number, its picture in thousandths (dark up to `done`, light up to `all`), and what to make of it."""

    number: str
    url: str
    done: int
    all: int
    note: str
    mark: str = "soft"
    """How the note stands out: soft, warn, bad."""
    scale: tuple[str, ...] = ()
    """What stands under the picture, from its left to its right end."""


@dataclass(frozen=True)
class Group:
    """Gauges under one heading, with the clause that speaks of them."""

    title: str
    gauges: list[Gauge]
    clause: str = ""
    more: Link | None = None
    """The way to all of it, where a gauge shows a part."""
    fresh_url: str = ""
    """Where it is given as of now, where that takes longer than a page should."""


def groups(me: Mine) -> list[Group]:
    """Those of the visitor's posts, each once."""
    wanted = dict.fromkeys(gauge for post, of_post in GAUGES.items() if post in me.posts for gauge in of_post)
    return [group for make in wanted for group in make(me) if group.gauges]


def _tenures(me: Mine) -> Iterator[Group]:
    """How long the visitor has been in 采购 or 验收, against half a year and the year."""
    for each in running(me.canteen_id):
        if each.person.staff_no == me.staff_no:
            yield Group(f"我的轮换：{each.appointment.post}", [_tenure(each)], "1.4")


def _tenure(each: Tenure) -> Gauge:
    days = {"任职": each.began, "一般轮换": each.advised, "最迟": each.last}
    scale = tuple(f"{short(day, each.day)} {word}" for word, day in days.items())
    done, all_ = each.share(min(each.day, each.advised)), each.share(each.day)
    return Gauge(f"已任 {each.served}", url_for("rotation.index"), done, all_, *_rotates(each), scale)


def _rotates(each: Tenure) -> tuple[str, str]:
    """What to make of a tenure, and how it stands out."""
    if each.refusal:
        return "已过最长期限，不能签名", "bad"
    left = f"最迟还有 {(each.last - each.day).days} 天"
    return (f"该轮换了，{left}", "warn") if each.day > each.advised else (left, "soft")


def _own_floats(me: Mine) -> Iterator[Group]:
    """The cash that the visitor carries."""
    mine = floats(me.canteen_id, Account.holder == me.staff_no)
    yield Group("我手上的备用金", [_float(each, each.account.fund) for each in mine if each.carried])


def _all_floats(me: Mine) -> Iterator[Group]:
    """The cash that purchasers carry."""
    shown = [_float(each, f"{each.holder}，{each.account.fund}") for each in floats(me.canteen_id) if each.carried]
    yield Group("采购手上的备用金", shown)


def _float(each: Float, name: str) -> Gauge:
    url = url_for("transfers.carried", key=each.account.id)
    spent = (each.handed - each.carried) * PER_MILLE // each.handed if each.handed else 0
    scale = (f"自 {each.since}", f"已花和交回 {yuan(each.handed - each.carried)}", f"领入 {yuan(each.handed)}")
    return Gauge(f"{name} {yuan(each.carried)} 元", url, spent, spent, "", scale=scale)


def _cap(me: Mine) -> Iterator[Group]:
    """7.2: what equipment and repairs have cost this year, and what is left of their share of the meal money."""
    cost, income, cap = capped(me.when)
    allowed = max(cap * income // 10_000, 0)
    left = allowed - cost
    number = f"还能用 {yuan(left)} 元" if left >= 0 else f"超过 {yuan(-left)} 元"
    share = cost * PER_MILLE // allowed if allowed else (PER_MILLE + 1 if cost else 0)
    scale = (f"已用 {yuan(cost)}", f"上限 {yuan(allowed)}，收入 {yuan(income)} 的 {cap / 100:g}%")
    url = url_for("budgets.of_year", year=me.today.year)
    note, mark = ("批准设备和维修会被拒", "bad") if left < 0 else (_used(share), "soft")
    gauge = Gauge(number, url, share, PER_MILLE + 1 if left < 0 else share, note, mark, scale)
    yield Group("设备和维修", [gauge], "7.2")


def _budgets(me: Mine) -> Iterator[Group]:
    """What is used of each category's budget, as clause 8.2 reads it."""
    year = me.today.year
    shown = [_budget(figure, year) for each in spent(me.when) if _counts(figure := Figure(*each))]
    yield Group(f"{year} 年预算", shown, "8.2", Link("全部预算", url_for("budgets.of_year", year=year)))


def _counts(figure: Figure) -> bool:
    return bool(figure.used or figure.budget)


def _budget(figure: Figure, year: int) -> Gauge:
    url = url_for("budgets.behind", year=year, slug=CATEGORIES.slug, name=figure.name)
    if figure.left is None:
        return Gauge(f"{figure.name} 没有预算", url, 0, PER_MILLE + 1, f"已支出 {yuan(figure.used)}", "bad")
    over = figure.left < 0
    share = figure.share or 0
    number = f"{figure.name} {'超过' if over else '剩'} {yuan(abs(figure.left))} 元"
    return Gauge(number, url, share, PER_MILLE + 1 if over else share, _used(share), "bad" if over else "soft")


def _kept_findings(me: Mine) -> Iterator[Group]:
    """What the month's check found when it was last kept; what it finds now is asked after the page is there."""
    kept = kept_in(me.canteen_id, me.today.year).get(me.when.month)
    url = url_for("month.check", month=me.when.month)
    gauge = (
        _tallied(kept.tally, url, f"{kept.as_of:%m-%d} 的检查") if kept else Gauge("还没有保存过检查", url, 0, 0, "")
    )
    yield Group(_month(me), [gauge], fresh_url=url_for("today.findings"))


def findings(me: Mine) -> Group:
    """What the month's check finds now."""
    return Group(_month(me), [_tallied(tally(due(check(me.when)), []), url_for("month.check", month=me.when.month))])


def _month(me: Mine) -> str:
    return f"{me.when.month.month} 月的检查"


def _tallied(counted: Tally, url: str, when: str = "刚查的") -> Gauge:
    all_ = counted.open + counted.answered
    answered = counted.answered * PER_MILLE // all_ if all_ else 0
    stops = f"{counted.blocking} 条不答复不能结账" if counted.blocking else "只是提醒"
    note, mark = (stops, "bad" if counted.blocking else "warn") if counted.open else ("没有未了的", "soft")
    scale = (f"已答复 {counted.answered}", when, f"共 {all_} 条")
    return Gauge(f"未了 {counted.open} 条", url, answered, answered, note, mark, scale)


def _used(share: int) -> str:
    return f"已用 {share // 10}.{share % 10}%"


GAUGES: dict[Post, tuple[Callable[[Mine], Iterator[Group]], ...]] = {
    Post.BUYER: (_tenures, _own_floats),
    Post.RECEIVER: (_tenures,),
    Post.APPROVER: (_cap, _budgets),
    Post.CASHIER: (_all_floats,),
    Post.ACCOUNTANT: (_kept_findings, _cap, _budgets),
    Post.SUPERVISOR: (_kept_findings, _cap),
}
"""In the order of the page."""
