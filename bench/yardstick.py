"""The yardstick: a plain Flask and ORM handler that stores what the product stores of a five-line purchase, and no more.

It reads the form, looks supplier and items up by name, and stores purchase, lines, the sent form's key and an entry of
the log, on the same engine with the same settings and the same lock. It knows no session, no right, no clause and no hash.
"""

from uuid import uuid4

from flask import Flask, redirect, request
from sqlalchemy import func, select
from werkzeug.wrappers import Response

from bench.working import LINES
from canteen import clock
from canteen.db import db, writing
from canteen.models import Item, Line, LogEntry, LogHead, Purchase, SentForm, Supplier


def plain(url: str) -> Flask:
    """The application."""
    app = Flask("yardstick")
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    db.init_app(app)
    app.add_url_rule("/purchases/new", view_func=_log, methods=["POST"])
    return app


def _log() -> Response:
    with writing():
        supplier = db.session.scalars(select(Supplier).where(Supplier.name == request.form["supplier"])).one()
        names = [request.form[f"lines-{line}-item"] for line in range(LINES)]
        items = {item.name: item for item in db.session.scalars(select(Item).where(Item.name.in_(names)))}
        purchase = _purchase(supplier, [items[name] for name in names])
        db.session.add(purchase)
        db.session.flush()
        address = f"/purchases/{purchase.id}/edit"
        db.session.add(SentForm(key=request.form["form_key"], user_id=1, address=address, at=clock.now()))
        db.session.add(_entry(purchase))
        db.session.commit()
    return redirect(address, 303)


def _purchase(supplier: Supplier, items: list[Item]) -> Purchase:
    form = request.form
    return Purchase(
        canteen_id=supplier.canteen_id,
        state="draft",
        purchased_on=clock.today(),
        supplier_id=supplier.id,
        fund=form["fund"],
        purpose=form["purpose"],
        author_id=1,
        draft_key=form["form_key"],
        lines=[_line(number, item) for number, item in enumerate(items)],
    )


def _line(number: int, item: Item) -> Line:
    quantity, price = (float(request.form[f"lines-{number}-{name}"]) for name in ("quantity", "unit_price"))
    return Line(line_no=number + 1, item_id=item.id, quantity=round(quantity * 1000), unit_price=round(price * 100))


def _entry(purchase: Purchase) -> LogEntry:
    last = db.session.scalar(select(func.max(LogEntry.id))) or 0
    db.session.get_one(LogHead, 1).last_id = last + 1
    unique = uuid4().hex * 2
    return LogEntry(
        id=last + 1,
        at=clock.now(),
        actor="bench",
        action="step.record",
        thing=f"purchase:{purchase.id}",
        detail={},
        previous=unique[::-1],
        hash=unique,
        mac=unique,
    )
