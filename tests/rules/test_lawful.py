"""The lawful world has no findings, and every clause is really put to the test in it."""

from datetime import date

from sqlalchemy import func, select

from canteen.check import check, rulebook
from canteen.db import db
from canteen.models import Canteen
from canteen.months import When
from canteen.rulebook import Clause
from tests import world
from tests.rules.cases import Case
from tests.rules.conftest import Store, set_numbers, told
from tests.world import Sheets

OFF_BY_DEFAULT = ("B.14", "B.15", "B.16", "B.17")
CONCERNED_IN_SEPTEMBER = ("10.5",)
"""October ends no quarter."""


def with_invoices_of_its_own(sheets: Sheets) -> Sheets:
    """No other canteen of the installation has these invoices (B.14)."""
    rows = [row | {"发票代码": "021002200199"} if row["种类"] == "发票" else row for row in sheets["票据"]]
    return sheets | {"票据": rows}


def test_a_lawful_month_has_no_findings(store: Store) -> None:
    canteen = store(with_invoices_of_its_own(world.lawful()))
    set_numbers(Case("all on", (), on=OFF_BY_DEFAULT))
    for month in (world.SEPTEMBER, world.MONTH):
        report = check(When(canteen, month, world.AS_OF))
        assert told(report) == []
        assert [looked.clause.number for looked in report.looked] == [clause.number for clause in rulebook()]
        assert [looked.clause.number for looked in report.looked if not looked.subjects] == []


def test_every_clause_concerns_something(store: Store) -> None:
    canteen = store(world.lawful())
    unconcerned = [clause.number for clause in rulebook() if not _concerned(clause, canteen, world.MONTH)]
    assert unconcerned == list(CONCERNED_IN_SEPTEMBER)
    assert all(_concerned(rulebook()[number], canteen, world.SEPTEMBER) for number in CONCERNED_IN_SEPTEMBER)


def _concerned(clause: Clause, canteen: int, month: date) -> int:
    subject = clause.subject
    query = select(func.count()).select_from(subject.row).where(subject.in_month, clause.verdict.concerns)
    return db.session.scalars(query, When(canteen, month, world.AS_OF).binds()).one()


def test_a_month_without_anything_still_asks_for_supervision(store: Store) -> None:
    people_only = {"任职": world.lawful()["任职"]}
    report = check(When(store(people_only), world.MONTH, world.AS_OF))
    assert told(report) == [("4.3", "2026-10", None, "open"), ("6.4", "2026-10", None, "open")]


def test_the_same_invoice_in_two_canteens(store: Store) -> None:
    """B.14 names the other canteen and no more: each side finds its own receipt."""
    soap = world.changed(world.lawful(), "票据", "PJ-202610-0008", 发票代码="021002200200")
    gloves = world.changed(
        world.lawful(), "票据", "PJ-202610-0009", 发票代码="021002200200", 发票号码="26212000000011290531"
    )
    mine, theirs = (store(_only_invoice_of_its_code(sheets)) for sheets in (soap, gloves))
    set_numbers(Case("B.14 on", (), on=("B.14",)))
    assert _registered_elsewhere(mine) == [("PJ-202610-0008", f"这张发票也登记在{_name(theirs)}")]
    assert _registered_elsewhere(theirs) == [("PJ-202610-0009", f"这张发票也登记在{_name(mine)}")]


def _only_invoice_of_its_code(sheets: Sheets) -> Sheets:
    rows = [row if row.get("发票代码") else row | {"种类": "自制购货报销单"} for row in sheets["票据"]]
    return sheets | {"票据": rows}


def _registered_elsewhere(canteen: int) -> list[tuple[str, str]]:
    report = check(When(canteen, world.MONTH, world.AS_OF))
    return [(finding.document, finding.message) for finding in report.findings if finding.clause.number == "B.14"]


def _name(canteen: int) -> str:
    return db.session.get_one(Canteen, canteen).name
