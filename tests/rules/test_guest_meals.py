"""Item 10: guests are planned, budgeted, settled at cost and reported."""

import pytest

from tests.rules.cases import Case, Found, Judge, add, change, crime, fine, remove, titles
from tests.world import SEPTEMBER

VISIT, OFFICE = "JD-202610-0001", "2026/党政办公室"

DEPARTMENTS = (
    crime("10.1 部门没有接待预算", remove("部门接待预算", "2026"), finds=Found("10.1", OFFICE, "1000.00", "2 次")),
    crime("10.1 只有去年的预算", change("部门接待预算", "2026", 年度="2025"), finds=Found("10.1", OFFICE, "1000.00")),
    crime("10.1 到九月底", remove("部门接待预算", "2026"), month=SEPTEMBER, finds=Found("10.1", OFFICE, "400.00")),
    crime(
        "10.1 别的部门有预算",
        change("接待", VISIT, 部门="招商局"),
        finds=Found("10.1", "2026/招商局", "600.00"),
    ),
    crime(
        "10.1 没有收费也要预算",
        change("接待", VISIT, 部门="招商局", 收费金额="0.00"),
        finds=Found("10.1", "2026/招商局", "0.00"),
    ),
    fine("10.2 恰好用完", change("部门接待预算", "2026", 金额="1000.00")),
    crime("10.2 超一分", change("部门接待预算", "2026", 金额="999.99"), finds=Found("10.2", OFFICE, "0.01", "999.99")),
    fine("10.2 九月底还没有超", change("部门接待预算", "2026", 金额="400.00"), month=SEPTEMBER),
    crime("10.2 预算为零", change("部门接待预算", "2026", 金额="0.00"), finds=Found("10.2", OFFICE, "1000.00")),
)
SETTLED = (
    crime("10.3 没有结算", change("接待", VISIT, 结算日期=None, 结算金额=None), finds=Found("10.3", VISIT, "600.00")),
    crime("10.3 少结算一分", change("接待", VISIT, 结算金额="599.99"), finds=Found("10.3", VISIT, "600.00", "599.99")),
    crime("10.3 多结算一分", change("接待", VISIT, 结算金额="600.01"), finds=Found("10.3", VISIT, "600.00", "600.01")),
    crime("10.3 结算晚于检查日", change("接待", VISIT, 结算日期="2026-11-11"), finds=Found("10.3", VISIT, "600.00")),
    fine("10.3 检查日当天结算", change("接待", VISIT, 结算日期="2026-11-10")),
    fine("10.3 按成本结算，不按收费", change("接待", VISIT, 收费金额="660.00")),
)
APPROVED = (
    crime("10.4 没有审批", change("接待", VISIT, 审批日期=None), finds=Found("10.4", VISIT, "600.00")),
    crime(
        "10.4 次日补批",
        change("接待", VISIT, 审批日期="2026-10-21"),
        finds=Found("10.4", VISIT, "600.00", "2026-10-21"),
    ),
    fine("10.4 当天审批", change("接待", VISIT, 审批日期="2026-10-20")),
)
REPORTED = (
    crime("10.5 没有汇报", remove("接待费汇报", "2026-09"), month=SEPTEMBER, finds=Found("10.5", "2026-09", "400.00")),
    crime(
        "10.5 只汇报到八月",
        change("接待费汇报", "2026-09", 截止月份="2026-08"),
        month=SEPTEMBER,
        finds=Found("10.5", "2026-09", "400.00"),
    ),
    fine("10.5 年底一并汇报也可", change("接待费汇报", "2026-09", 截止月份="2026-12"), month=SEPTEMBER),
    crime(
        "10.5 汇报晚于检查日",
        change("接待费汇报", "2026-09", 汇报日期="2026-11-11"),
        month=SEPTEMBER,
        finds=Found("10.5", "2026-09", "400.00"),
    ),
    fine("10.5 检查日当天汇报", change("接待费汇报", "2026-09", 汇报日期="2026-11-10"), month=SEPTEMBER),
    fine(
        "10.5 本季没有接待就不必汇报",
        remove("接待费汇报", "2026-09"),
        change("接待", "JD-202609-0001", 日期="2026-06-30"),
        month=SEPTEMBER,
    ),
    crime(
        "10.5 季初第一天的接待也算",
        remove("接待费汇报", "2026-09"),
        change("接待", "JD-202609-0001", 日期="2026-07-01", 审批日期="2026-07-01"),
        month=SEPTEMBER,
        finds=Found("10.5", "2026-09", "400.00"),
    ),
    fine("10.5 十月不是季末", remove("接待费汇报", "2026-09")),
    crime(
        "10.5 两月一次，九、十两月合计",
        numbers=(("report_months", "2", "2026-10-01"),),
        finds=Found("10.5", "2026-10", "1000.00"),
    ),
    fine(
        "10.5 两月一次，已汇报到十月",
        add("接待费汇报", 截止月份="2026-10", 汇报日期="2026-11-09"),
        numbers=(("report_months", "2", "2026-10-01"),),
    ),
)


@pytest.mark.parametrize("case", DEPARTMENTS + SETTLED + APPROVED + REPORTED, ids=titles)
def test_guest_meals(case: Case, judge: Judge) -> None:
    judge(case)
