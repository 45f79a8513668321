"""What is used of a budget is what the clauses count, and every figure leads to its papers."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from canteen.budgets.figures import as_of_today, figures, papers
from canteen.budgets.kinds import CATEGORIES, DEPARTMENTS, Kind
from canteen.db import db
from canteen.exchange.history import bring_in
from canteen.models import Canteen
from tests import world
from tests.security.staff import employ, log_in
from tests.world import Sheets

SUMS = [
    ("大宗食材", 30000_00, 2740_00, 0),
    ("零星食材", 9000_00, 650_00, 0),
    ("燃料", None, 0, 0),
    ("设备购置", 4000_00, 3200_00, 0),
    ("维修", 2000_00, 300_00, 0),
    ("杂品", 5000_00, 2050_00, 0),
    ("服务费", None, 0, 0),
    ("水电费", 9000_00, 3846_12, 0),
]


def store(sheets: Sheets, code: str = "07") -> int:
    """Bring a world in, and give its canteen."""
    assert bring_in(sheets, canteen=code, name="七号食堂", by="me").errors == []
    return db.session.scalars(select(Canteen.id).where(Canteen.code == code)).one()


def sums(canteen: int, kind: Kind = CATEGORIES, year: int = 2026) -> list[tuple[str, int | None, int, int]]:
    """Name, budget, used, open."""
    return [(each.name, each.budget, each.used, each.open) for each in figures(kind, as_of_today(canteen, year))]


def test_used_is_the_years_spending_by_category(keeper: FlaskClient) -> None:
    assert sums(1) == SUMS
    assert sums(1, year=2027) == [(name, None, 0, 0) for name, *_ in SUMS]


def test_what_is_not_paid_in_full_is_committed(keeper: FlaskClient) -> None:
    partly = world.changed(world.lawful(), "付款明细", "FK-202610-0001", world.RICE, 金额="1119.99")
    unpaid = world.changed(partly, "水电费", "SD-202610-水", 付款日期=None, 付款金额=None)
    known = {name: (used, open_) for name, _, used, open_ in sums(store(unpaid))}
    assert (known["大宗食材"], known["水电费"]) == ((2740_00, 1120_00), (3846_12, 465_00))


def test_what_was_spent_on_nothing_of_ours_is_shown_beside_the_budgets(keeper: FlaskClient) -> None:
    smoke = world.changed(world.lawful(), "采购明细", world.GLOVES, "1", 品目="香烟")
    canteen = store(smoke)
    figure = figures(CATEGORIES, as_of_today(canteen, 2026))[-1]
    assert (figure.name, figure.used, figure.finding and figure.finding.clause.number) == ("无关费用", 450_00, "8.1")


@pytest.mark.parametrize(("budget", "clause"), [("2740.00", None), ("2739.99", "8.2")])
def test_the_verdict_is_the_clauses(keeper: FlaskClient, budget: str, clause: str | None) -> None:
    canteen = store(world.changed(world.lawful(), "预算", "2026", "大宗食材", 金额=budget))
    figure = figures(CATEGORIES, as_of_today(canteen, 2026))[0]
    assert (figure.finding and figure.finding.clause.number) == clause


def test_departments_are_charged_for_their_receptions(keeper: FlaskClient) -> None:
    unsettled = world.changed(world.lawful(), "接待", "JD-202610-0001", 结算日期=None, 结算金额=None)
    assert sums(store(unsettled), DEPARTMENTS) == [("党政办公室", 3000_00, 1000_00, 600_00)]


@pytest.mark.parametrize("kind", [CATEGORIES, DEPARTMENTS])
def test_the_papers_behind_a_figure_add_up_to_it(keeper: FlaskClient, kind: Kind) -> None:
    when = as_of_today(1, 2026)
    for figure in figures(kind, when):
        found, many = papers(kind, when, figure.name, only_open=False, limit=50, passed=0)
        assert (sum(paper.amount for paper in found), many) == (figure.used, len(found))


def test_every_figure_leads_to_its_papers(keeper: FlaskClient) -> None:
    page = keeper.get("/budgets/2026").text
    links = set(re.findall(r'href="(/budgets/2026/[^"#]*behind[^"#]*)', page))
    assert len(links) == 9
    for link in links:
        assert keeper.get(link.replace("&amp;", "&")).status_code == 200
    rice = keeper.get("/budgets/2026/categories/behind?name=大宗食材").text
    assert world.RICE in rice
    assert "1,120.00" in rice
    assert keeper.get("/budgets/2026/categories/behind?name=没有").status_code == 404
    assert world.RICE not in keeper.get("/budgets/2026/categories/behind?name=大宗食材&open=1").text
    assert "SD-202610-水" in keeper.get("/budgets/2026/categories/behind?name=水电费").text
    assert "JD-202610-0001" in keeper.get("/budgets/2026/departments/behind?name=党政办公室").text


def test_a_long_list_has_pages(keeper: FlaskClient) -> None:
    sheets = world.lawful()
    for number in range(60):
        key = f"CG-202610-9{number:03}"
        purchase = next(row for row in sheets["采购"] if row["采购编号"] == world.GLOVES)
        sheets["采购"].append(purchase | {"采购编号": key})
        line = next(row for row in sheets["采购明细"] if row["采购编号"] == world.GLOVES)
        sheets["采购明细"].append(line | {"采购编号": key})
    canteen = store(sheets)
    employ("their", "会计", canteen="07")
    client = keeper.application.test_client()
    log_in(client, "their")
    first = client.get("/budgets/2026/categories/behind?name=杂品").text
    assert "第 1 到 50 条，共 63 条" in first
    second = client.get("/budgets/2026/categories/behind?name=杂品&page=2").text
    assert "第 51 到 63 条，共 63 条" in second
    assert canteen


@pytest.mark.parametrize("address", ["1899", "9999", "2026/suppliers/behind?name=大宗食材", "2026/suppliers/edit"])
def test_what_is_no_year_or_kind_is_not_there(keeper: FlaskClient, address: str) -> None:
    assert keeper.get(f"/budgets/{address}").status_code == 404


def test_a_department_clerk_reads_no_budgets(keeper: FlaskClient) -> None:
    employ("banshi", "部门经办")
    client = keeper.application.test_client()
    log_in(client, "banshi")
    assert client.get("/budgets/2026").status_code == 403
