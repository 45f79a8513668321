"""Item 5: guests' money and staff's meal money never mix."""

import pytest

from tests.rules.cases import Case, Found, Judge, change, crime, fine, titles
from tests.world import DINNER, MORE_RICE, RICE

DINNER_PAYMENT, RICE_PAYMENT = "FK-202610-0007", "FK-202610-0001"

CASES = (
    crime(
        "5.1 用伙食费专户付接待",
        change("付款", DINNER_PAYMENT, 账户="伙食费专户"),
        finds=Found("5.1", DINNER_PAYMENT, "600.00"),
    ),
    crime(
        "5.1 一笔付两单，只有一单付错了户",
        change("采购", MORE_RICE, 资金="接待费", 用途="接待", 接待编号="JD-202610-0001"),
        change("接待", "JD-202610-0001", 实际成本="1160.00", 结算金额="1160.00"),
        finds=Found("5.1", RICE_PAYMENT, "560.00", "560.00"),
    ),
    crime(
        "5.1 用接待费专户付伙食",
        change("付款", RICE_PAYMENT, 账户="接待费专户"),
        finds=Found("5.1", RICE_PAYMENT, "1680.00"),
    ),
    fine("5.1 伙食费的备用金也是伙食费", change("付款", "FK-202610-0006", 账户="伙食费备用金")),
    crime(
        "5.2 伙食费里列接待",
        change("采购", DINNER, 资金="伙食费"),
        change("付款", DINNER_PAYMENT, 账户="伙食费专户"),
        finds=Found("5.2", DINNER, "600.00"),
    ),
    crime("5.2 接待费里列职工伙食", change("采购", DINNER, 用途="职工伙食"), finds=Found("5.2", DINNER, "600.00")),
    fine(
        "5.2 资金、用途、账户都是伙食费",
        change("采购", DINNER, 资金="伙食费", 用途="职工伙食"),
        change("付款", DINNER_PAYMENT, 账户="伙食费专户"),
    ),
    crime(
        "5.2 米记成接待，又从伙食费专户付",
        change("采购", RICE, 用途="接待"),
        finds=Found("5.2", RICE, "1120.00"),
    ),
)


@pytest.mark.parametrize("case", CASES, ids=titles)
def test_reception_account(case: Case, judge: Judge) -> None:
    judge(case)
