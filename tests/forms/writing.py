"""One of everything that can be entered, written by the forms of a canteen that the lawful world was brought into."""

import re
from collections.abc import Callable

import time_machine
from flask.testing import FlaskClient

from tests import world
from tests.forms.filling import fill, sign
from tests.forms.market_writing import Forms, stored
from tests.forms.writing_purchases import write_purchases
from tests.late.conftest import PAYMENT, with_unpaid
from tests.people.acting import appointments, id_of
from tests.pictures.photos import photo
from tests.voiding.conftest import WHY

POSTS = {
    "cai1": "采购",
    "cai2": "采购",
    "yan1": "验收",
    "yan2": "验收",
    "shen": "审批",
    "chu": "出纳",
    "kuai": "会计",
    "jian": "监管",
    "guanli": "管理员",
}
CASH = "FK-202610-0010"
"""The payment that is entered late."""
Who = Callable[[str], FlaskClient]


def begun() -> world.Sheets:
    """The lawful world, a purchase that nobody has paid, and a reception that nobody has settled."""
    return world.with_row(
        with_unpaid(),
        "接待",
        接待编号="JD-202611-0001",
        日期="2026-11-03",
        接待类别="行政接待",
        部门="党政办公室",
        来宾人数="6",
        陪餐人数="2",
        收费金额="400.00",
        实际成本="400.00",
        公函文号="抚高函〔2026〕50号",
        审批日期="2026-11-02",
    )


def write_by_the_forms(who: Who, moment: time_machine.Traveller) -> None:
    """One of everything that can be entered."""
    catalogue(who("kuai"))
    people(who("guanli"), who("shen"))
    budgets(who("kuai"))
    prices(who("cai1"))
    income(who("kuai"), who("chu"))
    transfers(who("kuai"), who("chu"))
    bills(who("kuai"), who("chu"))
    cash_outside(who("kuai"), who("jian"))
    write_purchases(Forms(who, moment))


def catalogue(keeper: FlaskClient) -> None:
    """An account, a supplier, an item."""
    account = {"kind": "银行", "fund": "伙食费", "年度": "2026", "年初余额": "0"}
    stored(fill(keeper, "/setup/accounts/new", 账户名称="伙食费二户", **account))
    stored(fill(keeper, "/catalogue/suppliers/new", 名称="新港粮油", kind="固定经营场所"))
    stored(fill(keeper, "/catalogue/items/new", 名称="蒸柜", category="设备购置", 计量单位="台", 参考单价="1800"))


def people(administrator: FlaskClient, approver: FlaskClient) -> None:
    """A department, somebody new with a post, one more post ahead, and a stand-in for today."""
    stored(fill(administrator, "/setup/departments/new", 部门名称="建设局"))
    someone = stored(fill(administrator, "/people/new", 姓名="周明", 工号="6002", 岗位="部门经办"))
    stored(fill(administrator, f"{someone}/posts", 岗位="采购", 任职开始="2026-12-01"))
    away = appointments("2001")[0].id
    stored(fill(approver, f"/standing-in/{away}", person=str(id_of("6002")), days="今天", reason="病假"))


def budgets(keeper: FlaskClient) -> None:
    """A year's budgets in a second version, and a department's first."""
    why = "十一月党组会追加"
    stored(fill(keeper, "/budgets/2026/categories/edit", 大宗食材="32000.00", 杂品="5500.00", 理由=why))
    stored(fill(keeper, "/budgets/2026/departments/edit", 建设局="2000.00"))


def prices(buyer: FlaskClient) -> None:
    """A case for a steamer, and a quote."""
    lines = {"lines-0-item": "蒸柜", "lines-0-quantity": "1"}
    case = stored(fill(buyer, "/sourcing/new", 事项="换蒸柜", **lines))
    stored(fill(buyer, f"{case}/quotes/new", 供应商="新港粮油", price_1="1750.00"))


def income(keeper: FlaskClient, cashier: FlaskClient) -> None:
    """A receipt book, meal fees, a reception settled, and an income that two make void."""
    stored(fill(keeper, "/income/books/new", 票据本号="新本", 起号="900", 止号="949", 领用人="姓chu（chu）"))
    stored(fill(cashier, "/income/new", 金额="4200.00", 票据号码="900", 收到哪个账户="伙食费专户"))
    settled = {"结算哪一次接待": "JD-202611-0001", "收到哪个账户": "接待费专户"}
    stored(fill(cashier, "/income/new/settlement", 金额="400.00", 票据号码="901", **settled))
    wrong = stored(fill(cashier, "/income/new", 金额="42000.00", 票据号码="902", 收到哪个账户="伙食费专户"))
    make_void(cashier, keeper, wrong, number="一并作废")


def transfers(keeper: FlaskClient, cashier: FlaskClient) -> None:
    """Money between banks, a float handed out and given back, and a transfer that two make void."""
    between = {"从哪个账户转出": "伙食费专户", "转入哪个账户": "伙食费二户"}
    stored(fill(cashier, "/transfers/new", 金额="100.00", **between))
    handed_out = {"交给哪位采购": "姓cai1", "从哪个账户拨付": "伙食费专户"}
    float_ = stored(fill(cashier, "/transfers/floats/new", 金额="300.00", **handed_out))
    stored(fill(cashier, f"/transfers/new?source={float_.rpartition('/')[2]}"))
    make_void(cashier, keeper, stored(fill(cashier, "/transfers/new", 金额="1000.00", **between)))


def bills(keeper: FlaskClient, cashier: FlaskClient) -> None:
    """A bill with a charge by name, paid; and the meter's second in the month, which does not go on from it."""
    meter = {"utility": "水", "表号": "厨房 2", "月份": "2026-11", "单价": "3.5"}
    charge = {"charges-0-name": "污水处理费", "charges-0-quantity": "10", "charges-0-unit_price": "0.95"}
    first = {"期初读数": "0", "期末读数": "10", "账单金额": "44.50", **charge}
    second = {"期初读数": "12", "期末读数": "14", "账单金额": "7.00"}
    bill, _ = (
        stored(fill(keeper, "/utilities/new", 表盘照片=(photo(), "表盘.jpg"), **meter, **read))
        for read in (first, second)
    )
    stored(fill(cashier, f"/utilities/{bill.rpartition('/')[2]}/pay", 付款账户="伙食费专户"))


def cash_outside(keeper: FlaskClient, overseer: FlaskClient) -> None:
    """A payment in cash above the limit: entered late, countersigned, explained, and the explanation accepted."""
    entry = stored(fill(keeper, "/late/new/payment", photo=(photo(), "收条.jpg"), **PAYMENT))
    stored(sign(overseer, entry, "/countersign"))
    stored(sign(keeper, f"/answers/2026-10/3.7/{CASH}", explanation="商户急着收钱，以后改用转账"))
    explained = re.search(r'href="(/answers/\d+)"', overseer.get("/answers/").text)
    assert explained
    stored(sign(overseer, explained[1], decision="认可"))


def make_void(asker: FlaskClient, agreer: FlaskClient, paper: str, **more: str) -> None:
    """One asks that a paper be made void, another agrees."""
    asked = stored(sign(asker, paper.replace("/documents", "/voiding"), reason=WHY, **more))
    stored(sign(agreer, asked, "/agree"))
