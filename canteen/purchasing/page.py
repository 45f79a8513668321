"""The page of the form: its rows with amounts and price moves, what can be chosen, what lies ahead."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from flask import render_template
from sqlalchemy import select

from canteen.choosing import here
from canteen.course import returned_for
from canteen.db import db
from canteen.holders import name_of
from canteen.models import LogEntry, Purchase, SentBack
from canteen.models.common import thing_of
from canteen.models.words import Amiss, Role, State
from canteen.pictures import pictures_of
from canteen.purchasing import cash
from canteen.purchasing.foresight import Ahead, ahead
from canteen.purchasing.forms import MOST_LINES, LineForm, PurchaseForm
from canteen.purchasing.known import Entry, Known, Last
from canteen.purchasing.moves import Move, move
from canteen.purchasing.scales import typed_price
from canteen.purchasing.writing import PAPER


@dataclass(frozen=True)
class Row:
    """A row of the form as it is shown."""

    form: LineForm
    errors: list[str]
    move: Move | None
    asks_unit: bool
    """Whether its item is new, and wants a unit."""


@dataclass(frozen=True)
class Goods:
    """An item as the form offers it, with what was paid for it last."""

    entry: Entry
    last: Last | None


def rendered(form: PurchaseForm, purchase: Purchase | None, findings: list[dict[str, Any]]) -> str:
    """The whole page; of a purchase that is stored, with what is stored of it."""
    known = form.known
    looked = Ahead() if findings or form.errors else ahead(form, purchase)
    return render_template(
        "purchasing/form.html",
        title=_title(purchase),
        form=form,
        findings=findings,
        ahead=looked,
        purchase=purchase,
        signed=bool(purchase and purchase.signed(Role.BUYER)),
        returned=_returned(purchase) if purchase else None,
        saved_at=_saved_at(purchase) if purchase else None,
        pictures=[each for each in _pictures(purchase) if each.role == PAPER],
        rows=rows(form),
        most=MOST_LINES,
        items=_offered(known),
        suppliers=known.suppliers.entries,
        recent=[] if purchase or form.rows or form.supplier.data else known.recent(),
        carried=cash.carried() if "paid" in form else {},
        stated=[(name_of(here().id, who), fen) for who, fen in (cash.by_others(purchase) if purchase else [])],
    )


def fragment(form: PurchaseForm, purchase: Purchase | None) -> str:
    """What lies ahead, alone."""
    return render_template("purchasing/ahead.html", ahead=ahead(form, purchase), swapped=True)


def rows(form: PurchaseForm) -> list[Row]:
    """The form's rows."""
    return [_row(row.form, form.known) for row in form.lines]


def _row(form: LineForm, known: Known) -> Row:
    entry, kept = form.known, form.kept
    last = known.prices.get(entry.id) if entry else None
    errors = [f"{field.label.text}：{text}" for field in form for text in field.errors]
    moved = move(last, kept[1] if kept else None, partial(typed_price, unit=form.own_unit, typed=form.typed_in))
    return Row(form, errors, moved, bool(form.item.data) and entry is None)


def _offered(known: Known) -> list[Goods]:
    """The items, those that were bought last first."""
    goods = [Goods(entry, known.prices.get(entry.id)) for entry in known.items.entries]
    return sorted(goods, key=lambda each: each.last.day if each.last else date.min, reverse=True)


def _title(purchase: Purchase | None) -> str:
    if purchase is None:
        return "记一笔采购"
    return f"修改采购 {purchase.number}" if purchase.number else "采购草稿"


def _pictures(purchase: Purchase | None) -> list[Any]:
    return pictures_of(thing_of(purchase), here().id) if purchase else []


def _returned(purchase: Purchase) -> tuple[str, SentBack] | None:
    """Who sent its order back, and for what, as long as it is not mended."""
    returned = returned_for(purchase, Amiss.ORDER)
    return (name_of(here().id, returned.by), returned) if returned else None


def _saved_at(purchase: Purchase) -> datetime | None:
    """When the draft was last stored by a step; the log is read from its end, where a draft of these days stands."""
    if purchase.state != State.DRAFT:
        return None
    said = select(LogEntry.at).where(LogEntry.thing == thing_of(purchase), LogEntry.action.startswith("step."))
    return db.session.scalar(said.order_by(LogEntry.id.desc()).limit(1))
