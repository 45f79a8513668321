"""A purchase written from its form, within the step: who sold it, what was bought, its photos, the cash, what falls of it."""

from dataclasses import dataclass

from sqlalchemy import select

from canteen import clock
from canteen.catalogue.forms import FreshItemForm
from canteen.catalogue.kinds import ITEMS, SUPPLIERS
from canteen.catalogue.writing import write as write_entry
from canteen.course import Deed, Standing, mend, require, resettle, set_aside, standing_of
from canteen.db import db
from canteen.entering import Fault
from canteen.models import Item, Line, OpenLine, Payment, PaymentPart, Purchase, Supplier
from canteen.models.common import thing_of
from canteen.models.words import Amiss, Category, Fund, Purpose, State, SupplierKind
from canteen.pictures import attach
from canteen.purchasing import cash
from canteen.purchasing.forms import LineForm, PhotoForm, PurchaseForm, in_row
from canteen.purchasing.upon_paper import fall, standing_under
from canteen.stages import Stage
from canteen.step import ask, refuse_shut, store

PAPER = "小票照片"
"""As what a photo of the paper is attached."""
STALL = {"kind": SupplierKind.STALL, "unconfirmed": True}
FRESH = {"category": Category.FRESH, "in_catalogue": False, "durable": False, "unconfirmed": True}
CHANGED = "采购内容有改动"
PAID = "已经给这家付过款，不能换成别家；确实记错了，先请出纳作废那笔付款"
SIGNED = "刚有人签了名，数量和单价都要填"
WEIGHED = "已经过秤，不能删，也不能换成别的品目；确实记错了，把这笔作废另记"


@dataclass(frozen=True)
class Bought:
    """A line as it is kept: the item's key, thousandths of its unit, fen a unit."""

    item_id: int
    quantity: int | None
    unit_price: int | None
    note: str | None

    @property
    def is_open(self) -> bool:
        """Whether a number of it is not known yet."""
        return self.quantity is None or self.unit_price is None


def write(form: PurchaseForm, purchase: Purchase) -> None:
    """Write the form into a draft, or into a purchase that has not been received. Raises Fault, or Refused by a clause."""
    is_new = purchase.id is None
    if not is_new:
        require(Deed.EDIT, purchase)
        purchase.version += 1
    upon_paper = standing_under(purchase)
    items = _Items(purchase.canteen_id)
    bought = [_bought(row, items.key(row, number)) for number, row in enumerate(form.rows, 1)]
    fill(form, purchase, _supplier(form, purchase.canteen_id), [each for each in bought if not each.is_open])
    _write_open(purchase, bought)
    for photo in form.photos:
        attach(photo.data, thing_of(purchase), PAPER, purchase.canteen_id)
    if not is_new or form.cash:
        cash.state(form, purchase)
    if not is_new:
        fall(purchase, upon_paper, CHANGED)
        _settle(purchase)


def known_rows(form: PurchaseForm) -> list[Bought]:
    """The rows that are complete already, of items that are known."""
    return [_bought(row, row.known.id) for row in form.rows if row.known and row.kept and not row.errors]


def fill(form: PurchaseForm, purchase: Purchase, supplier_id: int, bought: list[Bought]) -> None:
    """Store what the form says of the purchase itself. Raises Fault, or Shut: a closed month keeps its figures."""
    is_known, day = purchase.id is not None, form.purchased_on.data or clock.today()
    if purchase.number:
        refuse_shut(purchase.canteen_id, purchase.purchased_on, day)
    if is_known and supplier_id != purchase.supplier_id and payments_on(purchase):
        raise Fault("supplier", PAID)
    purchase.supplier_id = supplier_id
    purchase.purchased_on = day
    purchase.fund, purchase.purpose = form.fund.data, form.purpose.data
    is_reception = form.fund.data == Fund.RECEPTION or form.purpose.data == Purpose.RECEPTION
    purchase.reception_id = (form.reception.data or None) if is_reception else None
    _write_lines(purchase, bought)
    store(purchase)
    if is_known:
        db.session.expire_all()  # what was loaded of it leads to the supplier and the items of before


def add_photo(form: PhotoForm, purchase: Purchase) -> None:
    """Add a photo of the paper, within the step; no signature stands under what came later, and what was sent back for papers is mended."""
    require(Deed.ADD_PHOTO, purchase)
    refuse_shut(purchase.canteen_id, purchase.purchased_on)
    attach(form.photo.data, thing_of(purchase), PAPER, purchase.canteen_id)
    mend(purchase, Amiss.PAPER)


