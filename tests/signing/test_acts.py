"""A digest is of one canonical form: whoever reads the content again comes to the same, and to no other by any change."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest

from canteen.signing import Act

CONTENT = {
    "b": "食堂",
    "a": [1, True, None, {"日": date(2026, 10, 5)}],
    "at": datetime(2026, 10, 5, 0, 30, tzinfo=UTC),
}
DIGEST = "56b7541ab67d8c187c869db39c8bd6510154baedbbde950adaf557d1b700f4e9"


def digest(content: dict[str, object], name: str = "void", thing: str = "income:12") -> str:
    return Act(name, thing, content).digest


def test_the_digest_is_of_this_text() -> None:
    act = Act("void", "income:12", CONTENT)
    assert act.canonical == (
        '{"content":{"a":[1,true,null,{"日":"2026-10-05"}],"at":"2026-10-05T00:30:00+00:00","b":"食堂"},"thing":"income:12"}'
    )
    assert act.digest == DIGEST
    assert act.short == "56b7541a…f4e9"


def test_what_is_stored_gives_the_same_digest() -> None:
    act = Act("void", "income:12", CONTENT)
    assert Act("void", "income:12", act.stored).digest == act.digest


@pytest.mark.parametrize(
    "same",
    [
        {"at": CONTENT["at"], "a": CONTENT["a"], "b": "食堂"},
        CONTENT | {"a": (1, True, None, {"日": "2026-10-05"})},
        CONTENT | {"at": datetime(2026, 10, 5, 8, 30, tzinfo=timezone(timedelta(hours=8)))},
    ],
    ids=["another order", "a tuple, a day as text", "the same instant elsewhere"],
)
def test_the_same_content_has_the_same_digest(same: dict[str, Any]) -> None:
    assert digest(same) == digest(CONTENT)


def test_composed_and_decomposed_letters_are_the_same() -> None:
    assert digest({"name": "café"}) == digest({"name": "cafe\u0301"})


def test_every_change_changes_it() -> None:
    changed = [
        digest(CONTENT, name="late"),
        digest(CONTENT, thing="income:13"),
        digest(CONTENT | {"b": "食 堂"}),
        digest(CONTENT | {"a": [1, 1, None, {"日": date(2026, 10, 5)}]}),
        digest(CONTENT | {"c": None}),
    ]
    assert len({digest(CONTENT), *changed}) == len(changed) + 1


@pytest.mark.parametrize("value", [1.0, Decimal(1), datetime(2026, 10, 5), b"1", {1}, {1: "a"}, object()])
def test_what_has_no_one_form_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        digest({"value": value})
