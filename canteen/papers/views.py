"""The papers of a purchase, a receipt and a payment, printed as people know them."""

from collections.abc import Sequence
from typing import Any, TypeVar

from flask import Blueprint, abort, redirect, url_for

from canteen.choosing import READERS
from canteen.choosing.addresses import row_at
from canteen.codes import code_path
from canteen.documents.blind import scales_before
from canteen.documents.checks import checks_of
from canteen.ledger import Link
from canteen.models import Payment, Purchase, Receipt
from canteen.models.words import Role
from canteen.papers import listing as lists
from canteen.papers import paying, stamps
from canteen.papers.bought import Bought
from canteen.papers.rounds import rounds
from canteen.papers.signers import boxes, wants_seller
from canteen.printing import paper
from canteen.security import may
from canteen.sheet import known

pages = Blueprint("papers", __name__, url_prefix="/papers")
Document = TypeVar("Document", Purchase, Receipt, Payment)
OF_PURCHASE = {"slip": "购货报销单", "acceptance": "验收单", "stock": "入库单", "checks": "合规核验单"}
ON_A5 = {"slip": 6, "acceptance": 6, "stock": 7, "payment": 3}
"""So many rows of a paper fit on a lying A5 sheet; with more it is an A4 one."""
BOXES_IN_A_ROW = 6
HANDED_IN = (Role.BUYER, Role.RECEIVER)


@pages.get("/purchases/<key:key>/slip")
@may(*READERS)
def slip(key: int) -> str:
    """Print a purchase's 购货报销单, the check sheet behind it."""
    bought = Bought(_of_canteen(Purchase, key))
    seller = (Role.SELLER,) if wants_seller(bought.purchase) else ()
    roles = (*seller, *HANDED_IN, Role.APPROVER)
    return _of_purchase("slip", bought, roles, bought.lines, **_checked(bought.purchase))


@pages.get("/purchases/<key:key>/acceptance")
@may(*READERS)
def acceptance(key: int) -> str:
    """Print a purchase's 验收单, with the rounds that were sent back."""
    bought = Bought(_of_canteen(Purchase, key))
    found = rounds(bought)
    rows = [row for each in found for row in each.rows]
    return _of_purchase("acceptance", bought, (Role.RECEIVER,), rows, rounds=found)


@pages.get("/purchases/<key:key>/stock")
@may(*READERS)
def stock(key: int) -> str:
    """Print a purchase's 入库单: the goods that came in."""
    bought = Bought(_of_canteen(Purchase, key))
    return _of_purchase("stock", bought, HANDED_IN, bought.stored)


@pages.get("/purchases/<key:key>/checks")
@may(*READERS)
def checks(key: int) -> str:
    """Print a purchase's 合规核验单: what each clause says of it."""
    bought = Bought(_of_canteen(Purchase, key))
    return _of_purchase("checks", bought, (), (), **_checked(bought.purchase))


@pages.get("/receipts/<key:key>/list")
@may(*READERS)
def listing(key: int) -> str:
    """Print the list of what a receipt covers."""
    receipt = _of_canteen(Receipt, key)
    rows = lists.listed(receipt)
    return _printed(
        "listing",
        "票据清单",
        receipt,
        stamps.on_receipt(receipt),
        receipt=receipt,
        columns=lists.COLUMNS,
        rows=[*lists.with_sums(rows)],
        many=len(rows),
        purchases=len({row["采购编号"] for row in rows}),
        total=lists.total_of(rows),
        digest=lists.digest(receipt),
    )


@pages.get("/payments/<key:key>")
@may(*READERS)
def payment(key: int) -> str:
    """Print a payment's 付款审批单."""
    paid = _of_canteen(Payment, key)
    parts = paying.parts_of(paid)
    total = sum(part.amount for part in parts)
    return _printed(
        "payment",
        "退款单" if total < 0 else "付款审批单",
        paid,
        stamps.on_payment(paid),
        small=max(len(parts), sum(len(part.approved) for part in parts)) <= ON_A5["payment"],
        payment=paid,
        payee=paying.payee(paid),
        hands=paying.hands(paid),
        parts=parts,
        total=total,
    )


def _of_purchase(name: str, bought: Bought, roles: Sequence[Role], rows: Sequence[object], **facts: Any) -> str:
    """A paper of a purchase, stamped where one of the roles has not signed; with the ways to its other papers."""
    signed = boxes(bought.purchase, roles)
    others = {other: title for other, title in OF_PURCHASE.items() if other != name}
    return _printed(
        name,
        OF_PURCHASE[name],
        bought.purchase,
        stamps.on_purchase(bought.purchase, roles),
        small=len(rows) <= ON_A5.get(name, -1) and len(signed) <= BOXES_IN_A_ROW,
        others=[Link(title, url_for(f"papers.{other}", key=bought.purchase.id)) for other, title in others.items()],
        bought=bought,
        purchase=bought.purchase,
        rows=rows,
        boxes=signed,
        **facts,
    )


def _checked(purchase: Purchase) -> dict[str, object]:
    """What the clauses say of a purchase, and as of which day: the same select as on the screen and in the month."""
    return {"checks": checks_of(purchase, purchase.number or ""), "as_of": known(purchase).as_of}


def _printed(name: str, heading: str, document: Purchase | Receipt | Payment, stamp: str | None, **facts: Any) -> str:
    """A paper with the code that leads back to what it was printed from."""
    back = {"slug": document.__tablename__, "key": document.id}
    return paper(
        f"papers/{name}.html",
        title=f"{heading} {document.number or '草稿'}",
        heading=heading,
        stamp=stamp,
        code=code_path(url_for("documents.paper", **back, _external=True)),
        back=("回到单据", url_for("documents.paper", **back)),
        **facts,
    )


def _of_canteen(model: type[Document], key: int) -> Document:
    """The paper, if it is of the chosen canteen; whoever has to weigh first is led to the scales."""
    document = row_at(model, key)
    if scales := scales_before(document):
        abort(redirect(scales))
    return document
