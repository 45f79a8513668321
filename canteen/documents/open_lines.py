"""The lines of a draft that say no quantity or no price yet, beside those that do."""

from sqlalchemy import null

from canteen.documents.paper import Section
from canteen.documents.rows import Shown
from canteen.ledger import Line as Row
from canteen.models import OpenLine, Purchase

TITLE = "没填齐的明细，没算进合计"
COLUMNS = {"品目": "text", "数量": "milli", "单价": "yuan", "还没填": "text", "备注": "text"}


def open_lines_of(paper: object) -> list[Section]:
    """A draft's open lines in their order, where there are any."""
    if not isinstance(paper, Purchase) or not paper.open_lines:
        return []
    columns = [Shown(*column, null()) for column in COLUMNS.items()]
    return [Section(TITLE, columns, [_row(each) for each in paper.open_lines])]


def _row(each: OpenLine) -> Row:
    return Row([each.item.name, each.quantity, each.unit_price, each.lacks, each.note])
