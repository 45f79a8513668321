"""The rows of tables as HTML, written in Python: a list has hundreds of cells, and a template is slow with them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from flask import Flask
from markupsafe import Markup, escape

from canteen.formats import day, instant, milli, month_name, price4, yuan


@dataclass(frozen=True)
class Head:
    """What a column is called, and how its values are written."""

    label: str
    kind: str


@dataclass(frozen=True)
class Link:
    """A value that leads somewhere."""

    text: object
    url: str


@dataclass(frozen=True)
class Line:
    """A row of a table; the mark says how it stands out: hot, warm, quiet, gone."""

    cells: list[Any]
    mark: str | None = None


def foot(page: int, size: int, total: int, told: str, to: Callable[[int], str]) -> dict[str, object] | None:
    """What stands under a page of a list: where one is, of how many in words, and the ways on; None where one page holds it all."""
    if total <= size:
        return None
    return {
        "first": (page - 1) * size + 1,
        "last": min(page * size, total),
        "total": told,
        "previous_url": to(page - 1) if page > 1 else None,
        "next_url": to(page + 1) if page * size < total else None,
    }


WRITTEN: dict[str, Callable[[Any], str]] = {
    "yuan": yuan,
    "milli": milli,
    "price4": price4,
    "month": month_name,
    "day": day,
    "instant": instant,
    "yes": lambda value: "是" if value else "否",
}
"""How the values of a kind are written; those of other kinds (text, code, no, number) are shown as they are."""
LOOKS = dict.fromkeys(("yuan", "milli", "price4", "number"), "num") | {
    "day": "nowrap",
    "instant": "nowrap",
    "no": "no",
    "code": "code",
}
BLANK = '<td class="blank"></td>'


def init(app: Flask) -> None:
    """Give the templates these filters."""
    for write in (shown, look, body):
        app.add_template_filter(write, f"ledger_{write.__name__}")


def shown(value: Any, kind: str) -> Markup:
    """A value as its kind is written."""
    return Markup(_written(value, kind))  # noqa: S704 - escaped there


def look(kind: str) -> str:
    """The class of the cells of a kind."""
    return LOOKS.get(kind, "")


def body(lines: Iterable[Line], columns: Iterable[Any], mark: str = "row-a") -> Markup:
    """The rows of a table; the first cell names the row."""
    tags = [_tag(column, first=not place) for place, column in enumerate(map(_head, columns))]
    return Markup("\n".join([_row(line, tags, mark) for line in lines]))  # noqa: S704 - escaped in _written


def _row(line: Line, tags: list[tuple[str, str, str]], mark: str) -> str:
    cells = [
        BLANK if value is None or value == "" else f"{tag}{_written(value, kind)}{end}"
        for value, (tag, kind, end) in zip(line.cells, tags, strict=True)
    ]
    return f'<tr class="{line.mark or mark}">{"".join(cells)}</tr>'


def _tag(column: Head, *, first: bool) -> tuple[str, str, str]:
    """What a column's cells begin with, the kind of what they hold, and what they end with."""
    named = look(column.kind)
    if first:
        return f'<th scope="row" class="{"" if named == "num" else named}">', column.kind, "</th>"
    return f'<td class="{named}" data-l="{escape(column.label)}">', column.kind, "</td>"


def _written(value: Any, kind: str) -> str:
    if value is None:
        return ""
    if isinstance(value, Link):
        return f'<a href="{escape(value.url)}">{_written(value.text, kind)}</a>'
    write = WRITTEN.get(kind)
    return write(value) if write else str(escape(value))


def _head(column: Any) -> Head:
    """The column's head; templates name it in a dict."""
    return Head(**column) if isinstance(column, dict) else Head(column.label, column.kind)
