"""What people call the acts that are signed, and the things that they are about."""

from datetime import date

from canteen.documents.kinds import KINDS
from canteen.documents.rows import address
from canteen.ledger import Link

ACTS = {
    "agree": "签署电子签名约定",
    "answer": "答复发现",
    "decide": "认可或退回答复",
    "late": "补录会签",
    "receipts": "补票核签",
    "void": "作废",
    "bank.proposed": "提出改供应商账户",
    "bank.agreed": "同意改供应商账户",
    "bank.dropped": "撤回改供应商账户",
}
KIND_OF = {kind.sheet.model.__tablename__: kind for kind in KINDS}


def act_name(act: str) -> str:
    """What people call an act."""
    return ACTS.get(act, act)


def purchase_name(number: str | None, supplier: str, day: date) -> str:
    """What a purchase is called; a draft has no number."""
    return number or f"草稿 {supplier} {day}"


def thing_link(thing: str) -> Link | None:
    """The way to the thing, where it is a paper."""
    table, _, key = thing.partition(":")
    kind = KIND_OF.get(table)
    return Link(kind.title, address(kind.slug, int(key))) if kind and key.isdecimal() else None
