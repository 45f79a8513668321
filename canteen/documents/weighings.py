"""What receivers found, weighing by weighing: the list only grows, so that each acceptance (复验) stays to be seen."""

from sqlalchemy import null, select

from canteen.db import db
from canteen.documents.paper import Section
from canteen.documents.rows import Shown
from canteen.holders import names_in
from canteen.ledger import Line as Row
from canteen.models import Line, Purchase, Weighing

TITLE = "验收记录"
COLUMNS = {
    "时间": "instant",
    "第几次": "number",
    "品目": "text",
    "毛重": "milli",
    "皮重": "milli",
    "实收": "milli",
    "说明": "text",
    "批号": "text",
    "保质期至": "day",
    "检疫证": "text",
    "谁": "text",
}


def weighings_of(paper: object) -> list[Section]:
    """A purchase's weighings in the order in which they were made, where there are any."""
    if not isinstance(paper, Purchase):
        return []
    names = names_in(paper.canteen_id)
    made = db.session.scalars(select(Weighing).join(Line).where(Line.purchase_id == paper.id).order_by(Weighing.id))
    rows = [_row(each, names.get(each.by, each.by)) for each in made]
    return [Section(TITLE, [Shown(*column, null()) for column in COLUMNS.items()], rows)] if rows else []


def _row(each: Weighing, name: str) -> Row:
    weights = [each.gross, each.tare, each.accepted]
    more = [each.reason, each.batch, each.best_before, each.certificate]
    return Row([each.at, each.round, each.line.item.name, *weights, *more, name])
