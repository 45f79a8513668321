"""Item 9: durable equipment is handed over with its invoice and registered as an asset."""

import pytest

from tests.rules.cases import Case, Found, Judge, add, change, costs, crime, fine, remove, titles
from tests.world import FREEZER, GLOVES

LINE = f"{FREEZER}#1"

CASES = (
    crime("9.1 没有移交", remove("固定资产移交", FREEZER), finds=Found("9.1", LINE, "3200.00", "3200.00")),
    crime("9.1 移交的是别的行", change("固定资产移交", FREEZER, 行号="2"), finds=Found("9.1", LINE, "3200.00")),
    crime(
        "9.1 没有交发票复印件",
        change("固定资产移交", FREEZER, 发票复印件移交日期=None),
        finds=Found("9.1", LINE, "3200.00"),
    ),
    crime("9.1 没有资产编号", change("固定资产移交", FREEZER, 资产编号=None), finds=Found("9.1", LINE, "3200.00")),
    crime("9.1 没有登记", change("固定资产移交", FREEZER, 登记日期=None), finds=Found("9.1", LINE, "3200.00")),
    crime(
        "9.1 登记晚于检查日",
        change("固定资产移交", FREEZER, 登记日期="2026-11-11"),
        finds=Found("9.1", LINE, "3200.00"),
    ),
    fine("9.1 检查日当天登记", change("固定资产移交", FREEZER, 登记日期="2026-11-10")),
    crime(
        "9.1 复印件晚于检查日",
        change("固定资产移交", FREEZER, 发票复印件移交日期="2026-11-11"),
        finds=Found("9.1", LINE, "3200.00"),
    ),
    crime(
        "9.1 单价恰一千",
        costs(FREEZER, "1000.00", "2"),
        remove("固定资产移交", FREEZER),
        finds=Found("9.1", LINE, "2000.00"),
    ),
    fine("9.1 单价差一分一千，两台也不算", costs(FREEZER, "999.99", "2"), remove("固定资产移交", FREEZER)),
    fine("9.1 不耐用的不算", change("品目", "卧式冷柜", 耐用="否"), remove("固定资产移交", FREEZER)),
    fine(
        "9.1 耐用而不是设备购置",
        change("品目", "劳保手套", 耐用="是"),
        costs(GLOVES, "599.99"),
        numbers=(("asset_floor", "500.00", "2026-10-26"),),
    ),
    fine(
        "9.1 一台也没有收下",
        remove("固定资产移交", FREEZER),
        change("采购明细", FREEZER, 实收数量="0"),
        change("付款明细", "FK-202610-0005", 金额="0.00"),
        add(
            "票据",
            票据编号="PJ-202610-0010",
            种类="发票",
            发票号码="26212000000011290999",
            开票日期="2026-10-20",
            购买方="高新区机关食堂",
            销售方="冰峰制冷设备公司",
            金额="-3200.00",
        ),
        add("票据采购", 票据编号="PJ-202610-0010", 采购编号=FREEZER),
    ),
    crime(
        "9.1 实收没有记，按订购算",
        remove("固定资产移交", FREEZER),
        change("采购明细", FREEZER, 实收数量=None),
        finds=Found("9.1", LINE, "3200.00"),
    ),
    crime(
        "9.1 用接待费买的也要登记",
        remove("固定资产移交", FREEZER),
        change("采购", FREEZER, 资金="接待费", 用途="接待", 接待编号="JD-202610-0001"),
        change("付款", "FK-202610-0005", 账户="接待费专户"),
        change("接待", "JD-202610-0001", 实际成本="3800.00", 结算金额="3800.00"),
        finds=Found("9.1", LINE, "3200.00"),
    ),
    fine(
        "9.1 起点提到三千二百元一分",
        remove("固定资产移交", FREEZER),
        numbers=(("asset_floor", "3200.01", "2026-10-15"),),
    ),
    crime(
        "9.1 次日才提起点",
        remove("固定资产移交", FREEZER),
        numbers=(("asset_floor", "3200.01", "2026-10-16"),),
        finds=Found("9.1", LINE, "3200.00"),
    ),
)


@pytest.mark.parametrize("case", CASES, ids=titles)
def test_fixed_assets(case: Case, judge: Judge) -> None:
    judge(case)
