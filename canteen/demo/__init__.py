"""The demonstration canteen as a history workbook: three lawful months, and a fourth with findings."""

from datetime import date, timedelta

from canteen.demo import catalogue as c
from canteen.demo import events, household, papers
from canteen.demo.purchasing import Purchase, Row, bought
from canteen.months import first_day, last_day, month_text, months_between

Sheets = dict[str, list[Row]]
CODE, NAME, LOGINS = "01", f"{c.UNIT}（演示）", c.LOGINS


def sheets(today: date) -> Sheets:
    """The canteen's history up to a day: the four months before its own, the same for the same day."""
    months = _four_before(today)
    cases = events.cases(months)
    dinners = [dinner for month in months for dinner in events.dinners(month)]
    purchases = _purchases(months, cases, dinners)
    return (
        _master(months)
        | household.yearly(range(months[0].year, today.year + 1))
        | _sourcing(cases)
        | _purchasing(purchases, months[2], today)
        | _money(months, dinners, today)
        | {"接待": list(household.receptions(dinners)), "水电费": list(household.bills(months, today))}
        | household.oversight(months, today)
        | {"固定资产移交": _handovers(purchases), "答复": [_answer(purchases, months[3], today)]}
    )


def _four_before(today: date) -> list[date]:
    last = first_day(today) - timedelta(days=1)
    start = last
    for _ in range(3):
        start = first_day(start) - timedelta(days=1)
    return months_between(start, last)


def _purchases(months: list[date], cases: list[events.Case], dinners: list[events.Dinner]) -> list[Purchase]:
    """All purchases, numbered by date."""
    made = [purchase for month in months for purchase in bought(month)]
    made += events.equipped(months, cases) + [dinner.purchase for dinner in dinners]
    made.append(events.go_wrong(sorted((p for p in made if p.day >= months[3]), key=_day)))
    numbers = papers.Numbers()
    for purchase in (ordered := sorted(made, key=_day)):
        purchase.number = numbers.next("CG", purchase.day)
    return ordered


def _day(purchase: Purchase) -> date:
    return purchase.day


def _master(months: list[date]) -> Sheets:
    """People with their posts, suppliers, items, accounts, the receipt book, standards."""
    year, long_ago = months[0].year, date(months[0].year - 2, 3, 1)
    return {
        "任职": [*_rotation(months), *(_post(*who, long_ago) for who in c.STEADY)],
        "供应商": [
            *(_shop(name, code, n, year) for n, (name, code) in enumerate(c.FIXED.items())),
            *(_stall(name) for name in c.STALLS),
        ],
        "品目": [_item(name, *kind_and_unit[:2]) for name, kind_and_unit in c.ITEMS.items()],
        "账户": [
            _account(c.MEALS, "银行", "伙食费", "32000.00", year),
            _account(c.PETTY, "现金", "伙食费", "1500.00", year),
            _account(c.GUESTS, "银行", "接待费", "20000.00", year),
        ],
        "票据本": [{"票据本号": "辽财（食堂）001", "起号": 60010001, "止号": 60010100, "领用日期": months[0]}],
        "接待标准": [
            {"接待类别": kind, "人均标准": amount, "生效日期": long_ago, "公开日期": long_ago}
            for kind, amount in (("行政接待", "60.00"), ("会议接待", "50.00"), ("商务接待", "100.00"))
        ],
    }


def _rotation(months: list[date]) -> list[Row]:
    """Buyers and receivers change places before the third month."""
    before = first_day(first_day(months[0]) - timedelta(days=20))
    change = last_day(months[1])
    first = [_post(*who, "采购", before, change) for who in c.BUYERS]
    first += [_post(*who, "验收", before, change) for who in c.RECEIVERS]
    second = [_post(*who, "验收", months[2]) for who in c.BUYERS]
    return first + second + [_post(*who, "采购", months[2]) for who in c.RECEIVERS]


