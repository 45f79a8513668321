"""The workbooks that came with the contract."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from canteen.check import check
from canteen.exchange.container import PAGE, Unreadable
from canteen.exchange.history import bring_in
from canteen.exchange.sheets import BY_NAME, SHEETS, Kind, Sheet
from canteen.months import When, parse_month
from tests.exchange.files import counts, places, shared

ODD = (
    "any_sheets",
    "date_1904",
    "date_iso",
    "empty_sheet",
    "errors",
    "header-row",
    "inlineStr_with_value",
    "issue_419",
    "merged_range",
    "minimal_package",
    "pass_protected",
)
KINDS = {
    "money": Kind.MONEY,
    "money4": Kind.MONEY4,
    "quantity": Kind.QUANTITY,
    "integer": Kind.INTEGER,
    "date": Kind.DATE,
    "time": Kind.TIME,
    "YYYY-MM": Kind.MONTH,
}


def test_the_sheets_are_the_contract_s() -> None:
    contract = json.loads(shared("contract", "workbook.json").read_text(encoding="utf-8"))
    assert [sheet.name for sheet in SHEETS] == list(contract["sheets"])
    for name, columns in contract["sheets"].items():
        assert [written(BY_NAME[name], place) for place in range(len(columns))] == [stripped(text) for text in columns]
        assert list(BY_NAME[name].keys) == contract["keys"].get(name, [columns[0].partition("!")[0]])


def stripped(column: str) -> tuple[str, bool, str]:
    """A column of the contract: name, required, what may stand in it."""
    name, _, rest = column.partition(" ")
    kind = rest if rest.startswith(("->", "(")) and not rest.startswith("(工号") else rest.partition(" ")[0]
    kind = "" if kind.startswith(("(工号", "(empty")) else kind
    return name.rstrip("!#"), "!" in name, kind


def written(sheet: Sheet, place: int) -> tuple[str, bool, str]:
    """A column of ours in the same terms."""
    column = sheet.columns[place]
    kind = next((name for name, kind in KINDS.items() if kind is column.kind), "")
    if column.choices:
        kind = f"({'|'.join(column.choices)})"
    return column.name, column.required, f"->{column.ref}" if column.ref else kind


def expected(name: str) -> Any:
    return json.loads(shared("samples", f"{name}.expected.json").read_text(encoding="utf-8"))


def sample(name: str) -> Path:
    return shared("samples", f"{name}.xlsx")


def test_bad_cells_are_all_found_and_nothing_else(app: Flask) -> None:
    answer = bring_in(sample("bad"))
    errors = expected("bad")["errors"]
    assert places(answer.errors) == [(error["sheet"], error["row"], error["column"]) for error in errors]
    assert (answer.stored, answer.ignored) == ({}, ["填表说明", "备注"])
    assert answer.as_json()["errors"][0] == {"sheet": "任职", "row": 18, "column": "姓名", "reason": "必填"}


@pytest.mark.parametrize("name", ["canteen-clean", "canteen-year"])
def test_a_good_workbook_is_stored_whole_and_then_unchanged(app: Flask, name: str) -> None:
    first, again = bring_in(sample(name)), bring_in(sample(name))
    assert first.errors == again.errors == []
    assert counts(again) == (0, 0, counts(first)[0])


def test_the_law_finds_in_the_imported_year_what_is_in_it(app: Flask) -> None:
    bring_in(sample("canteen-clean"))
    bring_in(sample("canteen-year"), canteen="02")
    for each in expected("canteen-year")["checks"]:
        report = check(When(2, parse_month(each["month"]), date.fromisoformat(each["as_of"]))).as_json()
        assert compared(report["findings"]) == compared(each["findings"])


def compared(findings: list[dict[str, object]]) -> list[list[object]]:
    return [[finding[key] for key in ("clause", "document", "force", "state", "amount")] for finding in findings]


@pytest.mark.parametrize("name", ODD)
def test_odd_workbooks_get_a_readable_answer(app: Flask, name: str) -> None:
    with pytest.raises(Unreadable, match=r"没有认识的工作表|工作簿有密码"):
        bring_in(shared("samples", "odd_sheets", f"{name}.xlsx"), limits=PAGE)


def test_old_workbooks_and_texts_are_told_apart(app: Flask) -> None:
    with pytest.raises(Unreadable, match="旧格式工作簿"):
        bring_in(shared("samples", "templates", "jsherp_goods_template.xls"))
    with pytest.raises(Unreadable, match="CSV"):
        bring_in(shared("samples", "bank", "boc_debit.csv"))
