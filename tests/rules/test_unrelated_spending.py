"""Item 6: nothing foreign, nothing twice, nothing made up; and somebody looks every month."""

import pytest

from tests.rules.cases import Case, Found, Judge, add, appoint, change, crime, fine, remove, titles
from tests.world import DINNER, GLOVES, REPAIR

REPAIR_PAYMENT = "FK-202610-0006"
SOAP_INVOICE, GLOVES_INVOICE = "PJ-202610-0008", "PJ-202610-0009"
SOAP_NUMBER = "26212000000011290531"

FOREIGN = (
    crime("6.1 接待买了烟", change("采购明细", DINNER, "2", 品目="香烟"), finds=Found("6.1", DINNER, "80.00", "80.00")),
    crime(
        "6.1 伙食费买了烟，也没有这样的预算",
        change("采购明细", GLOVES, 品目="香烟"),
        finds=(Found("6.1", GLOVES, "450.00"), Found("8.1", "2026/无关费用", "450.00")),
    ),
    crime(
        "6.1 两行都是，金额合计",
        change("采购明细", DINNER, 品目="香烟"),
        finds=Found("6.1", DINNER, "600.00"),
    ),
)
OVERPAID = (
    crime(
        "6.2 多付一分",
        change("付款明细", REPAIR_PAYMENT, 金额="300.01"),
        finds=Found("6.2", REPAIR, "0.01", "应付 300.00 元，已付 300.01 元"),
    ),
    fine("6.2 只付了一部分", change("付款明细", REPAIR_PAYMENT, 金额="299.99")),
    crime(
        "6.2 分两次付，合起来多了",
        add(
            "付款",
            付款编号="FK-202610-0010",
            付款日期="2026-11-10",
            方式="银行转账",
            账户="伙食费专户",
            供应商="诚信家电维修部",
        ),
        add("付款明细", 付款编号="FK-202610-0010", 采购编号=REPAIR, 金额="20.00"),
        finds=Found("6.2", REPAIR, "20.00"),
    ),
    fine(
        "6.2 第二次在检查日之后",
        add(
            "付款",
            付款编号="FK-202610-0010",
            付款日期="2026-11-11",
            方式="银行转账",
            账户="伙食费专户",
            供应商="诚信家电维修部",
        ),
        add("付款明细", 付款编号="FK-202610-0010", 采购编号=REPAIR, 金额="20.00"),
    ),
    fine(
        "6.2 多付的已退回",
        change("付款明细", REPAIR_PAYMENT, 金额="320.00"),
        add(
            "付款",
            付款编号="FK-202610-0010",
            付款日期="2026-10-22",
            方式="银行转账",
            账户="伙食费专户",
            供应商="诚信家电维修部",
        ),
        add("付款明细", 付款编号="FK-202610-0010", 采购编号=REPAIR, 金额="-20.00"),
    ),
    crime(
        "6.2 按订购付款，实收少了",
        change("采购明细", GLOVES, 实收数量="49.5"),
        change("票据", GLOVES_INVOICE, 金额="445.50"),
        finds=Found("6.2", GLOVES, "4.50"),
    ),
    fine(
        "6.2 实收没有记，按订购算",
        change("采购明细", GLOVES, 实收数量=None),
    ),
)
TWICE = (
    crime(
        "6.3 同一张发票登记两次",
        change("票据", GLOVES_INVOICE, 发票号码=SOAP_NUMBER),
        finds=Found("6.3", GLOVES_INVOICE, "450.00", SOAP_NUMBER),
    ),
    crime(
        "6.3 开票日在后的是重复的",
        change("票据", GLOVES_INVOICE, 发票号码=SOAP_NUMBER, 开票日期="2026-10-21"),
        finds=Found("6.3", SOAP_INVOICE, "400.00"),
    ),
    crime(
        "6.3 同日开的，编号在后的是重复的",
        change("票据", GLOVES_INVOICE, 发票号码=SOAP_NUMBER, 开票日期="2026-10-22"),
        finds=Found("6.3", GLOVES_INVOICE, "450.00"),
    ),
    crime(
        "6.3 没有开票日的排在最后",
        change("票据", GLOVES_INVOICE, 发票号码=SOAP_NUMBER),
        change("票据", SOAP_INVOICE, 开票日期=None),
        finds=(Found("3.2", SOAP_INVOICE, "400.00"), Found("6.3", SOAP_INVOICE, "400.00")),
    ),
    fine(
        "6.3 号码相同，代码不同",
        change("票据", SOAP_INVOICE, 发票号码="11290531", 发票代码="021002200104"),
        change("票据", GLOVES_INVOICE, 发票号码="11290531", 发票代码="021002200105"),
    ),
    fine(
        "6.3 一张有代码，一张没有",
        change("票据", SOAP_INVOICE, 发票号码="11290531", 发票代码="021002200104"),
        change("票据", GLOVES_INVOICE, 发票号码="11290531"),
    ),
    crime(
        "6.3 代码号码都相同",
        change("票据", SOAP_INVOICE, 发票号码="11290531", 发票代码="021002200104"),
        change("票据", GLOVES_INVOICE, 发票号码="11290531", 发票代码="021002200104"),
        finds=Found("6.3", GLOVES_INVOICE, "450.00"),
    ),
    fine(
        "6.3 前面多一个零，是另一个号码",
        change("票据", SOAP_INVOICE, 发票号码="11290531"),
        change("票据", GLOVES_INVOICE, 发票号码="011290531"),
    ),
    crime(
        "6.3 没有号码的不比",
        change("票据", SOAP_INVOICE, 发票号码=None),
        change("票据", GLOVES_INVOICE, 发票号码=None),
        finds=(Found("3.2", SOAP_INVOICE, "400.00"), Found("3.2", GLOVES_INVOICE, "450.00")),
    ),
    fine("6.3 自制单上的号码不比", change("票据", "PJ-202610-0002", 发票号码=SOAP_NUMBER)),
    crime(
        "6.3 上个月已登记过",
        change("票据", GLOVES_INVOICE, 发票号码="26212000000011290107"),
        finds=Found("6.3", GLOVES_INVOICE, "450.00"),
    ),
)
SUPERVISION = (
    crime("6.4 没有监管检查", remove("监管检查", "2026-10-21"), finds=Found("6.4", "2026-10")),
    crime("6.4 会计去查的不算", change("监管检查", "2026-10-21", 监管人="4002"), finds=Found("6.4", "2026-10")),
    crime("6.4 没有这个人", change("监管检查", "2026-10-21", 监管人="9999"), finds=Found("6.4", "2026-10")),
    fine("6.4 离任当天查", change("任职", "5001", 任职结束="2026-10-21")),
    crime("6.4 离任次日才查", change("任职", "5001", 任职结束="2026-10-20"), finds=Found("6.4", "2026-10")),
    fine("6.4 月末当天查", change("监管检查", "2026-10-21", 日期="2026-10-31")),
    crime("6.4 次月一日才查", change("监管检查", "2026-10-21", 日期="2026-11-01"), finds=Found("6.4", "2026-10")),
    fine(
        "6.4 当天上任当天查",
        change("任职", "5001", 任职结束="2026-09-30"),
        appoint("5001", "韩志强", "监管", "2026-10-21"),
    ),
    fine(
        "6.4 两月一次，九月查过", remove("监管检查", "2026-10-21"), numbers=(("inspection_months", "2", "2026-10-01"),)
    ),
    crime(
        "6.4 五月一次，六到十月都没有查",
        remove("监管检查"),
        numbers=(("inspection_months", "5", "2026-10-01"),),
        finds=Found("6.4", "2026-10"),
    ),
    fine("6.4 一季一次，十月不是季末", remove("监管检查"), numbers=(("inspection_months", "3", "2026-10-01"),)),
)


@pytest.mark.parametrize("case", FOREIGN + OVERPAID + TWICE + SUPERVISION, ids=titles)
def test_unrelated_spending(case: Case, judge: Judge) -> None:
    judge(case)
