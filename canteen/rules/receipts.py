"""Item 3: receipts, signatures on them, cash, and the receipts for income."""

from typing import Any

from sqlalchemy import and_, case, distinct, exists, func, literal, or_, select

from canteen.db import by_code_point
from canteen.facts import (
    covered,
    covering,
    dearest_settled,
    has_line_in,
    in_cash,
    paid_by,
    signed_as,
    signed_by,
    total,
    total_of,
)
from canteen.models import Income, Payment, Purchase, Receipt, ReceiptBook, Supplier
from canteen.models.words import Category, IncomeKind, IncomeReceipt, ReceiptKind, Role, SupplierKind
from canteen.parameters import CASH_LIMIT
from canteen.rulebook import Verdict, clause
from canteen.seen import FORGED, MONTH, MONTH_END, among, linked, seen
from canteen.stages import Force, Stage
from canteen.subjects import INCOME, PAYMENT, PAYMENT_DAY, PURCHASE, RECEIPT, SIGNED

TITLE = "票据"
APPROVED = exists().where(signed_as(PURCHASE.row.id, Role.APPROVER)[1])


@clause(
    "3.1",
    "向固定营业场所采购米、面、油等大宗食材必须取得符合财务制度要求的票据",
    PURCHASE,
    Stage.DOCUMENT,
    says="向固定经营场所采购大宗食材，合计 {stake:yuan} 元，没有发票",
    way_out="向供应商索取发票并登记",
)
def invoice_for_staples(purchase: type[Purchase]) -> Verdict:
    """Staples from fixed premises covered by receipts of which none is an invoice."""
    fixed = exists().where(Supplier.id == purchase.supplier_id, Supplier.kind == SupplierKind.FIXED)
    return Verdict(
        covering(purchase.id, ReceiptKind.INVOICE),
        concerns=and_(has_line_in(purchase.id, [Category.STAPLE]), fixed, covering(purchase.id)),
        stake=total_of(purchase.id),
    )


@clause(
    "3.2",
    "发票标注的信息必须完整、清晰",
    RECEIPT,
    Stage.DOCUMENT,
    says="发票缺少号码、开票日期、购买方、销售方、金额中的 {missing} 项，或金额为零",
    way_out="退回供应商重开信息完整的发票",
)
def complete_invoice(receipt: type[Receipt]) -> Verdict:
    """An invoice lacking number, date, buyer, seller or amount, or of amount 0."""
    needed = (receipt.invoice_no, receipt.issued_on, receipt.buyer, receipt.seller, receipt.amount)
    missing = sum((case((value.is_(None), 1), else_=0) for value in needed), literal(0))
    return Verdict(
        and_(*(value.is_not(None) for value in needed), func.coalesce(receipt.amount, 0) != 0),
        concerns=receipt.kind == ReceiptKind.INVOICE,
        stake=receipt.amount,
        numbers={"missing": missing},
    )


@clause(
    "3.3",
    "使用食堂自制的购货报销单的，必须有出售人、采购人、验收人的签名",
    PURCHASE,
    Stage.APPROVE,
    Stage.DOCUMENT,
    says="自制购货报销单 {stake:yuan} 元，缺少出售人、采购人或验收人的签名",
    way_out="补齐三方签名",
    given={Stage.DOCUMENT: APPROVED},
)
def slip_signed_by_three(purchase: type[Purchase]) -> Verdict:
    """Covered by a self-made slip without a signature of 出售人, 采购人 or 验收人."""
    return Verdict(
        signed_by(purchase.id, Role.SELLER, Role.BUYER, Role.RECEIVER),
        concerns=covering(purchase.id, ReceiptKind.SLIP),
        stake=total_of(purchase.id),
    )


@clause(
    "3.4",
    "所有购买实物的票据，必须有经办人、验收人和审批人签名",
    PURCHASE,
    Stage.APPROVE,
    Stage.DOCUMENT,
    says="票据对应的采购 {stake:yuan} 元，缺少采购人、验收人或审批人的签名",
    way_out="补齐经办、验收、审批三方签名",
    given={Stage.DOCUMENT: APPROVED},
)
def receipt_signed_by_three(purchase: type[Purchase]) -> Verdict:
    """Covered by a receipt without a signature of 采购人, 验收人 or 审批人."""
    return Verdict(
        signed_by(purchase.id, Role.BUYER, Role.RECEIVER, Role.APPROVER),
        concerns=covering(purchase.id),
        stake=total_of(purchase.id),
    )


@clause(
    "3.5",
    "且不得代签",
    SIGNED,
    Stage.SIGN,
    says="{count} 个签名由他人代签，或签后内容被改动",
    way_out="由本人就现在的内容重新签名",
)
def no_proxy(purchase: type[Purchase]) -> Verdict:
    """A signature of the month made by someone other than the person named (for a seller, by anybody noted), or of another content."""
    signature, signed = signed_as(purchase.id, *Role)
    proxy = and_(
        signed,
        signature.signed_on >= MONTH,
        signature.signed_on <= MONTH_END,
        or_(
            and_(
                signature.made_by.is_not(None),
                or_(signature.role == Role.SELLER, signature.made_by != signature.signer),
            ),
            signature.id.in_(FORGED),
        ),
    )
    number = select(func.count()).where(proxy).scalar_subquery()
    return Verdict(~exists().where(proxy), numbers={"count": number})


