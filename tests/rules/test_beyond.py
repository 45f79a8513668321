"""Beyond the notice, on by default: what inspectors look for by hand (B.1 to B.8)."""

import pytest

from tests.rules.cases import Case, Found, Judge, add, appoint, change, costs, crime, fine, remove, sign, titles
from tests.world import DINNER, REPAIR, RICE

REPAIR_RECEIPT, RICE_RECEIPT = "PJ-202610-0006", "PJ-202610-0001"
VISIT, SELLER = "JD-202610-0001", "好管家劳保用品店"
FIRST_OF_SEPTEMBER = "CG-202609-0001"


def invoice(number: str, **cells: object) -> dict[str, object]:
    return {
        "票据编号": "PJ-202610-0010",
        "种类": "发票",
        "发票号码": number,
        "开票日期": "2026-10-28",
        "购买方": "高新区机关食堂",
        "销售方": SELLER,
        "金额": "10.00",
    } | cells


MATCHED = (
    crime(
        "B.1 发票多一分",
        change("票据", REPAIR_RECEIPT, 金额="300.01"),
        finds=Found("B.1", REPAIR_RECEIPT, "0.01", "300.01"),
    ),
    crime("B.1 发票少一分", change("票据", REPAIR_RECEIPT, 金额="299.99"), finds=Found("B.1", REPAIR_RECEIPT, "-0.01")),
    crime(
        "B.1 一张管两单，比的是合计",
        change("票据", RICE_RECEIPT, 金额="1120.00"),
        finds=Found("B.1", RICE_RECEIPT, "-560.00"),
    ),
    fine("B.1 不管哪一单的发票不比", add("票据", **invoice("26212000000011290700"))),
    fine(
        "B.1 一单另有别的票据，不比",
        change("票据", REPAIR_RECEIPT, 金额="200.00"),
        add("票据", **invoice("26212000000011290700", 销售方="诚信家电维修部")),
        add("票据采购", 票据编号="PJ-202610-0010", 采购编号=REPAIR),
    ),
    crime(
        "B.1 另一张票据晚于检查日，还是要比",
        change("票据", REPAIR_RECEIPT, 金额="200.00"),
        add("票据", **invoice("26212000000011290700", 开票日期="2026-11-11")),
        add("票据采购", 票据编号="PJ-202610-0010", 采购编号=REPAIR),
        finds=Found("B.1", REPAIR_RECEIPT, "-100.00"),
    ),
    fine("B.1 自制单不比", change("票据", "PJ-202610-0002", 金额="999.00")),
)
DEAR = (
    fine("B.2 恰好高三成", costs(RICE, "7.28", "200")),
    crime("B.2 再高一分", costs(RICE, "7.29", "200"), finds=Found("B.2", f"{RICE}#1", "1458.00", "7.29")),
    fine(
        "B.2 前面只有四行",
        costs(RICE, "7.29", "200"),
        remove("采购明细", "CG-202609-0002", "2"),
        change("票据", "PJ-202609-0001", 金额="915.00"),
    ),
    crime(
        "B.2 恰好九十天前的也算",
        costs(RICE, "7.29", "200"),
        change("采购", FIRST_OF_SEPTEMBER, 采购日期="2026-07-11"),
        finds=Found("B.2", f"{RICE}#1", "1458.00"),
    ),
    fine("B.2 九十一天前的不算", costs(RICE, "7.29", "200"), change("采购", FIRST_OF_SEPTEMBER, 采购日期="2026-07-10")),
    fine("B.2 没有验收的不算", costs(RICE, "7.29", "200"), change("采购", FIRST_OF_SEPTEMBER, 验收日期=None)),
    fine("B.2 同一天的不算", costs(RICE, "7.29", "200"), change("采购", FIRST_OF_SEPTEMBER, 采购日期="2026-10-09")),
    fine(
        "B.2 双数行取中间两行的平均",
        costs(RICE, "7.41", "200"),
        add("采购明细", 采购编号="CG-202609-0002", 行号="3", 品目="东北大米", 数量="1", 单价="5.80"),
    ),
    crime(
        "B.2 平均之上再高一分",
        costs(RICE, "7.42", "200"),
        add("采购明细", 采购编号="CG-202609-0002", 行号="3", 品目="东北大米", 数量="1", 单价="5.80"),
        finds=Found("B.2", f"{RICE}#1", "1484.00", "6 次"),
    ),
    fine(
        "B.2 只看食材",
        change("品目", "东北大米", 类别="杂品"),
        change("预算", "2026", "杂品", 金额="9000.00"),
        costs(RICE, "7.29", "200"),
        numbers=(("quote_floor", "9000.00", "2026-01-01"),),
    ),
    crime(
        "B.2 零星食材也看",
        change("品目", "东北大米", 类别="零星食材"),
        costs(RICE, "7.29", "200"),
        finds=Found("B.2", f"{RICE}#1", "1458.00"),
    ),
)
LICENCES = (
    crime(
        "B.3 许可证昨日到期",
        change("供应商", "鑫源肉食经营部", 许可证有效期至="2026-10-19"),
        finds=Found("B.3", DINNER, "600.00", "2026-10-19"),
    ),
    fine("B.3 许可证当天到期", change("供应商", "鑫源肉食经营部", 许可证有效期至="2026-10-20")),
    fine("B.3 没有记有效期", change("供应商", "鑫源肉食经营部", 许可证有效期至=None)),
    fine("B.3 不卖食材的不看", change("供应商", "诚信家电维修部", 许可证有效期至="2020-01-01")),
)
IN_A_ROW = (
    crime("B.4 三张连号", add("票据", **invoice("26212000000011290533")), finds=Found("B.4", f"{SELLER}/2026-10")),
    crime("B.4 连在前面", add("票据", **invoice("26212000000011290530")), finds=Found("B.4", f"{SELLER}/2026-10")),
    fine("B.4 隔一号", add("票据", **invoice("26212000000011290534"))),
    fine("B.4 代码不同", add("票据", **invoice("26212000000011290533", 发票代码="021002200104"))),
    fine("B.4 次月开的", add("票据", **invoice("26212000000011290533", 开票日期="2026-11-01"))),
    fine("B.4 别家开的", add("票据", **invoice("26212000000011290533", 销售方="洁雅日用百货商店"))),
    fine("B.4 自制单不是发票", add("票据", **invoice("26212000000011290533", 种类="自制购货报销单"))),
)
COMPANY = (
    fine("B.5 十位来宾，三人陪", change("接待", VISIT, 来宾人数="10", 陪餐人数="3")),
    crime(
        "B.5 十位来宾，四人陪", change("接待", VISIT, 来宾人数="10", 陪餐人数="4"), finds=Found("B.5", VISIT, says="4")
    ),
    crime("B.5 十一位来宾，四人陪", change("接待", VISIT, 来宾人数="11", 陪餐人数="4"), finds=Found("B.5", VISIT)),
    fine("B.5 十一位来宾，三人陪", change("接待", VISIT, 来宾人数="11", 陪餐人数="3")),
    fine("B.5 十二位来宾，四人陪", change("接待", VISIT, 来宾人数="12", 陪餐人数="4")),
)
APART = (
    crime(
        "B.6 出纳兼会计", appoint("4001", "何晓丽", "会计", "2026-10-31"), finds=Found("B.6", "4001", says="出纳和会计")
    ),
    fine("B.6 月末前一天已不兼", appoint("4001", "何晓丽", "会计", "2026-01-01", "2026-10-30")),
    fine("B.6 出纳兼部门经办", appoint("4001", "何晓丽", "部门经办", "2026-01-01")),
)
AFTERWARDS = (
    crime(
        "B.7 审批在先，验收在后", change("签名", RICE, "审批人", 签名时间="2026-10-09 08:04"), finds=Found("B.7", RICE)
    ),
    fine("B.7 同一时刻", change("签名", RICE, "审批人", 签名时间="2026-10-09 08:05")),
    crime("B.7 只写日期就是零时", change("签名", RICE, "审批人", 签名时间="2026-10-09"), finds=Found("B.7", RICE)),
    crime(
        "B.7 两位审批人，一位早了",
        sign(RICE, "审批人", "3001", "2026-10-09 08:00"),
        finds=Found("B.7", RICE),
    ),
)
LETTERS = (
    crime("B.8 行政接待没有公函", change("接待", VISIT, 公函文号=None), finds=Found("B.8", VISIT)),
    fine("B.8 会议接待不要公函", change("接待", VISIT, 接待类别="会议接待", 公函文号=None)),
)


@pytest.mark.parametrize("case", MATCHED + DEAR + LICENCES + IN_A_ROW, ids=titles)
def test_papers_and_prices(case: Case, judge: Judge) -> None:
    judge(case)


@pytest.mark.parametrize("case", COMPANY + APART + AFTERWARDS + LETTERS, ids=titles)
def test_people(case: Case, judge: Judge) -> None:
    judge(case)
