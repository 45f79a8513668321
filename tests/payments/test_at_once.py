"""Twenty cashiers at once: of 20 × 600.00 in cash one is silent and 19 carry 3.8, and no purchase is paid twice."""

from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus

from canteen.db import db
from canteen.models import Purchase
from canteen.models.words import PaymentMethod
from tests.course.market import BANK, CASH, TODAY, Market
from tests.income.household import account, hasty, visitor
from tests.payments.paying import approved, kept, on_paper, paid, parts, pay
from tests.payments.test_bank import with_account
from tests.security.staff import employ

CASHIERS = 20


def together(market: Market, purchases: list[Purchase], method: str, source: str) -> list[int]:
    """Have every cashier pay one of the purchases at the same time; gives the statuses."""
    names = [f"chu{number}" for number in range(CASHIERS)]
    for name in names:
        employ(name, "出纳")
    senders = [hasty(visitor(market.app, name)) for name in names]
    keys = [(purchase.id, purchase.supplier_id) for purchase in purchases]
    typed = {"method": method, "account": account(source), "paid_on": str(TODAY), "parts-0-pays": "y"}

    def send(who: int) -> int:
        key, payee = keys[who % len(keys)]
        part = {"parts-0-purchase": str(key), "parts-0-amount": "600.00", "payee": str(payee)}
        return senders[who]("/payments/new", **typed, **part).status_code

    with ThreadPoolExecutor(CASHIERS) as pool:
        statuses = list(pool.map(send, range(CASHIERS)))
    db.session.rollback()
    return statuses


def test_of_20_times_600_in_cash_one_passes_in_silence_and_19_carry_3_8(market: Market) -> None:
    purchases = [on_paper(market, 600_00, nth) for nth in range(1, CASHIERS + 1)]
    assert together(market, purchases, PaymentMethod.CASH, CASH) == [HTTPStatus.SEE_OTHER] * CASHIERS
    assert [number for number, _, _ in paid()] == [f"FK-202611-{nth:04}" for nth in range(1, CASHIERS + 1)]
    assert kept() == ["3.8"] * (CASHIERS - 1)


def test_a_transfer_is_in_one_list_of_those_who_take_it_away_at_once(market: Market) -> None:
    with_account(market)
    pay(market.client("chu"), approved(market, 560_00))
    source, chu = account(BANK), hasty(market.client("chu"))
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: chu(f"/payments/batch/{source}.xlsx"), range(4)))
    assert sorted(each.status_code for each in answers) == [HTTPStatus.OK, *[HTTPStatus.SEE_OTHER] * 3]


def test_a_purchase_is_paid_once_by_whoever_is_first(market: Market) -> None:
    purchase = approved(market, 600_00)
    statuses = together(market, [purchase], PaymentMethod.TRANSFER, BANK)
    assert sorted(statuses) == [HTTPStatus.SEE_OTHER, *[HTTPStatus.UNPROCESSABLE_ENTITY] * (CASHIERS - 1)]
    assert parts() == {purchase.number: 600_00}
