"""Item 3, its money: no cash above the limit, nor in pieces; numbered receipts for what is taken."""

import pytest

from tests.rules.cases import Case, Found, Judge, change, costs, crime, fine, remove, titles
from tests.world import BOXES, CABBAGE

BOXES_PAYMENT, FEES, SCRAPS, SETTLED = "FK-202610-0004", "SR-202610-0001", "SR-202610-0003", "SR-202610-0004"
FARMER_ON_TUESDAY = "王桂兰（农户）/2026-10-13"

CASH = (
    crime(
        "3.7 现金付一千二",
        change("付款", BOXES_PAYMENT, 方式="现金"),
        finds=Found("3.7", BOXES_PAYMENT, "1200.00", "1200.00"),
    ),
    crime(
        "3.7 写的是转账，账户却是备用金",
        change("付款", BOXES_PAYMENT, 账户="伙食费备用金"),
        finds=Found("3.7", BOXES_PAYMENT, "1200.00"),
    ),
    fine("3.7 公务卡不是现金", change("付款", BOXES_PAYMENT, 方式="公务卡")),
    fine("3.7 恰好一千元", costs(BOXES, "1000.00"), change("付款", BOXES_PAYMENT, 方式="现金")),
    crime(
        "3.7 多一分",
        costs(BOXES, "1000.01"),
        change("付款", BOXES_PAYMENT, 方式="现金"),
        finds=Found("3.7", BOXES_PAYMENT, "1000.01", "1000.01"),
    ),
    crime(
        "3.7 一千二的采购只用现金付一半",
        change("付款", BOXES_PAYMENT, 方式="现金"),
        change("付款明细", BOXES_PAYMENT, 金额="600.00"),
        finds=Found("3.7", BOXES_PAYMENT, "600.00"),
    ),
    crime(
        "3.7 一笔现金付两单，合计多一分",
        costs(CABBAGE, "670.01"),
        change("付款明细", "FK-202610-0003", 付款编号="FK-202610-0002"),
        remove("付款", "FK-202610-0003"),
        finds=Found("3.7", "FK-202610-0002", "1000.01"),
    ),
    fine(
        "3.7 一笔现金付两单，合计恰好一千",
        costs(CABBAGE, "670.00"),
        change("付款明细", "FK-202610-0003", 付款编号="FK-202610-0002"),
        remove("付款", "FK-202610-0003"),
    ),
    fine("3.7 付款晚于检查日，还没有这笔", change("付款", BOXES_PAYMENT, 方式="现金", 付款日期="2026-11-11")),
    crime(
        "3.7 付款日起上限三百九十九",
        numbers=(("cash_limit", "399.99", "2026-10-23"),),
        finds=Found("3.7", "FK-202610-0008", "400.00"),
    ),
    fine("3.7 次日才降上限", numbers=(("cash_limit", "100.00", "2026-10-24"),)),
    crime(
        "3.8 同日两笔现金，合计多一分",
        costs(CABBAGE, "670.01"),
        finds=Found("3.8", FARMER_ON_TUESDAY, "1000.01", "1000.01"),
    ),
    fine("3.8 同日两笔现金，恰好一千", costs(CABBAGE, "670.00")),
    fine("3.8 分在两天", costs(CABBAGE, "670.01"), change("付款", "FK-202610-0003", 付款日期="2026-10-14")),
    fine(
        "3.8 一笔转账", costs(CABBAGE, "670.01"), change("付款", "FK-202610-0003", 方式="银行转账", 账户="伙食费专户")
    ),
    crime(
        "3.8 已由 3.7 查出的一笔不再计入",
        costs(CABBAGE, "1000.01"),
        finds=Found("3.7", "FK-202610-0002", "1000.01"),
    ),
    crime(
        "3.8 付给同一家，不论账户",
        costs(CABBAGE, "670.01"),
        change("付款", "FK-202610-0003", 账户="伙食费专户"),
        finds=Found("3.8", FARMER_ON_TUESDAY, "1000.01"),
    ),
)
MONEY_TAKEN = (
    crime("3.9 伙食费开自制收据", change("收入", FEES, 票据种类="自制收据"), finds=Found("3.9", FEES, "40000.00")),
    crime(
        "3.9 伙食费不开票据", change("收入", FEES, 票据种类="无", 票据号码=None), finds=Found("3.9", FEES, "40000.00")
    ),
    crime("3.9 专用票据没有号码", change("收入", FEES, 票据号码=None), finds=Found("3.9", FEES, "40000.00")),
    crime("3.9 下脚料收入也要专用票据", change("收入", SCRAPS, 票据种类="无"), finds=Found("3.9", SCRAPS, "200.00")),
    crime(
        "3.9 接待结算也要专用票据", change("收入", SETTLED, 票据种类="自制收据"), finds=Found("3.9", SETTLED, "600.00")
    ),
    fine("3.9 伙食补助不开票据", change("收入", "SR-202610-0002", 票据种类="无")),
    fine("3.9 其他收入不开票据", change("收入", "SR-202610-0005", 票据种类="自制收据")),
    crime(
        "3.9 止号之后一号", change("收入", FEES, 票据号码="60010051"), finds=Found("3.9", FEES, "40000.00", "60010051")
    ),
    fine("3.9 恰是止号", change("收入", FEES, 票据号码="60010050")),
    crime("3.9 起号之前一号", change("收入", FEES, 票据号码="60010000"), finds=Found("3.9", FEES, "40000.00")),
    crime(
        "3.9 票据本次日才领用",
        change("票据本", "辽财食堂01", 领用日期="2026-10-09"),
        finds=Found("3.9", FEES, "40000.00"),
    ),
    fine("3.9 票据本当天领用", change("票据本", "辽财食堂01", 领用日期="2026-10-08")),
    crime(
        "3.9 号码已由较早的收入用过",
        change("收入", SCRAPS, 票据号码="60010002"),
        finds=Found("3.9", SCRAPS, "200.00", "60010002"),
    ),
    crime(
        "3.9 同一天，编号在后的算重复",
        change("收入", SCRAPS, 票据号码="60010002", 日期="2026-10-08"),
        finds=Found("3.9", SCRAPS, "200.00"),
    ),
    crime(
        "3.9 编号在后而日期在前，重复的是日期在后的",
        change("收入", SCRAPS, 票据号码="60010002", 日期="2026-10-07"),
        finds=Found("3.9", FEES, "40000.00"),
    ),
    crime(
        "3.9 号码上个月用过",
        change("收入", FEES, 票据号码="60010001"),
        finds=Found("3.9", FEES, "40000.00"),
    ),
    crime(
        "3.9 用掉号码的可以是不必开票的收入",
        change("收入", "SR-202610-0002", 票据种类="财政专用票据", 票据号码="60010003"),
        finds=Found("3.9", SCRAPS, "200.00"),
    ),
    fine("3.9 自制收据上的号码不算用过", change("收入", "SR-202610-0002", 票据种类="自制收据", 票据号码="60010003")),
)


@pytest.mark.parametrize("case", CASH + MONEY_TAKEN, ids=titles)
def test_cash_and_money_taken(case: Case, judge: Judge) -> None:
    judge(case)
