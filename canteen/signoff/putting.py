"""Putting a signature under a purchase, within its step, with what no clause asks: that a float still holds what was stated."""

from canteen.course import Deed, require, sign, stated
from canteen.entering import Fault
from canteen.formats import yuan
from canteen.models import Purchase
from canteen.models.words import Role, State
from canteen.signing import SignForm
from canteen.transfers.balances import spare

DEEDS = {Role.BUYER: Deed.ORDER, Role.RECEIVER: Deed.RECEIVE, Role.SELLER: Deed.SELL}


def put(form: SignForm, purchase: Purchase, role: Role) -> None:
    """Sign the purchase. Raises Fault, Forged or Refused."""
    require(DEEDS[role], purchase)
    paid = stated(purchase) if role is Role.BUYER else []
    sign(form, purchase, role)
    for payment in paid:
        left = spare(payment.account, payment.paid_on)
        if payment.state == State.LIVE and not payment.account.own_money and left < 0:
            raise Fault("", f"{payment.account.name}里的钱不够付，差 {yuan(-left)} 元：请先改怎么付的，再签")
