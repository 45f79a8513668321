"""What a check knows on its day: later rows are not there, later dates are empty cells, and so is what they date."""

from datetime import date

import pytest

from tests.rules.cases import Case, Found, Judge, add, change, crime, fine, remove, titles
from tests.world import BOXES, CABBAGE, FREEZER, GLOVES, POTATOES, RICE, SEPTEMBER

TENTH_OF_OCTOBER, FIFTEENTH, THIRTIETH = date(2026, 10, 10), date(2026, 10, 15), date(2026, 10, 30)
NOT_YET = (Found("4.3", "2026-10"), Found("6.4", "2026-10"))

LATER_ROWS = (
    crime(
        "十月十日：米还没有发票，付款、检查、公示都还没有",
        as_of=TENTH_OF_OCTOBER,
        finds=(Found("3.10", RICE, "1120.00"), *NOT_YET),
    ),
    crime(
        "十月十五日：冷柜刚买，还没有发票、移交和审批人签名",
        as_of=FIFTEENTH,
        finds=(
            Found("3.10", FREEZER, "3200.00"),
            Found("4.3", "2026-10"),
            Found("6.4", "2026-10"),
            Found("9.1", f"{FREEZER}#1", "3200.00"),
        ),
    ),
    crime("十月三十日：只差公示", as_of=THIRTIETH, finds=Found("4.3", "2026-10")),
    crime(
        "以后的采购还不在，它的单据也不在",
        change("采购", GLOVES, 采购日期="2026-11-01"),
        remove("票据采购", "PJ-202610-0009"),
        as_of=THIRTIETH,
        finds=Found("4.3", "2026-10"),
    ),
    crime(
        "以后的报价还不在",
        change("报价", "LX-202610-0001", "厨邦酒店设备公司", 报价日期="2026-10-31"),
        as_of=THIRTIETH,
        finds=(Found("2.3", BOXES, "1200.00"), Found("4.3", "2026-10")),
    ),
    crime(
        "以后的收入还不在，五个百分点就破了",
        change("收入", "SR-202610-0001", 日期="2026-10-31"),
        change("收入", "SR-202609-0001", 金额="59999.99"),
        as_of=THIRTIETH,
        finds=(Found("4.3", "2026-10"), Found("7.2", "2026-10", "3500.00")),
    ),
    crime(
        "没有开票日期的票据一直都在",
        change("票据", "PJ-202610-0002", 开票日期=None),
        as_of=date(2026, 10, 13),
        finds=(
            Found("3.4", CABBAGE, "320.00"),
            Found("3.4", POTATOES, "330.00"),
            *NOT_YET,
        ),
    ),
)
LATER_CELLS = (
    crime(
        "验收日期晚于检查日，实收数量也还没有",
        change("采购", GLOVES, 验收日期="2026-11-11"),
        change("采购明细", GLOVES, 实收数量="10"),
        finds=(Found("1.3", GLOVES),),
    ),
    crime(
        "验收日期到了，实收数量就算数",
        change("采购明细", GLOVES, 实收数量="10"),
        finds=(Found("6.2", GLOVES, "360.00"), Found("B.1", "PJ-202610-0009", "360.00")),
    ),
    crime(
        "任职结束晚于检查日，就是还在任",
        change("任职", "1001", 任职开始="2025-01-01", 任职结束="2026-10-30"),
        as_of=date(2026, 10, 29),
        finds=(Found("1.4", "1001/采购"), Found("4.3", "2026-10"), Found("9.1", f"{FREEZER}#1", "3200.00")),
    ),
    fine("水电费晚于检查日付", change("水电费", "SD-202610-水", 付款日期="2026-11-11", 付款金额="999.00")),
    crime(
        "接待的审批晚于检查日",
        change("接待", "JD-202610-0001", 审批日期="2026-11-11"),
        finds=Found("10.4", "JD-202610-0001", "600.00"),
    ),
    crime(
        "立项的审批晚于检查日",
        change("采购立项", "LX-202609-0001", 审批日期="2026-11-11"),
        finds=Found("2.2", FREEZER, "3200.00"),
    ),
    crime(
        "结算晚于检查日，结算多少不论",
        change("接待", "JD-202610-0001", 结算日期="2026-11-11", 结算金额="1.00"),
        finds=Found("10.3", "JD-202610-0001", "600.00", "—"),
    ),
    crime(
        "移交登记晚于检查日，资产编号也还没有",
        change("固定资产移交", FREEZER, 登记日期="2026-11-11"),
        finds=Found("9.1", f"{FREEZER}#1", "3200.00"),
    ),
    fine(
        "没有日期的行一直都在",
        add("供应商", 名称="新来的供应商", 类型="零星摊贩"),
    ),
)
NO_ISSUE_DATE = (
    change("票据", "PJ-202609-0001", 开票日期=None),
    add("票据采购", 票据编号="PJ-202609-0001", 采购编号=RICE),
)
MONTH_OF_A_RECEIPT = (
    crime(
        "没有开票日期的票据，归所管采购中最晚一天的月份",
        *NO_ISSUE_DATE,
        finds=Found("3.2", "PJ-202609-0001", "1060.00"),
    ),
    fine("不归较早的月份", *NO_ISSUE_DATE, month=SEPTEMBER),
    fine(
        "没有开票日期又不管采购的，不归任何月份",
        add("票据", 票据编号="PJ-202610-0099", 种类="发票", 发票号码="1", 购买方="食堂", 销售方="甲", 金额="1.00"),
    ),
)


@pytest.mark.parametrize("case", LATER_ROWS + LATER_CELLS + MONTH_OF_A_RECEIPT, ids=titles)
def test_as_of(case: Case, judge: Judge) -> None:
    judge(case)