@clause(
    "3.6",
    "将几天的同类货物合开一张发票的，后面必须附有清单",
    RECEIPT,
    Stage.DOCUMENT,
    says="一张发票合开了 {days} 天的采购，没有附清单",
    way_out="附上逐日逐项的清单",
)
def list_for_several_days(receipt: type[Receipt]) -> Verdict:
    """An invoice that covers purchases of two or more dates without an itemised list."""
    purchase, of_receipt = covered(receipt.id)
    days = select(func.count(distinct(purchase.purchased_on))).where(of_receipt).scalar_subquery()
    return Verdict(
        receipt.has_list,
        concerns=and_(receipt.kind == ReceiptKind.INVOICE, days >= 2),
        stake=receipt.amount,
        numbers={"days": days},
    )


def _within_limit(payment: type[Payment]) -> Any:
    limit = CASH_LIMIT.on(payment.paid_on)
    return and_(paid_by(payment.id) <= limit, dearest_settled(payment.id) <= limit)


@clause(
    "3.7",
    "超过1000元的货品采购，严禁使用现金，必须通过银行转账的方式支付",
    PAYMENT,
    Stage.PAY,
    says="现金付款 {stake:yuan} 元，所付采购最大一笔 {dearest:yuan} 元，现金上限 {limit:yuan} 元",
    way_out="改用银行转账或公务卡支付",
    parameters=(CASH_LIMIT,),
)
def no_cash_above_limit(payment: type[Payment]) -> Verdict:
    """In cash, and its own amount or the total of a purchase that it settles is above the limit."""
    return Verdict(
        _within_limit(payment),
        concerns=in_cash(payment),
        stake=paid_by(payment.id),
        numbers={"dearest": dearest_settled(payment.id), "limit": CASH_LIMIT.on(payment.paid_on)},
    )


@clause(
    "3.8",
    "同上（化整为零）",
    PAYMENT_DAY,
    Stage.PAY,
    says="同日向同一供应商现金付款 {count} 笔，共 {stake:yuan} 元，超过 {limit:yuan} 元",
    way_out="合并为一笔银行转账",
    force=Force.WARN,
    parameters=(CASH_LIMIT,),
)
def no_split_cash(day: Any) -> Verdict:
    """Two or more cash payments to one supplier on one day, none found by 3.7, together above the limit."""
    payment = linked(Payment)
    cash = and_(payment.supplier_id == day.c.supplier_id, payment.paid_on == day.c.day, in_cash(payment))
    split = and_(cash, _within_limit(payment))
    count = select(func.count()).where(split).scalar_subquery()
    paid = select(total(paid_by(payment.id))).where(split).scalar_subquery()
    limit = CASH_LIMIT.on(day.c.day)
    return Verdict(
        or_(count < 2, paid <= limit),
        concerns=select(func.count()).where(cash).scalar_subquery() >= 2,
        stake=paid,
        numbers={"count": count, "limit": limit},
    )


@clause(
    "3.9",
    "收取的伙食费、饭菜下脚处理收入等费用，须开具财政部门印制的食堂专用票据",
    INCOME,
    Stage.RECORD,
    says="收入 {stake:yuan} 元，票据为{receipt}（号码 {no}），不是已领用票据本中未用过的财政专用票据",
    way_out="开具已领用票据本中的下一号财政专用票据",
)
def fiscal_receipt_for_income(income: type[Income]) -> Verdict:
    """Not a fiscal receipt, without a number, in no book handed out by its date, or its number used before."""
    book, earlier = seen(ReceiptBook), seen(Income)
    from_book = exists().where(
        book.first_no <= income.receipt_no,
        book.last_no >= income.receipt_no,
        book.handed_out_on <= income.received_on,
    )
    used = exists().where(
        earlier.receipt_no == income.receipt_no,
        earlier.receipt_kind == IncomeReceipt.FISCAL,
        or_(
            earlier.received_on < income.received_on,
            and_(
                earlier.received_on == income.received_on,
                by_code_point(earlier.number) < by_code_point(income.number),
            ),
        ),
    )
    return Verdict(
        and_(income.receipt_kind == IncomeReceipt.FISCAL, income.receipt_no.is_not(None), from_book, ~used),
        concerns=among(income.kind, IncomeKind.MEALS, IncomeKind.SCRAPS, IncomeKind.SETTLEMENT),
        stake=income.amount,
        numbers={"receipt": income.receipt_kind, "no": income.receipt_no},
    )


@clause(
    "3.10",
    "每月月底完成所有票据规范开具",
    PURCHASE,
    Stage.CLOSE,
    says="采购 {stake:yuan} 元，到检查日没有票据，或只有白条",
    way_out="取得发票或按规定填制购货报销单并登记",
)
def receipts_by_month_end(purchase: type[Purchase]) -> Verdict:
    """No receipt by the as-of day, or scraps of paper only."""
    return Verdict(covering(purchase.id, ReceiptKind.INVOICE, ReceiptKind.SLIP), stake=total_of(purchase.id))
