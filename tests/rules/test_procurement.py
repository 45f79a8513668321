"""Item 2: what the government's catalogue holds is bought centrally, the rest at the best of three quotes."""

import pytest

from tests.rules.cases import Case, Found, Judge, add, change, costs, crime, fine, remove, titles
from tests.world import BOXES, CABBAGE, FREEZER, SOAP

CENTRAL_CASE, QUOTES_CASE = "LX-202609-0001", "LX-202610-0001"
OWN, SECOND, THIRD = "洁雅日用百货商店", "好管家劳保用品店", "厨邦酒店设备公司"


def quote(supplier: str, day: str, amount: str, case: str = QUOTES_CASE) -> dict[str, object]:
    return {"立项编号": case, "供应商": supplier, "报价日期": day, "报价金额": amount}


CATALOGUE = (
    crime(
        "2.1 目录内物品走了询价",
        change("采购立项", CENTRAL_CASE, 方式="询价"),
        finds=Found("2.1", FREEZER, "3200.00", "3200.00"),
    ),
    crime(
        "2.1 目录内物品没有立项，也就没有审批",
        change("采购", FREEZER, 立项编号=None),
        finds=(Found("2.1", FREEZER, "3200.00"), Found("2.2", FREEZER, "3200.00")),
    ),
    crime(
        "2.1 只有一行在目录内，也是整张单的事",
        add("采购明细", 采购编号=CABBAGE, 行号="2", 品目="卧式冷柜", 数量="1", 单价="0.00"),
        finds=(Found("2.1", CABBAGE, "320.00"), Found("2.2", CABBAGE, "320.00")),
    ),
    fine("2.1 不在目录内的不必集中采购", change("品目", "卧式冷柜", 集采目录内=None)),
    crime("2.2 没有批文号", change("采购立项", CENTRAL_CASE, 审批文号=None), finds=Found("2.2", FREEZER, "3200.00")),
    crime("2.2 没有批准日期", change("采购立项", CENTRAL_CASE, 审批日期=None), finds=Found("2.2", FREEZER, "3200.00")),
    crime(
        "2.2 买完次日才批",
        change("采购立项", CENTRAL_CASE, 审批日期="2026-10-16"),
        finds=Found("2.2", FREEZER, "3200.00", "2026-10-15"),
    ),
    fine("2.2 采购当天批", change("采购立项", CENTRAL_CASE, 审批日期="2026-10-15")),
    fine("2.2 询价立项不必有批文", change("采购立项", QUOTES_CASE, 审批文号=None, 审批日期=None)),
)
THREE_QUOTES = (
    crime("2.3 只问了两家", remove("报价", QUOTES_CASE, THIRD), finds=Found("2.3", BOXES, "1200.00", "2")),
    crime(
        "2.3 同一家报两次，仍是两家",
        remove("报价", QUOTES_CASE, THIRD),
        add("报价", **quote(SECOND, "2026-10-13", "1250.00")),
        finds=Found("2.3", BOXES, "1200.00"),
    ),
    crime(
        "2.3 第三家次日才报价",
        change("报价", QUOTES_CASE, THIRD, 报价日期="2026-10-15"),
        finds=Found("2.3", BOXES, "1200.00"),
    ),
    fine("2.3 第三家采购当天报价", change("报价", QUOTES_CASE, THIRD, 报价日期="2026-10-14")),
    crime(
        "2.3 别的立项里的报价不算",
        change("报价", QUOTES_CASE, THIRD, 立项编号=CENTRAL_CASE),
        finds=Found("2.3", BOXES, "1200.00"),
    ),
    crime(
        "2.3 恰好一千元而没有立项",
        costs(BOXES, "1000.00"),
        change("采购", BOXES, 立项编号=None),
        finds=Found("2.3", BOXES, "1000.00", "0"),
    ),
    fine("2.3 九百九十九元九角九分", costs(BOXES, "999.99"), change("采购", BOXES, 立项编号=None)),
    fine(
        "2.3 只算设备和杂品的行",
        costs(BOXES, "999.99"),
        change("采购", BOXES, 立项编号=None),
        add("采购明细", 采购编号=BOXES, 行号="2", 品目="土豆", 数量="1", 单价="2.20"),
        change("票据", "PJ-202610-0004", 金额="1002.19"),
        change("付款明细", "FK-202610-0004", 金额="1002.19"),
    ),
    crime(
        "2.3 设备行和杂品行合计",
        costs(BOXES, "999.99"),
        change("采购", BOXES, 立项编号=None),
        add("采购明细", 采购编号=BOXES, 行号="2", 品目="不锈钢餐盘", 数量="1", 单价="0.01"),
        change("票据", "PJ-202610-0004", 金额="1000.00"),
        change("付款明细", "FK-202610-0004", 金额="1000.00"),
        finds=Found("2.3", BOXES, "1000.00"),
    ),
    fine(
        "2.3 已批准的集中采购不必询价",
        remove("报价", QUOTES_CASE),
        change("采购立项", QUOTES_CASE, 方式="集中采购", 审批文号="高管采〔2026〕99号", 审批日期="2026-10-14"),
    ),
    crime(
        "2.3 集中采购次日才批",
        remove("报价", QUOTES_CASE),
        change("采购立项", QUOTES_CASE, 方式="集中采购", 审批文号="高管采〔2026〕99号", 审批日期="2026-10-15"),
        finds=Found("2.3", BOXES, "1200.00"),
    ),
    crime(
        "2.3 集中采购没有批文号",
        remove("报价", QUOTES_CASE),
        change("采购立项", QUOTES_CASE, 方式="集中采购", 审批日期="2026-10-12"),
        finds=Found("2.3", BOXES, "1200.00"),
    ),
    fine("2.3 问两家就够的日子", remove("报价", QUOTES_CASE, THIRD), numbers=(("min_quotes", "2", "2026-10-14"),)),
    crime(
        "2.3 起点降到四百元",
        numbers=(("quote_floor", "400.00", "2026-10-21"), ("quote_floor", "1000.00", "2026-10-22")),
        finds=Found("2.3", SOAP, "400.00"),
    ),
)
BEST_QUOTE = (
    crime(
        "2.4 比自己的报价多一分",
        change("报价", QUOTES_CASE, OWN, 报价金额="1199.99"),
        finds=Found("2.4", BOXES, "1200.00", "1199.99"),
    ),
    crime(
        "2.4 别家低一分",
        change("报价", QUOTES_CASE, SECOND, 报价金额="1199.99"),
        finds=Found("2.4", BOXES, "1200.00", "1199.99"),
    ),
    fine("2.4 别家同价", change("报价", QUOTES_CASE, SECOND, 报价金额="1200.00")),
    crime(
        "2.4 卖家自己没有报价",
        change("报价", QUOTES_CASE, OWN, 供应商="冰峰制冷设备公司"),
        finds=Found("2.4", BOXES, "1200.00"),
    ),
    fine(
        "2.4 自己先报高、后报低，以低为准",
        change("报价", QUOTES_CASE, OWN, 报价金额="1300.00"),
        add("报价", **quote(OWN, "2026-10-14", "1200.00")),
    ),
    fine(
        "2.4 自己先报低、后报高，以低为准",
        add("报价", **quote(OWN, "2026-10-14", "1400.00")),
    ),
    crime(
        "2.4 别家采购当天报得更低",
        add("报价", **quote(SECOND, "2026-10-14", "900.00")),
        finds=Found("2.4", BOXES, "1200.00", "900.00"),
    ),
    fine("2.4 别家次日报得更低", add("报价", **quote(SECOND, "2026-10-15", "900.00"))),
    fine(
        "2.4 集中采购不比报价",
        change("采购立项", QUOTES_CASE, 方式="集中采购", 审批文号="高管采〔2026〕99号", 审批日期="2026-10-12"),
        change("报价", QUOTES_CASE, SECOND, 报价金额="900.00"),
    ),
    fine("2.4 立了询价而没有报价，归 2.3 管", costs(BOXES, "999.99"), remove("报价", QUOTES_CASE)),
    fine(
        "2.4 同一立项的两次采购，各比各的",
        change("采购", SOAP, 立项编号=QUOTES_CASE, 供应商=OWN),
        change("付款", "FK-202610-0008", 供应商=OWN),
    ),
)


@pytest.mark.parametrize("case", CATALOGUE + THREE_QUOTES + BEST_QUOTE, ids=titles)
def test_procurement(case: Case, judge: Judge) -> None:
    judge(case)
