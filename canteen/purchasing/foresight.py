"""What the clauses would say of a purchase once both purchasers have signed it, shown while it is typed; nothing stays."""

from dataclasses import dataclass, field
from typing import Any

from canteen.choosing import here
from canteen.course import resettle, stated
from canteen.course.foresight import BY_SIGNATURES
from canteen.entering import Fault, shown
from canteen.models import Purchase, Supplier
from canteen.models.words import State
from canteen.purchasing import cash
from canteen.purchasing.forms import PurchaseForm
from canteen.purchasing.writing import CHANGED, STALL, fill, known_rows, payments_on
from canteen.rulebook import Finding
from canteen.stages import Stage
from canteen.step import Shut, judge, rehearsed, store

SOUND = ("purchased_on", "fund", "purpose", "reception")
"""Without these fields nothing can be judged."""
WAYS = {"3.7": ["还没给钱：改选“还没付”，审批以后由出纳转账", "已经给了、收不回：请会计补录，写明原因"]}
"""What to do instead, where this form knows it better than the clause."""


@dataclass(frozen=True)
class Ahead:
    """What would refuse or warn: findings as pages show them, and sentences about what is no fact."""

    findings: list[dict[str, Any]] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)

    @property
    def refusals(self) -> list[dict[str, Any]]:
        """The findings that would refuse it."""
        return [each for each in self.findings if each["force"] == "block"]


def ahead(form: PurchaseForm, purchase: Purchase | None) -> Ahead:
    """What would become of the purchase as the form has it so far, a new one where none is given."""
    suppliers, bought = form.known.suppliers.alike(form.supplier.data), known_rows(form)
    if not form.supplier.data or len(suppliers) > 1 or not bought or any(form[name].errors for name in SOUND):
        return Ahead()
    with rehearsed(here().id):
        rehearsal = purchase or Purchase(canteen_id=here().id, state=State.DRAFT)
        try:
            fill(form, rehearsal, suppliers[0].id if suppliers else _new_stall(form), bought)
            cash.state(form, rehearsal)
            return Ahead([each | _ways(each) for each in shown(_found(rehearsal))])
        except (Fault, Shut) as refused:
            return Ahead(sentences=[str(refused)])


def _new_stall(form: PurchaseForm) -> int:
    """The key of a stall that nobody has registered yet: storing the purchase will."""
    stall = Supplier(canteen_id=here().id, name=form.supplier.data, phone=form.phone.data, **STALL)
    store(stall)
    return stall.id


def _found(purchase: Purchase) -> list[Finding]:
    """What is found where the purchase is live now, its receipts, and all that was paid for it."""
    was_live, purchase.state = purchase.number is not None, State.LIVE
    store(purchase)
    resettle(purchase, CHANGED)
    found = [each for each in judge(Stage.SUBMIT, purchase) if each.clause.number not in BY_SIGNATURES[Stage.SUBMIT]]
    found += judge(Stage.DOCUMENT, purchase) if was_live else []
    for payment in stated(purchase):
        payment.state = State.LIVE
        store(payment)
    for payment in payments_on(purchase):
        found += judge(Stage.PAY, payment)
    return list({(each.clause.number, each.document): each for each in found}.values())


def _ways(finding: dict[str, Any]) -> dict[str, Any]:
    return {"ways": WAYS.get(finding["clause"], finding["ways"])}
