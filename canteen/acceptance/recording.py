"""Keeping what the scale showed: each recording is a weighing of its own, and the latest says what was accepted."""

from canteen import clock
from canteen.acceptance.forms import PortionForm, WeighForm, Whole
from canteen.changes import thing_of
from canteen.contents import round_of
from canteen.course import Deed, require, resettle
from canteen.course.signatures import lapse
from canteen.db import db
from canteen.entering import Fault
from canteen.formats import milli
from canteen.holders import my_staff_no
from canteen.models import Line, Purchase, Weighing
from canteen.models.words import Origin
from canteen.pictures import attach
from canteen.security import current

PHOTO = "验收照片"
ABSENT = "没有送来"
WHY = "重新过秤"
ON_PAPER = "这笔采购是纸上验收的，不在这里过秤；缺的签名请会计补录"


def record(form: WeighForm, purchase: Purchase) -> None:
    """Keep what the form says, within the caller's step. Raises Fault where the delivery is no longer as its page showed."""
    require(Deed.WEIGH, purchase)
    if is_on_paper(purchase):
        raise Fault("", ON_PAPER)
    lapse(purchase)
    for line in purchase.lines:
        portion = form.portion(line)
        if not portion.is_blank:
            _refuse_overtaken(portion, line)
            _weigh(portion, line)
    resettle(purchase, WHY)


def is_on_paper(purchase: Purchase) -> bool:
    """Whether history brought the day of its acceptance along."""
    return purchase.origin != Origin.PRODUCT and purchase.accepted_on is not None


def seen(line: Line) -> str:
    """What tells a line's latest weighing from an earlier one."""
    return str(line.weighings[-1].id if line.weighings else 0)


def _refuse_overtaken(portion: PortionForm, line: Line) -> None:
    """Say once that somebody weighed the line since the page was shown; sent again, the form counts."""
    if line.weighings and portion.seen.data != seen(line):
        portion.seen.data = seen(line)
        kept = f"{milli(line.weighings[-1].accepted)} {line.item.unit}"
        raise Fault("", f"{line.item.name}：刚才已有人记下 {kept}，您填的还没有保存；再点一次，就以您填的为准")


def _weigh(portion: PortionForm, line: Line) -> None:
    weighed = "tare" in portion and not portion.whole
    food = "batch" in portion and not portion.whole
    line.accepted = portion.accepted
    line.weighings.append(
        Weighing(
            round=round_of(line.purchase),
            gross=portion.gross.data if weighed else None,
            tare=portion.taken_off if weighed else None,
            accepted=portion.accepted,
            reason=_reason(portion),
            batch=portion.batch.data if food else None,
            best_before=portion.best_before.data if food else None,
            certificate=portion.certificate.data if food else None,
            by=my_staff_no() or current().username,
            at=clock.now(),
        )
    )
    attach(portion.photo.data, thing_of(line.purchase), PHOTO, line.purchase.canteen_id)
    db.session.flush()


def _reason(portion: PortionForm) -> str | None:
    """Why less was kept than arrived, in the words of whoever weighed it."""
    said = str(portion.reason.data or "")
    if portion.whole:
        return ABSENT if portion.whole is Whole.ABSENT else f"整样拒收：{said}"
    if portion.refused.data:
        return f"拒收 {milli(portion.refused.data)} {portion.unit}：{said}"
    return said or None
