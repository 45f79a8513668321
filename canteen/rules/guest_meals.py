"""Item 10: guest meals are budgeted, approved, settled at cost and reported."""

from typing import Any

from sqlalchemy import and_, exists, select

from canteen.facts import ends_span, in_span, total
from canteen.models import Reception, ReceptionReport
from canteen.parameters import REPORT_SPAN
from canteen.rulebook import Verdict, clause
from canteen.seen import MONTH, seen
from canteen.stages import Stage
from canteen.subjects import DEPARTMENT, MONTH_ITSELF, RECEPTION

TITLE = "代办客饭费"


@clause(
    "10.1",
    "将来访人员餐费纳入部门预算",
    DEPARTMENT,
    Stage.APPROVE,
    Stage.RECORD,
    says="本年接待 {receptions} 次，收费 {stake:yuan} 元，没有接待预算",
    way_out="先编制并登记该部门的接待预算",
    to_date=True,
)
def department_has_budget(department: Any) -> Verdict:
    """Had a reception to date, and has no reception budget for the year."""
    return Verdict(
        department.c.budget.is_not(None),
        concerns=department.c.receptions > 0,
        stake=department.c.charged,
        numbers={"receptions": department.c.receptions},
    )


@clause(
    "10.2",
    "同上",
    DEPARTMENT,
    Stage.APPROVE,
    Stage.RECORD,
    says="本年接待收费 {charged:yuan} 元，预算 {budget:yuan} 元，超出 {stake:yuan} 元",
    way_out="压减接待，或按程序调整部门预算",
    to_date=True,
)
def department_within_budget(department: Any) -> Verdict:
    """Its receptions' charges to date above its reception budget."""
    return Verdict(
        department.c.charged <= department.c.budget,
        concerns=department.c.budget.is_not(None),
        stake=department.c.charged - department.c.budget,
        numbers={"charged": department.c.charged, "budget": department.c.budget},
    )


@clause(
    "10.3",
    "按实际成本向管委会行政结算",
    RECEPTION,
    Stage.CLOSE,
    says="实际成本 {stake:yuan} 元，结算 {settled:yuan} 元",
    way_out="按实际成本与行政结算",
)
def settled_at_cost(reception: type[Reception]) -> Verdict:
    """Not settled, or settled at another amount than its actual cost."""
    return Verdict(
        and_(reception.settled_on.is_not(None), reception.settled == reception.cost),
        stake=reception.cost,
        numbers={"settled": reception.settled},
    )


@clause(
    "10.4",
    "规范公务接待计划，审核流程",
    RECEPTION,
    Stage.RECORD,
    says="接待日 {day}，审批日期 {approved_on}，收费 {stake:yuan} 元",
    way_out="接待前先申请并取得审批",
)
def approved_before(reception: type[Reception]) -> Verdict:
    """No approval, or approved after the reception's date."""
    return Verdict(
        and_(reception.approved_on.is_not(None), reception.approved_on <= reception.held_on),
        stake=reception.charge,
        numbers={"day": reception.held_on, "approved_on": reception.approved_on},
    )


@clause(
    "10.5",
    "定期向管委会汇报接待费用使用情况",
    MONTH_ITSELF,
    Stage.CLOSE,
    says="汇报期内接待收费 {stake:yuan} 元，到检查日没有汇报",
    way_out="向管委会汇报并登记汇报日期",
    parameters=(REPORT_SPAN,),
)
def reported(_month: Any) -> Verdict:
    """The month ends a span in which receptions took place, and no report up to it or later was made."""
    report, reception = seen(ReceptionReport), seen(Reception)
    in_the_span = in_span(reception.held_on, REPORT_SPAN)
    charges = select(total(reception.charge)).where(in_the_span).scalar_subquery()
    return Verdict(
        exists().where(report.until_month >= MONTH),
        concerns=and_(ends_span(REPORT_SPAN), exists().where(in_the_span)),
        stake=charges,
    )
