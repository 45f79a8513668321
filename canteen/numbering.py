"""Document numbers, CG-202610-0001: gapless in a canteen, kind and month; given by the step that makes a document live."""

import re
from datetime import date

from sqlalchemy import func, select

from canteen.db import db
from canteen.models import Income, Payment, Purchase, Receipt, Reception, SourcingCase, Transfer, UtilityBill
from canteen.models.common import Document

PREFIXES: dict[type[Document], str] = {
    Purchase: "CG",
    Receipt: "PJ",
    Payment: "FK",
    Income: "SR",
    Reception: "JD",
    UtilityBill: "SD",
    SourcingCase: "LX",
    Transfer: "ZZ",
}


def next_number(model: type[Document], canteen_id: int, day: date) -> str:
    """One more than the highest number of our pattern in the canteen and month; imported ones count too.

    The caller holds the canteen's lock, so that nobody else takes the same number.
    """
    series = f"{PREFIXES[model]}-{day:%Y%m}-"
    taken = db.session.scalars(
        select(model.number)
        .where(model.canteen_id == canteen_id, model.number.startswith(series, autoescape=True))
        .order_by(func.length(model.number).desc(), model.number.desc())
    )
    pattern = re.compile(re.escape(series) + r"(\d{4,})", re.ASCII)
    highest = next((int(match[1]) for number in taken if (match := pattern.fullmatch(number or ""))), 0)
    return f"{series}{highest + 1:04}"