def discard(purchase: Purchase, why: str) -> None:
    """Give a draft up, within the step: it stays as what it was, with its reason; nothing that hangs on it counts."""
    require(Deed.DISCARD, purchase)
    set_aside(purchase.signed(), f"丢弃草稿：{why}")
    cash.withdraw(purchase, f"丢弃草稿：{why}")
    purchase.voided_at, purchase.void_reason = clock.now(), why
    purchase.version += 1


def payments_on(purchase: Purchase) -> list[Payment]:
    """The live payments that settle any of a purchase."""
    live = select(Payment).where(Payment.state == State.LIVE).join(PaymentPart)
    return list(db.session.scalars(live.where(PaymentPart.purchase_id == purchase.id).distinct()))


def _settle(purchase: Purchase) -> None:
    """What a change sets aside, and whether the receipts and payments of the purchase are still lawful."""
    resettle(purchase, CHANGED)
    if purchase.number:
        ask(Stage.DOCUMENT, purchase)
    for payment in payments_on(purchase):
        ask(Stage.PAY, payment)


def _supplier(form: PurchaseForm, canteen_id: int) -> int:
    """The key of who sold it; a stall that nobody knew is entered on the spot."""
    if found := form.known.suppliers.find(form.supplier.data):
        return int(found.id)
    stall = Supplier(canteen_id=canteen_id)
    try:
        write_entry(SUPPLIERS, form, stall, STALL | {"name": form.supplier.data})
    except Fault as fault:
        raise Fault(fault.field.replace("name", "supplier"), fault.sentence) from fault
    ask(Stage.RECORD, stall)
    return stall.id


class _Items:
    """Finds the items of rows; what nobody knew is entered on the spot, once."""

    def __init__(self, canteen_id: int) -> None:
        self.canteen_id = canteen_id
        self.made: dict[str, int] = {}

    def key(self, row: LineForm, number: int) -> int:
        """The key of the item of a row. Raises Fault."""
        if row.known:
            return int(row.known.id)
        name = str(row.item.data)
        if name not in self.made:
            try:
                self.made[name] = self._make(name, row.unit.data)
            except Fault as fault:
                raise Fault("lines", in_row(number, fault.sentence)) from fault
        return self.made[name]

    def _make(self, name: str, unit: str | None) -> int:
        item = Item(canteen_id=self.canteen_id)
        write_entry(ITEMS, FreshItemForm(data={"name": name, "unit": unit}), item, FRESH)
        ask(Stage.RECORD, item)
        return item.id


def _bought(row: LineForm, item_id: int) -> Bought:
    return Bought(item_id, *row.numbers, row.note.data)


def _write_lines(purchase: Purchase, bought: list[Bought]) -> None:
    """Write what was bought over the lines in their order: what is left over goes, what is more is added."""
    present = list(purchase.lines)
    for line, said in zip(present, bought, strict=False):
        if line.item_id != said.item_id:
            _refuse_weighed(line)
        for name, value in vars(said).items():
            setattr(line, name, value)
    left_over = present[len(bought) :]
    for line in left_over:
        _refuse_weighed(line)  # asked of all before any goes: what is asked of the next one would flush
    for line in left_over:
        db.session.delete(line)
    added = enumerate(bought[len(present) :], len(present) + 1)
    purchase.lines += [Line(line_no=number, **vars(said)) for number, said in added]


def _write_open(purchase: Purchase, bought: list[Bought]) -> None:
    """Keep apart what is not known yet, in its place. Raises Fault where the purchase counts already."""
    for before in purchase.open_lines:
        db.session.delete(before)
    db.session.flush()
    places = {place: said for place, said in enumerate(bought, 1) if said.is_open}
    if places and standing_of(purchase) not in {Standing.DRAFT, Standing.UNPRICED}:
        raise Fault("lines", in_row(min(places), SIGNED))
    purchase.open_lines = [OpenLine(position=place, **vars(said)) for place, said in places.items()]


def _refuse_weighed(line: Line) -> None:
    """What a receiver has weighed stays that line of the paper. Raises Fault."""
    if line.accepted is not None or line.weighings:
        raise Fault("lines", in_row(line.line_no, WEIGHED))
