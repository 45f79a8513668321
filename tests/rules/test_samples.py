"""Two canteens' years as others wrote them, with what every month's check must say."""

import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from canteen.check import check
from canteen.db import db
from canteen.exchange.history import bring_in
from canteen.models import Canteen
from canteen.months import When, parse_month

SAMPLES = Path(__file__).parents[3] / "shared" / "samples"
WORKBOOKS = ("canteen-clean", "canteen-year")


@pytest.fixture
def samples() -> Path:
    if not SAMPLES.is_dir():
        (pytest.fail if os.environ.get("CI") else pytest.skip)("no samples beside the project")
    return SAMPLES


@pytest.fixture
def canteens(app: Flask, samples: Path) -> dict[str, int]:
    """Both workbooks brought into one installation, side by side."""
    with app.app_context():
        return {name: _brought_in(samples, name) for name in WORKBOOKS}


def _brought_in(samples: Path, name: str) -> int:
    answer = bring_in(samples / f"{name}.xlsx", canteen=name, name=name, by="test")
    assert answer.errors == []
    return db.session.scalars(select(Canteen.id).where(Canteen.code == name)).one()


def test_every_month_is_judged_as_expected(canteens: dict[str, int], samples: Path) -> None:
    for name, canteen in canteens.items():
        for expected in json.loads((samples / f"{name}.expected.json").read_text(encoding="utf-8"))["checks"]:
            when = When(canteen, parse_month(expected["month"]), date.fromisoformat(expected["as_of"]))
            assert _told(check(when).as_json()["findings"]) == _told(expected["findings"])


def _told(findings: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Findings without their sentence, which is ours, and the note, which is the sample's."""
    return [{key: value for key, value in found.items() if key not in ("message", "note")} for found in findings]
