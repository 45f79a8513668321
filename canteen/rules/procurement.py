"""Item 2: the procedure and the channel of purchasing."""

from sqlalchemy import and_

from canteen.facts import (
    approved_in_time,
    has_case,
    has_catalogue_line,
    lowest_quote,
    suppliers_quoting,
    total_in,
    total_of,
)
from canteen.models import Purchase
from canteen.models.words import Category, SourcingMethod
from canteen.parameters import MIN_QUOTES, QUOTE_FLOOR
from canteen.rulebook import Verdict, clause
from canteen.stages import Stage
from canteen.subjects import PURCHASE

TITLE = "采购程序和渠道"
QUOTED = (Category.EQUIPMENT, Category.SUNDRY)


@clause(
    "2.1",
    "凡属于政府部门采购目录内的物品，严格按照集中采购的原则要求组织采购",
    PURCHASE,
    Stage.SUBMIT,
    says="有集采目录内品目，金额 {stake:yuan} 元，没有按集中采购立项",
    way_out="先按集中采购立项，再从立项发起采购",
)
def catalogue_by_central_purchasing(purchase: type[Purchase]) -> Verdict:
    """A catalogue item without a sourcing case of 集中采购."""
    return Verdict(
        has_case(purchase, SourcingMethod.CENTRAL),
        concerns=has_catalogue_line(purchase.id),
        stake=total_of(purchase.id),
    )


@clause(
    "2.2",
    "不得未经有关部门审批而自行购置",
    PURCHASE,
    Stage.SUBMIT,
    says="有集采目录内品目，金额 {stake:yuan} 元，采购日 {day} 前没有审批文号和审批日期",
    way_out="取得审批文号、审批日期并登记到立项后再采购",
)
def catalogue_approved_before(purchase: type[Purchase]) -> Verdict:
    """A catalogue item whose case was not approved, with number and date, by the purchase date."""
    return Verdict(
        approved_in_time(purchase),
        concerns=has_catalogue_line(purchase.id),
        stake=total_of(purchase.id),
        numbers={"day": purchase.purchased_on},
    )


@clause(
    "2.3",
    "不够采购上线用品，询价单，报价单货比三家",
    PURCHASE,
    Stage.SUBMIT,
    says="设备购置和杂品 {stake:yuan} 元，达到询价起点 {floor:yuan} 元，采购日前只有 {quoting} 家报价，应至少 {required} 家",
    way_out="补足不同供应商的报价后再采购",
    parameters=(QUOTE_FLOOR, MIN_QUOTES),
)
def three_quotes(purchase: type[Purchase]) -> Verdict:
    """Equipment and sundries at or above the floor, outside central purchasing, with too few suppliers' quotes in time."""
    concerned, floor = total_in(purchase.id, QUOTED), QUOTE_FLOOR.on(purchase.purchased_on)
    quoting, required = suppliers_quoting(purchase), MIN_QUOTES.on(purchase.purchased_on)
    return Verdict(
        quoting >= required,
        concerns=and_(
            ~has_catalogue_line(purchase.id),
            ~approved_in_time(purchase, SourcingMethod.CENTRAL),
            concerned > 0,
            concerned >= floor,
        ),
        stake=concerned,
        numbers={"floor": floor, "quoting": quoting, "required": required},
    )


@clause(
    "2.4",
    "低价采购",
    PURCHASE,
    Stage.SUBMIT,
    says="采购 {stake:yuan} 元，本供应商最低报价 {own:yuan} 元，全部最低报价 {lowest:yuan} 元",
    way_out="向报价最低的供应商、在其报价之内采购",
)
def lowest_price(purchase: type[Purchase]) -> Verdict:
    """Quotes were taken, and the supplier gave none, or a higher one, or the total exceeds its lowest."""
    lowest, own, total = lowest_quote(purchase), lowest_quote(purchase, own=True), total_of(purchase.id)
    return Verdict(
        and_(own.is_not(None), own <= lowest, total <= own),
        concerns=and_(has_case(purchase, SourcingMethod.QUOTES), lowest.is_not(None)),
        stake=total,
        numbers={"own": own, "lowest": lowest},
    )
