"""Finding sourcing cases, writing them, and what a case still waits for."""

from collections.abc import Sequence

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import aliased

from canteen import clock
from canteen.changes import amend
from canteen.choosing import here
from canteen.db import db
from canteen.entering import Fault
from canteen.models import CaseLine, Item, Purchase, Quote, QuoteLine, SourcingCase, Supplier
from canteen.models.words import State
from canteen.money import times
from canteen.security import current
from canteen.sourcing.advice import Wanted, advise, cost_of
from canteen.sourcing.forms import AMOUNT, AS_ADVISED, CaseForm, ProcedureForm, QuoteForm, price_of

LARGEST = 10**11
"""Amounts stay below one billion yuan, as those that are brought in."""
LABELS = {"method": "方式", "approval_no": "审批文号", "approved_on": "审批日期"}
UNCHANGEABLE = "报价登记后不能改；报错了就把立项作废，重新立项询价"


def items() -> dict[str, Item]:
    """The items that can be bought, by name."""
    in_use = or_(Item.retired_on.is_(None), Item.retired_on > clock.today())
    query = select(Item).where(Item.canteen_id == here().id, in_use).order_by(Item.category, Item.name)
    return {item.name: item for item in db.session.scalars(query)}


def suppliers() -> list[tuple[int, str]]:
    """The suppliers that can be chosen, the first choice being none."""
    in_use = or_(Supplier.retired_on.is_(None), Supplier.retired_on > clock.today())
    query = select(Supplier.id, Supplier.name).where(Supplier.canteen_id == here().id, in_use).order_by(Supplier.name)
    return [(0, "请选择"), *((key, name) for key, name in db.session.execute(query))]


def wanted_of(case: SourcingCase) -> list[Wanted]:
    """What a case asks for."""
    return [Wanted(line.item, line.quantity, line.note) for line in case.lines]


def open_case(form: CaseForm, case: SourcingCase) -> None:
    """Write what is wanted, about what it will cost and how it is procured. Raises Fault."""
    wanted, day = form.wanted, form.opened_on.data or clock.today()
    case.matter, case.opened_on, case.author_id = str(form.matter.data), day, current().user_id
    case.estimate = form.estimate.data or cost_of(wanted)
    if case.estimate is None:
        raise Fault("estimate", "有品目没有最近单价，也没有参考价，请填估计金额")
    if case.estimate >= LARGEST:
        raise Fault("estimate", "金额太大，应小于十亿元，请核对数量和单价")
    case.method = _method(form, wanted, case)
    case.category = max(wanted, key=lambda each: each.cost or 0).item.category
    case.lines = [
        CaseLine(line_no=number, item_id=each.item.id, quantity=each.quantity, note=each.note)
        for number, each in enumerate(wanted, 1)
    ]


def _method(form: CaseForm, wanted: Sequence[Wanted], case: SourcingCase) -> str:
    if form.method.data != AS_ADVISED:
        return str(form.method.data)
    advice = advise(wanted, case.estimate, case.opened_on or clock.today())
    if advice.method is None:
        raise Fault("method", f"{advice.reason}。仍要立项，请选定方式")
    return advice.method


def change_procedure(form: ProcedureForm, case: SourcingCase) -> None:
    """Write how the case is procured and its approval, while no purchase stands on it. Raises Fault."""
    refuse_void(case)
    if number := bought(case):
        raise Fault("", f"采购 {number} 已经按本立项成立，方式和审批不能再改")
    values = {name: form[name].data for name in LABELS}
    amend(case, values, LABELS)


def add_quote(form: QuoteForm, case: SourcingCase) -> Quote:
    """Add a supplier's quote, once. Raises Fault."""
    prices = {line.line_no: form[price_of(line)].data for line in case.lines}
    return store_quote(form, case, prices, None if case.lines else form[AMOUNT].data)


def store_quote(form: QuoteForm, case: SourcingCase, prices: dict[int, int], amount: int | None = None) -> Quote:
    """Store a supplier's unit prices, or one amount for the whole. Raises Fault."""
    refuse_void(case)
    supplier_id, day = form.supplier.data, form.quoted_on.data or clock.today()
    if any(quote.supplier_id == supplier_id for quote in case.quotes):
        raise Fault("supplier", f"这家已经报过价。{UNCHANGEABLE}")
    if case.opened_on and day < case.opened_on:
        raise Fault("quoted_on", f"早于立项日期 {case.opened_on}，请核对")
    whole = sum(times(line.quantity, prices[line.line_no]) for line in case.lines) if amount is None else amount
    if not 0 < whole < LARGEST:
        raise Fault("", "报价合计应大于 0、小于十亿元，请核对单价")
    lines = [QuoteLine(line_no=number, unit_price=price) for number, price in prices.items()]
    quote = Quote(case_id=case.id, supplier_id=supplier_id, quoted_on=day, amount=whole, lines=lines)
    db.session.add(quote)
    db.session.flush()
    return quote


def refuse_void(case: SourcingCase) -> None:
    """Refuse work on a void case. Raises Fault."""
    if case.state != State.LIVE:
        raise Fault("", "这份立项已经作废，请重新立项")


def bought(case: SourcingCase) -> str | None:
    """The number of a purchase that stands on the case, if there is one."""
    live = select(Purchase.number).where(Purchase.case_id == case.id, Purchase.state == State.LIVE)
    return db.session.scalar(live.order_by(Purchase.id).limit(1))


def draft_of(case: SourcingCase, supplier_id: int) -> Purchase | None:
    """The draft that was started from the case with a supplier, if there is one."""
    started = select(Purchase).where(Purchase.case_id == case.id, Purchase.supplier_id == supplier_id)
    return db.session.scalar(started.where(Purchase.state == State.DRAFT, Purchase.voided_at.is_(None)).limit(1))


def under_way() -> list[SourcingCase]:
    """The cases from which nothing was bought yet, the newest first."""
    purchase = aliased(Purchase)
    used = exists().where(purchase.case_id == SourcingCase.id, purchase.state == State.LIVE)
    query = select(SourcingCase).where(SourcingCase.canteen_id == here().id, SourcingCase.state == State.LIVE, ~used)
    return list(db.session.scalars(query.order_by(SourcingCase.id.desc())))
