"""Item 8: spend within the budget's items, within their sums, and within what came in."""

import pytest

from tests.rules.cases import Case, Found, Judge, add, change, costs, crime, fine, remove, sign, titles
from tests.world import REPAIR, SEPTEMBER

MEALS = "伙食费专户"

OUT_OF_SCOPE = (
    crime("8.1 维修没有预算", remove("预算", "2026", "维修"), finds=Found("8.1", "2026/维修", "300.00", "300.00")),
    crime("8.1 水电费没有预算", remove("预算", "2026", "水电费"), finds=Found("8.1", "2026/水电费", "3846.12")),
    crime("8.1 只有去年的预算", change("预算", "2026", "维修", 年度="2025"), finds=Found("8.1", "2026/维修", "300.00")),
    fine("8.1 没有这一类支出就不必有预算", remove("预算", "2026", "维修"), month=SEPTEMBER),
    fine(
        "8.1 一分钱没花",
        remove("预算", "2026", "维修"),
        costs(REPAIR, "0.00"),
        change("票据", "PJ-202610-0006", 种类="自制购货报销单"),
        sign(REPAIR, "出售人", "诚信店主", "2026-10-16 09:00"),
    ),
    fine(
        "8.1 接待费里的支出不要伙食费的预算",
        change("采购", REPAIR, 资金="接待费", 用途="接待", 接待编号="JD-202610-0001"),
        change("付款", "FK-202610-0006", 账户="接待费专户"),
        change("接待", "JD-202610-0001", 实际成本="900.00", 结算金额="900.00"),
        remove("预算", "2026", "维修"),
    ),
)
OVER_BUDGET = (
    fine("8.2 恰好用完", change("预算", "2026", "设备购置", 金额="3200.00")),
    crime(
        "8.2 超一分",
        change("预算", "2026", "设备购置", 金额="3199.99"),
        finds=Found("8.2", "2026/设备购置", "0.01", "3199.99"),
    ),
    fine("8.2 水电费恰好用完，其中有九月的", change("预算", "2026", "水电费", 金额="3846.12")),
    crime(
        "8.2 水电费超一分", change("预算", "2026", "水电费", 金额="3846.11"), finds=Found("8.2", "2026/水电费", "0.01")
    ),
    crime("8.2 预算为零", change("预算", "2026", "维修", 金额="0.00"), finds=Found("8.2", "2026/维修", "300.00")),
    fine("8.2 接待的菜不占零星食材预算", change("预算", "2026", "零星食材", 金额="650.00")),
    crime(
        "8.2 零星食材超一分",
        change("预算", "2026", "零星食材", 金额="649.99"),
        finds=Found("8.2", "2026/零星食材", "0.01"),
    ),
)
WITHIN_INCOME = (
    fine("8.3 恰好花光", change("账户", MEALS, 年初余额="-77429.37")),
    crime("8.3 多花一分", change("账户", MEALS, 年初余额="-77429.38"), finds=Found("8.3", "2026-10", "0.01")),
    crime(
        "8.3 接待费专户的余额不算",
        change("账户", MEALS, 年初余额="-77429.38"),
        change("账户", "接待费专户", 年初余额="90000.00"),
        finds=Found("8.3", "2026-10", "0.01"),
    ),
    fine(
        "8.3 备用金的余额也算",
        change("账户", MEALS, 年初余额="-77429.38"),
        change("账户", "伙食费备用金", 年初余额="0.01"),
    ),
    crime(
        "8.3 进了接待费专户的收入不算",
        change("账户", MEALS, 年初余额="-77429.37"),
        change("收入", "SR-202610-0005", 账户="接待费专户"),
        finds=Found("8.3", "2026-10", "15.49"),
    ),
    crime(
        "8.3 以后年度的余额还不算",
        change("账户", MEALS, 年初余额="20000.00", 年度="2027"),
        change("收入", "SR-202609-0001", 金额="2570.62"),
        change("收入", "SR-202610-0002", 金额="0.00"),
        change("收入", "SR-202610-0001", 金额="9999.99"),
        finds=(Found("7.2", "2026-10", "3500.00"), Found("8.3", "2026-10", "0.02")),
    ),
    fine(
        "8.3 去年的余额和去年的收支滚到今年",
        change("账户", MEALS, 年初余额="-77529.37", 年度="2025"),
        change("账户", "伙食费备用金", 年度="2025"),
        add(
            "收入",
            收入编号="SR-202512-0001",
            日期="2025-12-31",
            类别="伙食费",
            金额="100.00",
            票据种类="财政专用票据",
            账户=MEALS,
        ),
    ),
    crime(
        "8.3 去年的余额减去去年的支出",
        change("账户", MEALS, 年初余额="-77429.37", 年度="2025"),
        change("账户", "伙食费备用金", 年度="2025"),
        add(
            "水电费",
            单号="SD-202512-气",
            项目="气",
            月份="2025-12",
            期初读数="0",
            期末读数="1",
            单价="3.00",
            账单金额="3.00",
        ),
        finds=Found("8.3", "2026-10", "3.00"),
    ),
)


@pytest.mark.parametrize("case", OUT_OF_SCOPE + OVER_BUDGET + WITHIN_INCOME, ids=titles)
def test_budget(case: Case, judge: Judge) -> None:
    judge(case)
