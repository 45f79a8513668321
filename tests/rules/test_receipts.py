"""Item 3: a receipt for every purchase, names under it, no cash above the limit, numbered receipts for money taken."""

import pytest

from tests.rules.cases import Case, Found, Judge, add, change, crime, fine, remove, sign, titles
from tests.world import CABBAGE, DINNER, FREEZER, GLOVES, MORE_RICE, POTATOES, REPAIR, RICE, SEPTEMBER

REPAIR_RECEIPT, RICE_RECEIPT, DINNER_RECEIPT = "PJ-202610-0006", "PJ-202610-0001", "PJ-202610-0007"
BOXES_PAYMENT, FEES, SCRAPS, SETTLED = "FK-202610-0004", "SR-202610-0001", "SR-202610-0003", "SR-202610-0004"
FARMER_ON_TUESDAY = "王桂兰（农户）/2026-10-13"


def receipt(number: str, kind: str, **cells: object) -> dict[str, object]:
    return {"票据编号": number, "种类": kind, "购买方": "高新区机关食堂"} | cells


STAPLES = (
    crime(
        "3.1 固定场所的大宗食材只有自制单",
        change("票据", DINNER_RECEIPT, 种类="自制购货报销单"),
        sign(DINNER, "出售人", "鑫源店主", "2026-10-20 06:20"),
        finds=Found("3.1", DINNER, "600.00"),
    ),
    crime(
        "3.1 固定场所的大宗食材只有白条",
        change("票据", DINNER_RECEIPT, 种类="白条"),
        finds=(Found("3.1", DINNER, "600.00"), Found("3.10", DINNER, "600.00")),
    ),
    fine(
        "3.1 有发票，另附白条也可",
        add("票据", **receipt("PJ-202610-0010", "白条", 开票日期="2026-10-20")),
        add("票据采购", 票据编号="PJ-202610-0010", 采购编号=DINNER),
    ),
    fine("3.1 摊贩处买大宗食材，自制单可以", change("采购明细", CABBAGE, "1", 品目="东北大米")),
    fine(
        "3.1 固定场所的零星食材，自制单可以",
        change("采购明细", DINNER, "1", 品目="土豆"),
        change("票据", DINNER_RECEIPT, 种类="自制购货报销单"),
        sign(DINNER, "出售人", "鑫源店主", "2026-10-20 06:20"),
    ),
    crime(
        "3.1 一张票据也没有，归 3.10 管",
        remove("票据采购", DINNER_RECEIPT),
        finds=Found("3.10", DINNER, "600.00"),
    ),
    crime(
        "3.1 发票晚于检查日，眼下只有自制单",
        add("票据", **receipt("PJ-202610-0010", "自制购货报销单", 开票日期="2026-10-20")),
        add("票据采购", 票据编号="PJ-202610-0010", 采购编号=DINNER),
        sign(DINNER, "出售人", "鑫源店主", "2026-10-20 06:20"),
        change("票据", DINNER_RECEIPT, 开票日期="2026-11-11"),
        finds=Found("3.1", DINNER, "600.00"),
    ),
)
COMPLETE_INVOICES = (
    crime("3.2 没有号码", change("票据", REPAIR_RECEIPT, 发票号码=None), finds=Found("3.2", REPAIR_RECEIPT, "300.00")),
    crime(
        "3.2 没有开票日期", change("票据", REPAIR_RECEIPT, 开票日期=None), finds=Found("3.2", REPAIR_RECEIPT, "300.00")
    ),
    crime("3.2 没有购买方", change("票据", REPAIR_RECEIPT, 购买方=None), finds=Found("3.2", REPAIR_RECEIPT, "300.00")),
    crime("3.2 没有销售方", change("票据", REPAIR_RECEIPT, 销售方=None), finds=Found("3.2", REPAIR_RECEIPT, "300.00")),
    crime("3.2 没有金额", change("票据", REPAIR_RECEIPT, 金额=None), finds=Found("3.2", REPAIR_RECEIPT)),
    crime(
        "3.2 金额为零",
        change("票据", REPAIR_RECEIPT, 金额="0.00"),
        finds=(Found("3.2", REPAIR_RECEIPT, "0.00"), Found("B.1", REPAIR_RECEIPT, "-300.00")),
    ),
    fine("3.2 全电发票没有代码", change("票据", REPAIR_RECEIPT, 发票代码=None)),
    fine(
        "3.2 红字发票是完整的",
        add(
            "票据",
            **receipt(
                "PJ-202610-0010",
                "发票",
                发票号码="26212000000011290990",
                开票日期="2026-10-18",
                销售方="诚信家电维修部",
                金额="-300.00",
            ),
        ),
        add("票据采购", 票据编号="PJ-202610-0010", 采购编号=REPAIR),
    ),
    fine("3.2 自制单没有号码", change("票据", "PJ-202610-0002", 购买方=None, 销售方=None, 金额=None)),
)
OWN_SLIPS = (
    crime("3.3 没有出售人签名", remove("签名", CABBAGE, "出售人"), finds=Found("3.3", CABBAGE, "320.00", "出售人")),
    crime(
        "3.3 没有采购人签名",
        remove("签名", CABBAGE, "采购人"),
        finds=(Found("1.1", CABBAGE), Found("3.3", CABBAGE, "320.00"), Found("3.4", CABBAGE, "320.00")),
    ),
    crime(
        "3.3 没有验收人签名",
        remove("签名", CABBAGE, "验收人"),
        finds=(Found("1.2", CABBAGE), Found("3.3", CABBAGE, "320.00"), Found("3.4", CABBAGE, "320.00")),
    ),
    fine("3.3 发票不要出售人签名", sign(REPAIR, "出售人", "诚信店主", "2026-10-16 09:00")),
    crime(
        "3.3 出售人签名晚于检查日",
        change("签名", CABBAGE, "出售人", 签名时间="2026-11-11 08:00"),
        finds=Found("3.3", CABBAGE, "320.00"),
    ),
)
THREE_SIGNATURES = (
    crime("3.4 没有审批人签名", remove("签名", REPAIR, "审批人"), finds=Found("3.4", REPAIR, "300.00", "审批人")),
    crime("3.4 自制单也要审批人", remove("签名", CABBAGE, "审批人"), finds=Found("3.4", CABBAGE, "320.00")),
    crime(
        "3.4 审批人签名晚于检查日",
        change("签名", REPAIR, "审批人", 签名时间="2026-11-11 08:00"),
        finds=Found("3.4", REPAIR, "300.00"),
    ),
    fine("3.4 审批人在检查日当天签", change("签名", REPAIR, "审批人", 签名时间="2026-11-10 23:59")),
    crime(
        "3.4 还没有票据的，不论签名",
        remove("签名", REPAIR, "审批人"),
        remove("票据采购", REPAIR_RECEIPT),
        finds=Found("3.10", REPAIR, "300.00"),
    ),
)
OWN_HAND = (
    crime(
        "3.5 代签",
        change("签名", RICE, "验收人", "2001", 实际签署人="2002"),
        finds=Found("3.5", RICE, says="1 个签名"),
    ),
    fine("3.5 实际签署人就是本人", change("签名", RICE, "验收人", "2001", 实际签署人="2001")),
    crime("3.5 替出售人签", change("签名", CABBAGE, "出售人", 实际签署人="1001"), finds=Found("3.5", CABBAGE)),
    crime(
        "3.5 出售人栏有实际签署人，同名也算",
        change("签名", CABBAGE, "出售人", 实际签署人="王桂兰"),
        finds=Found("3.5", CABBAGE),
    ),
    crime(
        "3.5 一张单上两处代签，是一件事",
        change("签名", RICE, "验收人", "2001", 实际签署人="2002"),
        change("签名", RICE, "采购人", "1001", 实际签署人="1002"),
        finds=Found("3.5", RICE),
    ),
    crime(
        "3.5 十月替九月的单代签，算十月",
        change("签名", "CG-202609-0002", "审批人", 签名时间="2026-10-01 09:00", 实际签署人="4002"),
        finds=Found("3.5", "CG-202609-0002"),
    ),
    fine(
        "3.5 十月替九月的单代签，不算九月",
        change("签名", "CG-202609-0002", "审批人", 签名时间="2026-10-01 09:00", 实际签署人="4002"),
        month=SEPTEMBER,
    ),
    fine(
        "3.5 十一月才代签，不算十月", change("签名", GLOVES, "审批人", 签名时间="2026-11-01 00:00", 实际签署人="4002")
    ),
)
LISTS = (
    crime(
        "3.6 两天的货合开一张，没有清单",
        change("票据", RICE_RECEIPT, 附清单="否"),
        finds=Found("3.6", RICE_RECEIPT, "1680.00"),
    ),
    crime(
        "3.6 附清单一栏空着，就是没有",
        change("票据", RICE_RECEIPT, 附清单=None),
        finds=Found("3.6", RICE_RECEIPT, "1680.00"),
    ),
    fine(
        "3.6 同一天的两次采购不必附清单",
        change("票据", RICE_RECEIPT, 附清单="否"),
        change("采购", MORE_RICE, 采购日期="2026-10-09"),
    ),
    fine(
        "3.6 只管发票",
        change("票据", "PJ-202610-0003", 附清单="否"),
        remove("票据采购", "PJ-202610-0002"),
        add("票据采购", 票据编号="PJ-202610-0003", 采购编号=CABBAGE),
        change("采购", POTATOES, 采购日期="2026-10-12"),
    ),
)
BY_MONTH_END = (
    crime("3.10 没有票据", remove("票据采购", REPAIR_RECEIPT), finds=Found("3.10", REPAIR, "300.00")),
    crime("3.10 只有白条", change("票据", REPAIR_RECEIPT, 种类="白条"), finds=Found("3.10", REPAIR, "300.00")),
    fine(
        "3.10 自制单也是票据",
        change("票据", REPAIR_RECEIPT, 种类="自制购货报销单"),
        sign(REPAIR, "出售人", "诚信店主", "2026-10-16 09:00"),
    ),
    crime(
        "3.10 票据晚于检查日一天",
        change("票据", REPAIR_RECEIPT, 开票日期="2026-11-11"),
        finds=Found("3.10", REPAIR, "300.00"),
    ),
    fine("3.10 票据恰在检查日", change("票据", REPAIR_RECEIPT, 开票日期="2026-11-10")),
    crime("3.10 冷柜也要票据", remove("票据采购", "PJ-202610-0005"), finds=Found("3.10", FREEZER, "3200.00")),
)


@pytest.mark.parametrize("case", STAPLES + COMPLETE_INVOICES + OWN_SLIPS, ids=titles)
def test_paper(case: Case, judge: Judge) -> None:
    judge(case)


@pytest.mark.parametrize("case", THREE_SIGNATURES + OWN_HAND + LISTS + BY_MONTH_END, ids=titles)
def test_names_and_lists(case: Case, judge: Judge) -> None:
    judge(case)
