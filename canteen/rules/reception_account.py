"""Item 5: reception money is kept apart from the staff's meal money."""

from sqlalchemy import and_, not_, or_, select

from canteen.facts import parts, total, total_of
from canteen.models import Payment, Purchase
from canteen.models.words import Fund, Purpose
from canteen.rulebook import Verdict, clause
from canteen.stages import Stage
from canteen.subjects import PAYMENT, PURCHASE

TITLE = "接待费专户"


@clause(
    "5.1",
    "建立专用账户，单独列支，单独核算，与职工的伙食费分开",
    PAYMENT,
    Stage.PAY,
    says="从另一资金的账户付了 {stake:yuan} 元",
    way_out="改从与采购同一资金的账户付款",
)
def paid_from_its_fund(payment: type[Payment]) -> Verdict:
    """Settles a purchase from an account of another fund than the purchase's."""
    part = parts()
    wrong = and_(part.c.payment_id == payment.id, part.c.fund != part.c.paid_from)
    amount = select(total(part.c.amount)).where(wrong).scalar_subquery()
    return Verdict(~select(part.c.payment_id).where(wrong).exists(), stake=amount)


@clause(
    "5.2",
    "食堂伙食费里不得列支接待费",
    PURCHASE,
    Stage.SUBMIT,
    says="用途为{purpose}，却列在{fund}，合计 {stake:yuan} 元",
    way_out="接待用接待费，职工伙食用伙食费",
)
def purpose_from_its_fund(purchase: type[Purchase]) -> Verdict:
    """For a reception out of the meal fund, or for the staff out of the reception fund."""
    mixed = or_(
        and_(purchase.purpose == Purpose.RECEPTION, purchase.fund == Fund.MEAL),
        and_(purchase.purpose == Purpose.STAFF, purchase.fund == Fund.RECEPTION),
    )
    return Verdict(
        not_(mixed), stake=total_of(purchase.id), numbers={"purpose": purchase.purpose, "fund": purchase.fund}
    )