def _post(number: str, name: str, post: str, start: date, end: date | None = None) -> Row:
    return {"工号": number, "姓名": name, "岗位": post, "任职开始": start, "任职结束": end}


def _shop(name: str, code: str, n: int, year: int) -> Row:
    return {
        "名称": name,
        "类型": "固定经营场所",
        "统一社会信用代码": code,
        "许可证号": f"JY1210402{8359620 - 41377 * n}",
        "许可证有效期至": date(year + 2 + n % 3, 1 + n % 12, 28),
        "开户银行": "抚顺银行股份有限公司",
        "银行账号": f"62314746{54353072 + 9173 * n}",
    }


def _stall(name: str) -> Row:
    return {"名称": name, "类型": "零星摊贩"}


def _item(name: str, kind: str, unit: str) -> Row:
    return {
        "名称": name,
        "类别": kind,
        "计量单位": unit,
        "集采目录内": "是" if name in c.CATALOGUE else "否",
        "耐用": "是" if name in c.DURABLE else "否",
    }


def _account(name: str, kind: str, fund: str, balance: str, year: int) -> Row:
    return {"账户名称": name, "类型": kind, "资金": fund, "年初余额": balance, "年度": year}


def _sourcing(cases: list[events.Case]) -> Sheets:
    return {
        "采购立项": [
            {
                "立项编号": x.number,
                "事项": x.matter,
                "方式": x.method,
                "审批文号": x.approval,
                "审批日期": x.approved_on,
            }
            for x in cases
        ],
        "报价": [
            {"立项编号": x.number, "供应商": supplier, "报价日期": x.approved_on, "报价金额": amount}
            for x in cases
            for supplier, amount in x.quotes
        ],
    }


def _purchasing(purchases: list[Purchase], swapped_from: date, today: date) -> Sheets:
    """Purchases with their lines, signatures, receipts and payments."""
    made: Sheets = {
        "采购": [papers.purchase_rows(purchase) for purchase in purchases],
        "采购明细": [row for purchase in purchases for row in papers.line_rows(purchase)],
        "签名": [row for p in purchases for row in papers.signature_rows(p, swapped=p.day >= swapped_from)],
        "票据": [],
        "票据采购": [],
        "付款": [],
        "付款明细": [],
    }
    papers.add_papers(made, purchases, today)
    return made


def _money(months: list[date], dinners: list[events.Dinner], today: date) -> Sheets:
    """What came in, and the petty cash drawn each month."""
    drawn = [
        {
            "划转编号": f"ZZ-{month:%Y%m}-0001",
            "日期": month,
            "转出账户": c.MEALS,
            "转入账户": c.PETTY,
            "金额": "2600.00",
            "银行流水号": f"{month:%Y%m%d}000901",
        }
        for month in months_between(months[0], today)
    ]
    return {"收入": list(household.incomes(months, dinners)), "资金划转": drawn}


def _handovers(purchases: list[Purchase]) -> list[Row]:
    """Durable equipment is registered within the month."""
    durable = [purchase for purchase in purchases if purchase.lines[0].item in c.DURABLE]
    return [
        {
            "采购编号": purchase.number,
            "行号": 1,
            "发票复印件移交日期": last_day(purchase.day),
            "资产编号": f"TY{purchase.day:%Y%m}{n:03}",
            "登记日期": last_day(purchase.day),
        }
        for n, purchase in enumerate(durable, 1)
    ]


def _answer(purchases: list[Purchase], month: date, today: date) -> Row:
    """One finding of the fourth month is already answered."""
    alone = next(purchase for purchase in purchases if purchase.receivers == 1)
    return {
        "月份": month_text(month),
        "条款": "1.2",
        "单据": alone.number,
        "说明": "当日一名验收员临时就医，已补充情况说明并调整排班。",
        "责任人": "1001",
        "监管人": "4001",
        "日期": household.after(month, 3, today),
    }
