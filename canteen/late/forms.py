"""The forms of late entries, made of the sheets' columns, and what they say as rows of the workbook."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from wtforms import Field, FieldList, FormField

from canteen.exchange.reading import Sheets
from canteen.exchange.sheets import Column, Sheet
from canteen.exchange.tables import Error
from canteen.fields import Entry, Form, line, words
from canteen.late.cells import cell
from canteen.late.matters import COUNTED_HERE, LINES, MISSING, PURCHASE, Matter, Part
from canteen.late.offers import offered
from canteen.models import Line, Purchase
from canteen.money import trimmed, yuan
from canteen.pictures import paper_field

ACCEPTED_ON, ACCEPTED = PURCHASE.sheet.column("验收日期"), LINES.sheet.column("实收数量")


class RowForm(Form):
    """A row of a part; an empty one says nothing."""

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed or chosen."""
        return not any(each.data for each in self)

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask nothing of an empty row."""
        return self.is_blank or super().validate(extra_validators)


class LateForm(Entry):
    """What every late entry brings: why it is late, and the paper."""

    reason = words("为什么现在才记", description="写清怎么回事、当时为什么没有在程序里办。监管人会签时要看。")
    photo = paper_field("纸面照片", description="发票、收条、银行回单或签了名的纸，拍清楚；一张照片或一份 PDF。")


class ReturnForm(Entry):
    """Why an entry is given back."""

    why = line("退回的理由", most=200)


@dataclass
class Written:
    """What a form says: rows by sheet, and the fields in which their cells were typed."""

    sheets: Sheets = field(default_factory=dict)
    _fields: dict[tuple[str, int], Mapping[str, Field]] = field(default_factory=dict)

    def add(self, sheet: Sheet, typed: Mapping[str, Field], **known: object) -> None:
        """Add a row by header: what is known beforehand, and what was typed."""
        rows = self.sheets.setdefault(sheet.name, [])
        rows.append(known | {header: each.data for header, each in typed.items() if each.data})
        self._fields[sheet.name, len(rows) + 1] = typed

    def mark(self, errors: Iterable[Error]) -> list[str]:
        """Say at each field what the import found wrong with its cell; gives what has no field."""
        homeless = []
        for error in errors:
            typed = self._fields.get((error.sheet, error.row), {}).get(error.column)
            if typed is None:
                homeless.append(f"{error.sheet}，{error.column}：{error.reason}")
            else:
                typed.errors = [*typed.errors, error.reason]
        return homeless


def form_of(matter: Matter, canteen_id: int) -> type[LateForm]:
    """The form of a matter: the paper's columns and the parts' rows."""
    fields = _cells(matter.sheet, matter.asked, canteen_id)
    return _form(fields | {part.name: _rows(part, matter.sheet, canteen_id) for part in matter.parts})


def completion_of(purchase: Purchase) -> type[LateForm]:
    """The form of what a purchase lacks: its acceptance, what arrived of each line, signatures on paper."""
    fields = {ACCEPTED_ON.attr: cell(PURCHASE.sheet, ACCEPTED_ON)} if purchase.accepted_on is None else {}
    for ordered in open_lines(purchase):
        label = f"实收 {ordered.item.name}（订 {trimmed(ordered.quantity, 3)} {ordered.item.unit}）"
        fields[_name(ordered)] = cell(LINES.sheet, ACCEPTED, label=label)
    return _form(fields | {MISSING.name: _rows(MISSING, PURCHASE.sheet, purchase.canteen_id)})


def open_lines(purchase: Purchase) -> list[Line]:
    """The lines of which it is not known what arrived."""
    return [each for each in purchase.lines if each.accepted is None]


def written(form: LateForm, matter: Matter) -> Written:
    """The rows of a new paper; its number is not given yet."""
    rows = Written()
    rows.add(matter.sheet, _by_header(form, matter.asked))
    for part in matter.parts:
        _add_rows(rows, form, part, matter.sheet)
    return rows


def said_before(matter: Matter, sheets: Sheets) -> dict[str, Any]:
    """What the rows of an earlier entry say, by the form's fields."""
    said: dict[str, Any] = _by_attribute(matter.sheet, sheets[matter.title][0])
    for part in matter.parts:
        said[part.name] = [_by_attribute(part.sheet, row) for row in sheets.get(part.sheet.name, [])]
    return said


def completion_said_before(sheets: Sheets) -> dict[str, Any]:
    """What the rows of an earlier completion say, by the form's fields."""
    said: dict[str, Any] = {_field_of(row["行号"]): row[ACCEPTED.name] for row in sheets.get("采购明细", ())}
    for row in sheets.get("采购", ()):
        said[ACCEPTED_ON.attr] = row[ACCEPTED_ON.name]
    return said | {MISSING.name: [_by_attribute(MISSING.sheet, row) for row in sheets.get("签名", ())]}


def completion_written(form: LateForm, purchase: Purchase) -> Written:
    """The rows that complete a purchase, with as much of what is stored as names them."""
    rows, own = Written(), {PURCHASE.number: purchase.number}
    if ACCEPTED_ON.attr in form and form[ACCEPTED_ON.attr].data:
        rows.add(PURCHASE.sheet, {ACCEPTED_ON.name: form[ACCEPTED_ON.attr]}, **own, **_stored(purchase))
    for ordered in open_lines(purchase):
        if form[_name(ordered)].data:
            rows.add(LINES.sheet, {ACCEPTED.name: form[_name(ordered)]}, **own, **_stored_line(ordered))
    _add_rows(rows, form, MISSING, PURCHASE.sheet, **{MISSING.own_number(PURCHASE.sheet): purchase.number})
    return rows


def _form(fields: dict[str, Any]) -> type[LateForm]:
    return type("MatterForm", (LateForm,), fields)


def _cells(sheet: Sheet, columns: Iterable[Column], canteen_id: int) -> dict[str, Any]:
    return {column.attr: cell(sheet, column, offered(column, canteen_id)) for column in columns}


def _rows(part: Part, paper: Sheet, canteen_id: int) -> Any:
    row = type("Row", (RowForm,), _cells(part.sheet, part.asked(paper), canteen_id))
    return FieldList(FormField(row), part.title, min_entries=part.rows)


def _add_rows(rows: Written, form: LateForm, part: Part, paper: Sheet, **known: object) -> None:
    typed = [row.form for row in cast("FieldList[Any]", form[part.name]) if not row.form.is_blank]
    counted = any(column.name == COUNTED_HERE for column in part.sheet.columns)
    for place, row in enumerate(typed, 1):
        rows.add(part.sheet, _by_header(row, part.asked(paper)), **known, **({COUNTED_HERE: place} if counted else {}))


def _by_header(form: Form, columns: Iterable[Column]) -> dict[str, Field]:
    return {column.name: form[column.attr] for column in columns}


def _by_attribute(sheet: Sheet, row: dict[str, object]) -> dict[str, object]:
    return {column.attr: row[column.name] for column in sheet.columns if column.name in row}


def _name(ordered: Line) -> str:
    return _field_of(ordered.line_no)


def _field_of(line_no: object) -> str:
    return f"{ACCEPTED.attr}_{line_no}"


def _stored(purchase: Purchase) -> dict[str, object]:
    return {
        "采购日期": purchase.purchased_on.isoformat(),
        "供应商": purchase.supplier.name,
        "资金": purchase.fund,
        "用途": purchase.purpose,
    }


def _stored_line(ordered: Line) -> dict[str, object]:
    return {
        "行号": ordered.line_no,
        "品目": ordered.item.name,
        "数量": trimmed(ordered.quantity, 3),
        "单价": yuan(ordered.unit_price),
    }
