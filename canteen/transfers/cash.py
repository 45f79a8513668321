"""Cash leaves only where it is there, and what was taken in only to a bank: income pays for no purchase (坐支)."""

from datetime import date

from canteen.entering import Fault
from canteen.formats import yuan
from canteen.models import Account
from canteen.models.words import AccountKind
from canteen.transfers.balances import spare, withdrawn


def leave(field: str, source: Account, day: date, fen: int, target: Account | None = None) -> None:
    """Raise Fault at the field where so much cash may not leave on the day, for the target or to pay a bill.

    What somebody pays of their own (垫付) is theirs: its account may sink below zero.
    """
    if source.kind != AccountKind.CASH or source.own_money:
        return
    if fen > (left := spare(source, day)):
        raise Fault(field, f"{source.name}从 {day} 起最少时只有 {yuan(left)} 元，不够 {yuan(fen)} 元")
    is_banked = target is not None and target.kind == AccountKind.BANK
    if not source.holder and not is_banked and fen > (own := max(0, withdrawn(source, day))):
        raise Fault(
            field,
            f"{source.name}从 {day} 起，提现来的钱只有 {yuan(own)} 元可用，不够 {yuan(fen)} 元："
            "收来的钱不能坐支，请先存银行（存现），要用再提现",
        )
