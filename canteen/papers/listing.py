"""The list of what a receipt covers: frozen with it, or, where it never was, as it is now; added up by purchase and day."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any

from canteen.acts import short
from canteen.course.kept import digest_of
from canteen.ledger import Head, Line
from canteen.models import Receipt
from canteen.models.words import State
from canteen.receipts.listing import lines_of

COLUMNS = [
    Head("日期", "no"),
    Head("采购编号", "no"),
    Head("品名", "text"),
    Head("单位", "no"),
    Head("数量", "milli"),
    Head("单价", "yuan"),
    Head("金额（元）", "yuan"),
]
Row = Mapping[str, Any]


def listed(receipt: Receipt) -> list[Row]:
    """Its lines by day, purchase and number; amounts in fen, quantities in thousandths."""
    live = [cover.purchase for cover in receipt.covers if cover.purchase.state == State.LIVE]
    rows = lines_of(live) if receipt.listed is None else receipt.listed
    return sorted(rows, key=itemgetter("日期", "采购编号", "行"))


def digest(receipt: Receipt) -> str | None:
    """The short digest of its frozen list, the one that the log keeps; none while it may still change."""
    known = digest_of(receipt.listed)
    return known and short(known)


def total_of(rows: Iterable[Row]) -> int:
    """What the lines come to."""
    return sum(row["金额"] for row in rows)


def with_sums(rows: list[Row]) -> Iterator[Line]:
    """The lines, a sum behind a purchase of several, and one behind a day with several purchases."""
    for day, of_day in groupby(rows, itemgetter("日期")):
        purchases = [(number, [*lines]) for number, lines in groupby(of_day, itemgetter("采购编号"))]
        for number, lines in purchases:
            yield from map(_line, lines)
            if len(lines) > 1:
                yield _sum("", number, "小计", lines)
        if len(purchases) > 1:
            yield _sum(day, f"共 {len(purchases)} 笔", "当日合计", [line for _, lines in purchases for line in lines])


def _line(row: Row) -> Line:
    price = (row["数量"], row["单价"], row["金额"])
    return Line([row["日期"], row["采购编号"], row["品目"], row["单位"], *price])


def _sum(day: str, number: str, label: str, rows: list[Row]) -> Line:
    return Line([day, number, label, None, None, None, total_of(rows)], "sum")
