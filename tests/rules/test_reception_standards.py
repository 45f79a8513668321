"""Item 4: guests are charged by a standard that is in force, and the month is made public."""

import pytest

from tests.rules.cases import Case, Found, Judge, add, change, crime, fine, remove, titles

VISIT, KIND = "JD-202610-0001", "行政接待"
EVERY_TWO_MONTHS = (("disclosure_months", "2", "2026-10-01"),)


def standard(amount: str, start: str, end: str | None = None) -> dict[str, object]:
    return {"接待类别": KIND, "人均标准": amount, "生效日期": start, "失效日期": end}


STANDARDS = (
    crime(
        "4.1 标准前一天失效", change("接待标准", KIND, 失效日期="2026-10-19"), finds=Found("4.1", VISIT, "600.00", KIND)
    ),
    fine("4.1 标准当天失效", change("接待标准", KIND, 失效日期="2026-10-20")),
    crime("4.1 标准次日生效", change("接待标准", KIND, 生效日期="2026-10-21"), finds=Found("4.1", VISIT, "600.00")),
    fine("4.1 标准当天生效", change("接待标准", KIND, 生效日期="2026-10-20")),
    crime(
        "4.1 没有这一类的标准",
        change("接待", VISIT, 接待类别="商务接待"),
        finds=Found("4.1", VISIT, "600.00", "商务接待"),
    ),
    fine("4.1 新标准已失效，旧标准仍有效", add("接待标准", **standard("50.00", "2026-10-01", "2026-10-19"))),
)
CHARGES = (
    fine("4.2 恰好按标准", change("接待", VISIT, 收费金额="660.00")),
    crime("4.2 超标准一分", change("接待", VISIT, 收费金额="660.01"), finds=Found("4.2", VISIT, "0.01", "11 人")),
    crime("4.2 少来两人就超了", change("接待", VISIT, 来宾人数="6"), finds=Found("4.2", VISIT, "60.00")),
    crime(
        "4.2 几个标准以后生效的为准",
        add("接待标准", **standard("54.00", "2026-10-20")),
        finds=Found("4.2", VISIT, "6.00"),
    ),
    fine("4.2 后来的标准次日才生效", add("接待标准", **standard("54.00", "2026-10-21"))),
)
PUBLISHED = (
    crime("4.3 没有公示", remove("公示", "2026-10"), finds=Found("4.3", "2026-10", says="公示")),
    crime("4.3 月末当天公示，早了", change("公示", "2026-10", 公示日期="2026-10-31"), finds=Found("4.3", "2026-10")),
    fine("4.3 次月一日公示", change("公示", "2026-10", 公示日期="2026-11-01")),
    fine("4.3 检查日当天公示", change("公示", "2026-10", 公示日期="2026-11-10")),
    crime("4.3 检查日次日才公示", change("公示", "2026-10", 公示日期="2026-11-11"), finds=Found("4.3", "2026-10")),
    crime("4.3 公示的是别的月份", change("公示", "2026-10", 月份="2026-11"), finds=Found("4.3", "2026-10")),
    crime(
        "4.3 两月一次，十月该公示", remove("公示", "2026-10"), numbers=EVERY_TWO_MONTHS, finds=Found("4.3", "2026-10")
    ),
    fine(
        "4.3 一季一次，十月不必公示",
        remove("公示", "2026-10"),
        numbers=(("disclosure_months", "3", "2026-10-31"),),
    ),
    crime(
        "4.3 下月才改为一季一次",
        remove("公示", "2026-10"),
        numbers=(("disclosure_months", "3", "2026-11-01"),),
        finds=Found("4.3", "2026-10"),
    ),
)


@pytest.mark.parametrize("case", STANDARDS + CHARGES + PUBLISHED, ids=titles)
def test_reception_standards(case: Case, judge: Judge) -> None:
    judge(case)
