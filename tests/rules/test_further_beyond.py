"""Beyond the notice: B.9 to B.13, and B.14 to B.17, which an installation has to switch on."""

import pytest

from tests.rules.cases import Case, Found, Judge, add, appoint, change, costs, crime, fine, remove, sign, titles
from tests.world import CABBAGE, DINNER, GLOVES, POTATOES, REPAIR, RICE, SOAP

SPLIT_ON_MONDAY = "好管家劳保用品店/2026-10-26"
VISIT, SETTLED, POWER = "JD-202610-0001", "SR-202610-0004", "SD-202610-电"
QUOTES_CASE = "LX-202610-0001"


def second_bill(**cells: object) -> dict[str, object]:
    return {
        "单号": "SD-202610-电乙",
        "项目": "电",
        "月份": "2026-10",
        "期初读数": "4580",
        "期末读数": "4580",
        "倍率": "40",
        "单价": "0.5283",
        "账单金额": "0.00",
    } | cells


POSTS = (
    crime("B.9 采购人昨日离任", change("任职", "1002", 任职结束="2026-10-25"), finds=Found("B.9", GLOVES, says="1 人")),
    fine("B.9 离任当天签", change("任职", "1002", 任职结束="2026-10-26")),
    crime("B.9 验收人是会计", change("签名", RICE, "验收人", "2002", 签名人="4002"), finds=Found("B.9", RICE)),
    crime("B.9 审批人没有这个人", change("签名", RICE, "审批人", 签名人="9999"), finds=Found("B.9", RICE)),
    crime(
        "B.9 采购岗的人签验收",
        appoint("1003", "杨光", "采购", "2026-06-01"),
        change("签名", RICE, "验收人", "2002", 签名人="1003"),
        finds=Found("B.9", RICE),
    ),
    fine("B.9 出售人不看岗位", change("签名", CABBAGE, "出售人", 签名人="4002")),
)
SPLIT = (
    fine("B.10 七天内两单，合计差一分", costs(GLOVES, "599.99")),
    crime(
        "B.10 七天内两单，合计恰一千",
        costs(GLOVES, "600.00"),
        finds=Found("B.10", SPLIT_ON_MONDAY, "1000.00", "1000.00"),
    ),
    crime(
        "B.10 隔六天",
        costs(GLOVES, "600.00"),
        change("采购", SOAP, 采购日期="2026-10-20"),
        finds=Found("B.10", SPLIT_ON_MONDAY, "1000.00"),
    ),
    fine("B.10 隔七天", costs(GLOVES, "600.00"), change("采购", SOAP, 采购日期="2026-10-19")),
    crime(
        "B.10 同一天两单",
        costs(GLOVES, "600.00"),
        change("采购", SOAP, 采购日期="2026-10-26"),
        finds=Found("B.10", SPLIT_ON_MONDAY, "1000.00"),
    ),
    fine(
        "B.10 两家",
        costs(GLOVES, "600.00"),
        change("采购", SOAP, 供应商="厨邦酒店设备公司"),
        change("付款", "FK-202610-0008", 供应商="厨邦酒店设备公司"),
    ),
    fine("B.10 有一单是食材", costs(GLOVES, "600.00"), change("采购明细", SOAP, 品目="土豆")),
    fine(
        "B.10 有一单在目录内，已集中采购",
        costs(GLOVES, "600.00"),
        change("品目", "洗洁精", 集采目录内="是"),
        change("采购", SOAP, 立项编号="LX-202609-0001"),
    ),
    fine(
        "B.10 有一单在立项里有报价",
        costs(GLOVES, "600.00"),
        add("采购立项", 立项编号="LX-202610-0002", 事项="劳保手套", 方式="询价"),
        add("报价", 立项编号="LX-202610-0002", 供应商="好管家劳保用品店", 报价日期="2026-10-26", 报价金额="600.00"),
        change("采购", GLOVES, 立项编号="LX-202610-0002"),
    ),
    crime(
        "B.10 报价晚了一天",
        costs(GLOVES, "600.00"),
        add("采购立项", 立项编号="LX-202610-0002", 事项="劳保手套", 方式="询价"),
        add("报价", 立项编号="LX-202610-0002", 供应商="好管家劳保用品店", 报价日期="2026-10-27", 报价金额="600.00"),
        change("采购", GLOVES, 立项编号="LX-202610-0002"),
        finds=Found("B.10", SPLIT_ON_MONDAY, "1000.00"),
    ),
    fine("B.10 有一单已批准集中采购", costs(GLOVES, "600.00"), change("采购", GLOVES, 立项编号="LX-202609-0001")),
    crime("B.10 有一单自己就到起点，归 2.3 管", costs(GLOVES, "1000.00"), finds=Found("2.3", GLOVES, "1000.00")),
)
PAYEES = (
    crime(
        "B.11 付给了另一家",
        change("付款", "FK-202610-0006", 供应商="冰峰制冷设备公司"),
        finds=Found("B.11", "FK-202610-0006", "300.00", "300.00"),
    ),
    crime(
        "B.11 一笔付两家，金额是另一家的那部分",
        change("付款明细", "FK-202610-0006", 付款编号="FK-202610-0005"),
        remove("付款", "FK-202610-0006"),
        finds=Found("B.11", "FK-202610-0005", "300.00"),
    ),
)
GUESTS = (
    crime(
        "B.12 接待的采购没有写接待编号",
        change("采购", DINNER, 接待编号=None),
        finds=(Found("B.12", DINNER), Found("B.12", VISIT, "600.00")),
    ),
    crime(
        "B.12 成本比采购多一分",
        change("接待", VISIT, 实际成本="600.01", 结算金额="600.01"),
        finds=Found("B.12", VISIT, "0.01"),
    ),
    crime(
        "B.12 成本比采购少一分",
        change("接待", VISIT, 实际成本="599.99", 结算金额="599.99"),
        finds=Found("B.12", VISIT, "-0.01"),
    ),
    fine(
        "B.12 用伙食费买的也算进成本",
        change("采购", CABBAGE, 接待编号=VISIT),
        change("接待", VISIT, 实际成本="920.00", 结算金额="920.00"),
    ),
)
READINGS = (
    crime(
        "B.13 期初读数接不上",
        change("水电费", POWER, 期初读数="4580.1", 期末读数="4660.1"),
        finds=Found("B.13", POWER, says="4580.1"),
    ),
    fine("B.13 另一块表各接各的", add("水电费", **second_bill(表号="二号", 期初读数="0", 期末读数="0"))),
    crime("B.13 同月同表第二张", add("水电费", **second_bill()), finds=Found("B.13", "SD-202610-电乙")),
    fine("B.13 中间缺一个月，接最近的一张", change("水电费", "SD-202609-电", 月份="2026-08")),
    fine("B.13 第一张没有可接的", change("水电费", "SD-202610-水", 期初读数="1000", 期末读数="1100")),
)
OWN_CHOICE = (
    crime(
        "B.15 接待结算存进伙食费专户",
        change("收入", SETTLED, 账户="伙食费专户"),
        on=("B.15",),
        finds=Found("B.15", SETTLED),
    ),
    crime(
        "B.15 补助存进接待费专户",
        change("收入", "SR-202610-0002", 账户="接待费专户"),
        on=("B.15",),
        finds=Found("B.15", "SR-202610-0002"),
    ),
    crime(
        "B.15 下脚料存进接待费专户",
        change("收入", "SR-202610-0003", 账户="接待费专户"),
        on=("B.15",),
        finds=Found("B.15", "SR-202610-0003"),
    ),
    fine("B.15 其他收入不论", change("收入", "SR-202610-0005", 账户="接待费专户"), on=("B.15",)),
    fine("B.15 没有启用就不查", change("收入", SETTLED, 账户="伙食费专户")),
    crime(
        "B.16 修灶用自制单",
        change("票据", "PJ-202610-0006", 种类="自制购货报销单"),
        sign(REPAIR, "出售人", "诚信店主", "2026-10-16 09:00"),
        on=("B.16",),
        finds=Found("B.16", REPAIR),
    ),
    fine(
        "B.16 另有发票就可以",
        add("票据", 票据编号="PJ-202610-0010", 种类="自制购货报销单", 开票日期="2026-10-16"),
        add("票据采购", 票据编号="PJ-202610-0010", 采购编号=REPAIR),
        sign(REPAIR, "出售人", "诚信店主", "2026-10-16 09:00"),
        on=("B.16",),
    ),
    fine("B.16 买菜用自制单可以", change("采购明细", CABBAGE, "1", 品目="猪后腿肉"), on=("B.16",)),
    crime(
        "B.17 摊贩次日才付",
        change("付款", "FK-202610-0002", 付款日期="2026-10-14"),
        on=("B.17",),
        finds=Found("B.17", CABBAGE),
    ),
    crime(
        "B.17 当天少付一分",
        change("付款明细", "FK-202610-0002", 金额="319.99"),
        on=("B.17",),
        finds=Found("B.17", CABBAGE),
    ),
    crime(
        "B.17 没有付",
        remove("付款明细", "FK-202610-0003"),
        remove("付款", "FK-202610-0003"),
        on=("B.17",),
        finds=Found("B.17", POTATOES),
    ),
    fine("B.17 固定场所可以后付", change("付款", "FK-202610-0004", 付款日期="2026-11-10"), on=("B.17",)),
)


@pytest.mark.parametrize("case", POSTS + SPLIT + PAYEES, ids=titles)
def test_posts_splits_and_payees(case: Case, judge: Judge) -> None:
    judge(case)


@pytest.mark.parametrize("case", GUESTS + READINGS + OWN_CHOICE, ids=titles)
def test_guests_readings_and_own_choice(case: Case, judge: Judge) -> None:
    judge(case)
