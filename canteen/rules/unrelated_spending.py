"""Item 6: nothing unrelated, nothing invented, and somebody who looks."""

from typing import Any

from sqlalchemy import and_, exists, or_

from canteen.db import by_code_point
from canteen.facts import ends_span, has_line_in, holds_post, in_span, paid_for, total_in, total_of
from canteen.models import Inspection, Purchase, Receipt
from canteen.models.words import Category, Post, ReceiptKind
from canteen.parameters import INSPECTION_SPAN
from canteen.rulebook import Verdict, clause
from canteen.seen import seen
from canteen.stages import Stage
from canteen.subjects import MONTH_ITSELF, PURCHASE, RECEIPT

TITLE = "与食堂经营无关费用"


@clause(
    "6.1",
    "食堂账户不得列支与食堂经营无关的费用",
    PURCHASE,
    Stage.SUBMIT,
    says="列支与食堂经营无关的费用 {stake:yuan} 元",
    way_out="从单中去掉，由个人或相关部门另行支付",
)
def nothing_unrelated(purchase: type[Purchase]) -> Verdict:
    """Has a line of category 无关费用."""
    unrelated = [Category.UNRELATED]
    return Verdict(~has_line_in(purchase.id, unrelated), stake=total_in(purchase.id, unrelated))


@clause(
    "6.2",
    "不得弄虚作假、虚列支出",
    PURCHASE,
    Stage.PAY,
    says="应付 {total:yuan} 元，已付 {paid:yuan} 元，多付 {stake:yuan} 元",
    way_out="按实收金额付款；已多付的向供应商收回",
)
def not_overpaid(purchase: type[Purchase]) -> Verdict:
    """Paid in all more than its total."""
    paid, total = paid_for(purchase.id), total_of(purchase.id)
    return Verdict(paid <= total, stake=paid - total, numbers={"paid": paid, "total": total})


def _earlier(other: type[Receipt], receipt: type[Receipt]) -> Any:
    """Whether the other comes first by (issue date, receipt number); no date comes last."""
    by_number = by_code_point(other.number) < by_code_point(receipt.number)
    return or_(
        other.issued_on < receipt.issued_on,
        and_(other.issued_on.is_not(None), receipt.issued_on.is_(None)),
        and_(
            or_(other.issued_on == receipt.issued_on, and_(other.issued_on.is_(None), receipt.issued_on.is_(None))),
            by_number,
        ),
    )


@clause(
    "6.3",
    "同上",
    RECEIPT,
    Stage.DOCUMENT,
    says="发票 {no} 已登记过，金额 {stake:yuan} 元重复",
    way_out="核对先登记的那一张，作废重复的登记",
)
def invoice_once(receipt: type[Receipt]) -> Verdict:
    """An invoice whose (code, number) an earlier invoice of the canteen also has."""
    other = seen(Receipt)
    repeated = exists().where(
        other.invoice_key == receipt.invoice_key,
        other.kind == ReceiptKind.INVOICE,
        other.id != receipt.id,
        _earlier(other, receipt),
    )
    return Verdict(
        ~repeated,
        concerns=and_(receipt.kind == ReceiptKind.INVOICE, receipt.invoice_no.is_not(None)),
        stake=receipt.amount,
        numbers={"no": receipt.invoice_no},
    )


@clause(
    "6.4",
    "设立专职监管人员，定期严格查处虚假账目",
    MONTH_ITSELF,
    Stage.CLOSE,
    says="检查期内没有在任监管人员的监管检查",
    way_out="由监管人员抽查并登记",
    parameters=(INSPECTION_SPAN,),
)
def inspected(_month: object) -> Verdict:
    """No inspection in the span that the month ends, by someone then in the post 监管."""
    inspection = seen(Inspection)
    return Verdict(
        exists().where(
            in_span(inspection.inspected_on, INSPECTION_SPAN),
            holds_post(inspection.inspector, Post.SUPERVISOR, inspection.inspected_on),
        ),
        concerns=ends_span(INSPECTION_SPAN),
    )
