"""Twenty people with one invoice: it is accepted once, the others are told where it is."""

from concurrent.futures import ThreadPoolExecutor

from canteen.db import db
from tests.course.market import RICE, Market
from tests.income.household import hasty, visitor
from tests.receipts.registering import NUMBER, new, receipts
from tests.security.staff import employ

WRITERS = 20


def test_one_invoice_is_accepted_once(market: Market) -> None:
    bought = [market.bought((RICE, 5_000, 560)) for _ in range(4)]
    names = [f"kuai{number}" for number in range(WRITERS)]
    for name in names:
        employ(name, "会计")
    senders = [hasty(visitor(market.app, name)) for name in names]
    addresses = [(new(purchase), str(purchase.id)) for purchase in bought]
    said = {"buyer": "高新区机关食堂", "seller": "惠丰粮油商行", "amount": "28.00", "listing": "跨天时自动做"}

    def send(who: int) -> tuple[int, str]:
        """Register the invoice for one of the purchases."""
        address, key = addresses[who % len(addresses)]
        answer = senders[who](
            address, kind="发票", number=NUMBER, day=f"2026-11-2{who % 5}", purchases=key, key=f"{who:032x}", **said
        )
        return answer.status_code, answer.text

    with ThreadPoolExecutor(WRITERS) as pool:
        answers = list(pool.map(send, range(WRITERS)))
    db.session.rollback()
    refused = [text for status, text in answers if status == 422]
    assert len(refused) == WRITERS - 1
    assert all(NUMBER in text and "PJ-202611-0001" in text for text in refused)
    assert receipts() == ["PJ-202611-0001"]
