"""An answer keeps a finding on the list and opens the way to the close; one of the year to date reaches further."""

import pytest

from tests.rules.cases import Case, Change, Found, Judge, add, appoint, change, crime, remove, titles
from tests.world import REPAIR, SEPTEMBER

OFFICE = "2026/党政办公室"
LITTLE_INCOME = change("收入", "SR-202610-0001", 金额="19999.99")


def answered(month: str, clause: str, document: str, amount: str | None = None, on: str = "2026-11-09") -> Change:
    return add(
        "答复",
        月份=month,
        条款=clause,
        单据=document,
        金额=amount,
        说明="已查明，附情况说明",
        责任人="1001",
        监管人="5001",
        日期=on,
    )


OWN_MONTH = (
    crime(
        "答复后仍在表上",
        remove("票据采购", "PJ-202610-0006"),
        answered("2026-10", "3.10", REPAIR),
        finds=Found("3.10", REPAIR, "300.00", state="answered"),
    ),
    crime(
        "答复自它的日期起才算",
        remove("票据采购", "PJ-202610-0006"),
        answered("2026-10", "3.10", REPAIR, on="2026-11-11"),
        finds=Found("3.10", REPAIR, "300.00"),
    ),
    crime(
        "答复的是别的单据",
        remove("票据采购", "PJ-202610-0006"),
        answered("2026-10", "3.10", "CG-202610-0001"),
        finds=Found("3.10", REPAIR, "300.00"),
    ),
    crime(
        "答复的是别的条款",
        remove("票据采购", "PJ-202610-0006"),
        answered("2026-10", "3.4", REPAIR),
        finds=Found("3.10", REPAIR, "300.00"),
    ),
    crime(
        "不是本年累计的条款，上月的答复不算",
        change("任职", "1001", 任职开始="2025-08-31"),
        answered("2026-09", "1.4", "1001/采购"),
        finds=Found("1.4", "1001/采购"),
    ),
    crime(
        "本月的答复不比金额",
        LITTLE_INCOME,
        answered("2026-10", "7.2", "2026-10", "1.00"),
        finds=Found("7.2", "2026-10", "3500.00", state="answered"),
    ),
    crime(
        "没有发现的答复不算发现",
        answered("2026-09", "1.7", "2001"),
        appoint("2001", "赵国强", "采购", "2026-10-01"),
        finds=Found("1.7", "2001"),
    ),
)
YEAR_TO_DATE = (
    crime(
        "上月答复过，金额没有增加",
        remove("部门接待预算", "2026"),
        answered("2026-09", "10.1", OFFICE, "1000.00", on="2026-10-09"),
        finds=Found("10.1", OFFICE, "1000.00", state="answered"),
    ),
    crime(
        "上月答复过，金额增加了",
        remove("部门接待预算", "2026"),
        answered("2026-09", "10.1", OFFICE, "999.99", on="2026-10-09"),
        finds=Found("10.1", OFFICE, "1000.00"),
    ),
    crime(
        "上月的答复没有记金额",
        remove("部门接待预算", "2026"),
        answered("2026-09", "10.1", OFFICE, on="2026-10-09"),
        finds=Found("10.1", OFFICE, "1000.00"),
    ),
    crime(
        "以月份为单据的，答复也管后面的月份",
        LITTLE_INCOME,
        answered("2026-09", "7.2", "2026-09", "3500.00", on="2026-10-09"),
        finds=Found("7.2", "2026-10", "3500.00", state="answered"),
    ),
    crime(
        "以月份为单据的，金额也不能增加",
        LITTLE_INCOME,
        answered("2026-09", "7.2", "2026-09", "3499.99", on="2026-10-09"),
        finds=Found("7.2", "2026-10", "3500.00"),
    ),
    crime(
        "后月的答复不管前月",
        remove("部门接待预算", "2026"),
        answered("2026-10", "10.1", OFFICE, "1000.00"),
        month=SEPTEMBER,
        finds=Found("10.1", OFFICE, "400.00"),
    ),
    crime(
        "去年的答复不管今年",
        LITTLE_INCOME,
        answered("2025-12", "7.2", "2025-12", "9000.00", on="2026-01-09"),
        finds=Found("7.2", "2026-10", "3500.00"),
    ),
    crime(
        "8.3 的答复也管后面的月份",
        change("账户", "伙食费专户", 年初余额="-77429.38"),
        answered("2026-09", "8.3", "2026-09", "0.01", on="2026-10-09"),
        finds=Found("8.3", "2026-10", "0.01", state="answered"),
    ),
    crime(
        "8.2 的答复也管后面的月份",
        change("预算", "2026", "水电费", 金额="3846.11"),
        answered("2026-09", "8.2", "2026/水电费", "0.01", on="2026-10-09"),
        finds=Found("8.2", "2026/水电费", "0.01", state="answered"),
    ),
    crime(
        "8.1 和 10.2 的答复也管后面的月份",
        remove("预算", "2026", "水电费"),
        change("部门接待预算", "2026", 金额="999.99"),
        answered("2026-09", "8.1", "2026/水电费", "3846.12", on="2026-10-09"),
        answered("2026-09", "10.2", OFFICE, "0.01", on="2026-10-09"),
        finds=(
            Found("8.1", "2026/水电费", "3846.12", state="answered"),
            Found("10.2", OFFICE, "0.01", state="answered"),
        ),
    ),
)


@pytest.mark.parametrize("case", OWN_MONTH + YEAR_TO_DATE, ids=titles)
def test_answers(case: Case, judge: Judge) -> None:
    judge(case)
