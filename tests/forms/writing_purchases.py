"""One purchase of each sort, its whole course through the pages, in the canteen that the lawful world was brought into."""

from canteen.models import Payment
from tests.course.market import CABBAGE, POTATO, RICE, STALL
from tests.forms.filling import sign
from tests.forms.market_writing import Forms, latest, stored
from tests.voiding.conftest import WHY

BY_BANK = {"method": "银行转账", "account": "伙食费专户", "bank_ref": "2026111000007"}
OWN_MONEY = {"paid": "现金已付"}
PORK, BUTCHER, GUESTS = "猪后腿肉", "鑫源肉食经营部", "JD-202611-0001"


def write_purchases(at: Forms) -> None:
    """One of each."""
    from_a_stall(at)
    two_days_on_an_invoice(at)
    for_guests(at)
    half_of_it_refunded(at)
    odd_fen_written_off(at)
    made_void_by_two(at)


def from_a_stall(at: Forms) -> None:
    """Paid in cash on the spot; the program makes the slip, the cashier confirms."""
    at.approved((CABBAGE, "100", "1.60"), supplier=STALL, from_own="160.00", **OWN_MONEY)
    stored(at.form("chu", f"/payments/{latest(Payment).id}/confirm").send())


def two_days_on_an_invoice(at: Forms) -> None:
    """Rice of yesterday and of today, on one invoice with its list, paid by one transfer."""
    days = ("2026-11-09", "2026-11-10")
    both = [at.approved((RICE, "50", "5.60"), purchased_on=day) for day in days]
    at.covered(*both)
    stored(at.form("chu", f"/payments/new?supplier={both[0].supplier_id}", **BY_BANK).send())


def for_guests(at: Forms) -> None:
    """Pork for a reception, out of its own money."""
    money = {"fund": "接待费", "purpose": "接待", "reception": GUESTS}
    pork = at.approved((PORK, "16", "25.00"), supplier=BUTCHER, **money)
    at.covered(pork)
    stored(at.pays(pork).send())


def half_of_it_refunded(at: Forms) -> None:
    """Potatoes paid on the spot, of which half came; the rest of the money comes back."""
    potatoes = at.ordered((POTATO, "10", "2.20"), supplier=STALL, from_own="22.00", **OWN_MONEY)
    stored(at.receives(potatoes, "5").send())
    at.sells(potatoes)
    stored(at.signs("shen", potatoes).send())
    stored(at.form("chu", f"/payments/refund/{potatoes.id}", note="少送了一半").send())


def odd_fen_written_off(at: Forms) -> None:
    """Rice for 280.50 against an invoice of as much, of which the shop wants 280.00."""
    rice = at.approved((RICE, "50", "5.61"))
    at.covered(rice)
    stored(at.pays(rice, amount="280.00").send())
    stored(at.form("chu", f"/payments/write-off/{rice.id}", reason="商户说零头不要了").send())


def made_void_by_two(at: Forms) -> None:
    """Bought by mistake: a purchaser asks that it be made void, the approver agrees."""
    mistake = at.ordered((RICE, "500", "5.60"))
    asked = stored(at.form("cai1", f"/voiding/purchase/{mistake.id}", reason=WHY).send())
    stored(sign(at.client("shen"), asked, "/agree"))
