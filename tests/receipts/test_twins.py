"""One paper is registered once: by its number, however it is typed, and by its file, whatever number was typed."""

from itertools import permutations

import pytest
from sqlalchemy import select, update

from canteen import clock
from canteen.db import db
from canteen.models import Receipt
from canteen.models.words import State
from canteen.receipts.forms import joined
from canteen.receipts.invoice import Invoice
from canteen.receipts.twins import known_as
from canteen.step import unjudged
from tests.course.market import CABBAGE, RICE, Market
from tests.forms.filling import File, sign
from tests.late.conftest import send as enter_late
from tests.pictures.photos import photo
from tests.receipts.registering import NUMBER, receipts, register, send

RICE_5, CABBAGE_5, OTHER = (RICE, 5_000, 560), (CABBAGE, 5_000, 160), f"{NUMBER[:-1]}8"
FILES: tuple[File, ...] = ((b"%PDF-1.7 an invoice", "发票.pdf"), (photo(), "发票.jpg"))
PAPER = "票据照片或 PDF"
SPELT = ("{}", " {} ", "\u3000{}\u00a0", "{}\u200b", "\ufeff{}", "\u202d{}\u202c", "{}\r\n", "\t{}")
"""What comes along with a number that is copied or typed."""
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def spellings(code: str, number: str) -> list[tuple[str, str]]:
    """Code and number in plain and in wide digits, with a blank between them, and with what comes along."""
    parted = [f"{each[:4]} {each[4:]}".strip() for each in (code, number)]
    both = parted, [each.translate(WIDE) for each in parted]
    return [(spelt.format(one), spelt.format(other)) for one, other in both for spelt in SPELT]


@pytest.mark.parametrize(
    "known",
    [
        spellings("", NUMBER),
        [*spellings("210023113012", "00018642"), *spellings("", "21002311301200018642")],
        [*spellings("2100231130", "00018642"), *spellings("", "210023113000018642")],
    ],
    ids=["20 digits", "code of 12", "code of 10"],
)
def test_an_invoice_is_known_in_all_its_spellings(known: list[tuple[str, str]]) -> None:
    plain = [(joined(code), joined(number)) for code, number in known]
    for (code, number), (other_code, other_number) in permutations(plain, 2):
        assert f"{code}/{number}" in known_as(Invoice(code=other_code, number=other_number))
    assert not {f"{code}/{number}" for code, number in plain} & known_as(Invoice(code="", number=OTHER))


def test_a_file_is_one_receipt_s_whatever_number_is_typed(market: Market) -> None:
    cai1, rice, more = market.client("cai1"), market.bought(RICE_5), market.bought(CABBAGE_5)
    for nth, file in enumerate(FILES):
        first = f"{NUMBER[:-1]}{nth}"
        assert register(cai1, rice, 发票号码=first, 金额="14", **{PAPER: file}).status_code == 303
        stored = db.session.scalars(select(Receipt).where(Receipt.invoice_no == first)).one()
        for kind in ("发票", "白条"):
            answer = register(cai1, more, 发票号码=OTHER, kind=kind, **{PAPER: file})
            assert (answer.status_code, f"这个文件已附在 {stored.number}" in answer.text) == (422, True)
            assert f'这个文件已登记为 <a href="/documents/receipt/{stored.id}">' in answer.text
        assert send(cai1, f"/receipts/{stored.id}/edit", **{PAPER: file}).status_code == 303, "its own again"
    assert len(receipts()) == len(FILES)
    assert register(cai1, more, 发票号码=OTHER).status_code == 303
    other = db.session.scalars(select(Receipt.id).where(Receipt.invoice_no == OTHER)).one()
    address = f"/receipts/{other}/edit"
    assert "这个文件已附在" in send(cai1, address, **{PAPER: FILES[0]}).text
    with unjudged():
        db.session.execute(update(Receipt).where(Receipt.id != other).values(state=State.VOID, voided_at=clock.now()))
    assert send(cai1, address, **{PAPER: FILES[0]}).status_code == 303, "what is void has no file to itself"


def test_a_paper_that_was_entered_late_is_registered_too(market: Market) -> None:
    cai1, jian = market.client("cai1"), market.client("jian")
    late, more = market.bought(RICE_5), market.bought(CABBAGE_5)
    said = {"kind": "白条", "amount": "28.00", "cover-0-purchase_id": str(late.number), "reason": "当时停电，没有登记"}
    entry = enter_late(market.client("kuai"), "/late/new/receipt", said).location
    assert sign(jian, entry, "/countersign").status_code == 303
    answer = register(cai1, more, 发票号码=OTHER, **{PAPER: FILES[1]})
    assert (answer.status_code, "这个文件已附在 PJ-202611-0001" in answer.text) == (422, True)
