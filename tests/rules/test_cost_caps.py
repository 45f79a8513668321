"""Item 7: water and power as the meters say; equipment and repair within five per cent of the meal money."""

import pytest

from tests.rules.cases import Case, Found, Judge, change, crime, fine, remove, titles
from tests.world import FREEZER, REPAIR, SEPTEMBER

WATER, POWER = "SD-202610-水", "SD-202610-电"
FEES, SUBSIDY = "SR-202610-0001", "SR-202610-0002"


METERS = (
    crime(
        "7.1 账单多一分",
        change("水电费", POWER, 账单金额="1690.57", 付款金额="1690.57"),
        finds=Found("7.1", POWER, "1690.57", "1690.56"),
    ),
    crime("7.1 少付一分", change("水电费", POWER, 付款金额="1690.55"), finds=Found("7.1", POWER, "1690.56", "1690.55")),
    fine("7.1 还没有付", change("水电费", POWER, 付款日期=None, 付款金额=None)),
    fine("7.1 付款晚于检查日，多少不论", change("水电费", POWER, 付款日期="2026-11-11", 付款金额="1.00")),
    crime(
        "7.1 检查日当天付少了",
        change("水电费", POWER, 付款日期="2026-11-10", 付款金额="1.00"),
        finds=Found("7.1", POWER, "1690.56"),
    ),
    crime(
        "7.1 没有乘倍率",
        change("水电费", POWER, 账单金额="42.26", 付款金额="42.26"),
        finds=Found("7.1", POWER, "42.26"),
    ),
    fine("7.1 倍率空着就是一", change("水电费", WATER, 倍率="1")),
    crime(
        "7.1 没有加其他费用",
        change("水电费", WATER, 账单金额="435.00", 付款金额="435.00"),
        finds=Found("7.1", WATER, "435.00"),
    ),
    fine("7.1 其他费用可以是负的", change("水电费", WATER, 其他费用="-30.00", 账单金额="405.00", 付款金额="405.00")),
    fine("7.1 一度没用，只有其他费用", change("水电费", WATER, 期末读数="1200", 账单金额="30.00", 付款金额="30.00")),
    crime(
        "7.1 读数倒走，金额算得再对也不行",
        change("水电费", WATER, 期末读数="1199", 账单金额="25.65", 付款金额="25.65"),
        finds=Found("7.1", WATER, "25.65"),
    ),
    fine("7.1 半分进一", change("水电费", WATER, 期末读数="1200.1", 账单金额="30.44", 付款金额="30.44")),
    crime(
        "7.1 半分舍去",
        change("水电费", WATER, 期末读数="1200.1", 账单金额="30.43", 付款金额="30.43"),
        finds=Found("7.1", WATER, "30.43", "30.44"),
    ),
)
FIVE_PER_CENT = (
    fine("7.2 恰好百分之五", change("收入", FEES, 金额="20000.00")),
    crime("7.2 伙食费少收一分", change("收入", FEES, 金额="19999.99"), finds=Found("7.2", "2026-10", "3500.00", "5%")),
    crime(
        "7.2 补助少收一分",
        change("收入", FEES, 金额="20000.00"),
        change("收入", SUBSIDY, 金额="9999.99"),
        finds=Found("7.2", "2026-10", "3500.00"),
    ),
    crime(
        "7.2 下脚料和其他收入不算",
        change("收入", FEES, 类别="其他", 票据种类="无", 票据号码=None),
        change("收入", "SR-202610-0003", 金额="90000.00"),
        finds=Found("7.2", "2026-10", "3500.00"),
    ),
    crime(
        "7.2 有支出而没有收入",
        remove("收入", "SR-202609-0001"),
        remove("收入", FEES),
        remove("收入", SUBSIDY),
        finds=Found("7.2", "2026-10", "3500.00"),
    ),
    fine(
        "7.2 没有收入也没有支出",
        remove("收入", "SR-202609-0001"),
        month=SEPTEMBER,
    ),
    fine(
        "7.2 接待费里的设备不算",
        change("采购", FREEZER, 资金="接待费", 用途="接待", 接待编号="JD-202610-0001"),
        change("付款", "FK-202610-0005", 账户="接待费专户"),
        change("接待", "JD-202610-0001", 实际成本="3800.00", 结算金额="3800.00"),
        change("收入", FEES, 金额="1000.00"),
    ),
    crime(
        "7.2 维修也算在内",
        change("采购明细", FREEZER, 品目="灶具维修"),
        change("预算", "2026", "维修", 金额="4000.00"),
        change("收入", FEES, 金额="19999.99"),
        finds=Found("7.2", "2026-10", "3500.00"),
    ),
    fine("7.2 换成杂品就不算", change("采购明细", REPAIR, 品目="洗洁精"), change("收入", FEES, 金额="14000.00")),
    crime(
        "7.2 上限降到百分之三",
        numbers=(("equipment_repair_cap", "0.03", "2026-10-31"),),
        finds=Found("7.2", "2026-10", "3500.00", "3%"),
    ),
    fine("7.2 下月才降上限", numbers=(("equipment_repair_cap", "0.03", "2026-11-01"),)),
)


@pytest.mark.parametrize("case", METERS + FIVE_PER_CENT, ids=titles)
def test_cost_caps(case: Case, judge: Judge) -> None:
    judge(case)
