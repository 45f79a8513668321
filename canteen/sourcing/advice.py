"""How something is to be bought, by the catalogue and by what it will cost: advice, which the clauses judge later."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from canteen.check import value_on
from canteen.db import db
from canteen.formats import yuan
from canteen.models import Item, Line, Purchase
from canteen.models.words import SourcingMethod, State
from canteen.money import times
from canteen.parameters import MIN_QUOTES, QUOTE_FLOOR
from canteen.rules.procurement import QUOTED


@dataclass(frozen=True)
class Wanted:
    """Something that is to be bought: an item, how much of it, what kind."""

    item: Item
    quantity: int
    note: str | None = None

    @property
    def cost(self) -> int | None:
        """About how much it will cost: at its last price, else at its usual one; None where neither is known."""
        price = usual_price(self.item)
        return None if price is None else times(self.quantity, price)


@dataclass(frozen=True)
class Advice:
    """The method that suits, and why; no method where no case is needed."""

    method: SourcingMethod | None
    reason: str
    clauses: tuple[str, ...] = ()


def usual_price(item: Item) -> int | None:
    """What a unit was bought for last, else what it usually costs."""
    last = (
        select(Line.unit_price)
        .join(Purchase, Purchase.id == Line.purchase_id)
        .where(Line.item_id == item.id, Purchase.state == State.LIVE)
        .order_by(Purchase.purchased_on.desc(), Line.id.desc())
        .limit(1)
    )
    return db.session.scalar(last) or item.usual_price


def cost_of(wanted: Sequence[Wanted]) -> int | None:
    """About how much all of it will cost; None where a price is not known."""
    costs = [each.cost for each in wanted]
    return None if None in costs else sum(cost for cost in costs if cost is not None)


def advise(wanted: Sequence[Wanted], estimate: int | None, day: date) -> Advice:
    """The method for what is wanted, estimated at so much in all, by the parameters in force on the day."""
    if listed := [each.item.name for each in wanted if each.item.in_catalogue]:
        reason = f"{'、'.join(dict.fromkeys(listed))}在集采目录内，要集中采购，采购前取得审批文号和日期"
        return Advice(SourcingMethod.CENTRAL, reason, ("2.1", "2.2"))
    quoted = [each for each in wanted if each.item.category in QUOTED]
    if not quoted:
        return Advice(None, "不在集采目录内，也不是设备购置或杂品，不必立项，可以直接采购")
    cost, floor = cost_of(quoted), value_on(QUOTE_FLOOR, day)
    amount = estimate if cost is None or len(quoted) == len(wanted) else cost
    if amount is None:
        return Advice(None, "还不知道大约多少钱：请填估计金额")
    if amount < floor:
        return Advice(
            None, f"设备购置和杂品约 {yuan(amount)} 元，低于询价起点 {yuan(floor)} 元，不必立项，可以直接采购"
        )
    few = value_on(MIN_QUOTES, day)
    reason = f"设备购置和杂品约 {yuan(amount)} 元，达到询价起点 {yuan(floor)} 元，要有至少 {few} 家供应商报价"
    return Advice(SourcingMethod.QUOTES, reason, ("2.3", "2.4"))
