"""Keeping what the scale showed: each recording is a weighing of its own, and the latest says what was accepted."""

from canteen import clock
from canteen.acceptance.forms import PortionForm, WeighForm, Whole
from canteen.contents import round_of, whole_lines
from canteen.course import Deed, require, resettle
from canteen.course.kept import log_weighings
from canteen.course.signatures import lapse
from canteen.course.standing import ON_PAPER, is_on_paper
from canteen.entering import Fault
from canteen.formats import milli
from canteen.holders import my_staff_no
from canteen.models import Line, Purchase, Weighing
from canteen.models.common import thing_of
from canteen.pictures import attach
from canteen.security import current
from canteen.step import refuse_shut

PHOTO = "验收照片"
ABSENT = "没有送来"
WHY = "重新过秤"
OTHER_GOODS = "第 {number} 行：您打开以后采购改过品目，现在是 {name}，还没有保存；看清货再点一次"


def record(form: WeighForm, purchase: Purchase) -> None:
    """Keep what the form says, within the caller's step. Raises Fault where the delivery is no longer as its page showed."""
    require(Deed.WEIGH, purchase)
    refuse_shut(purchase.canteen_id, purchase.purchased_on)  # what arrived is a figure of the month of its purchase
    if is_on_paper(purchase):
        raise Fault("", ON_PAPER)
    lapse(purchase)
    made = []
    for line in whole_lines([purchase]):
        portion = form.portion(line)
        if not portion.is_blank:
            _refuse_overtaken(portion, line)
            made.append(_weigh(portion, line))
    log_weighings(purchase, made)
    resettle(purchase, WHY)


def seen(line: Line) -> str:
    """What tells a line's goods from others, and its latest weighing from an earlier one."""
    return f"{line.item_id}-{line.weighings[-1].id if line.weighings else 0}"


def _refuse_overtaken(portion: PortionForm, line: Line) -> None:
    """Say once that the line was weighed, or its goods changed, since the page was shown; sent again, the form counts."""
    before, portion.seen.data = str(portion.seen.data), seen(line)
    if before == seen(line):
        return
    if before.partition("-")[0] != str(line.item_id):
        raise Fault("", OTHER_GOODS.format(number=line.line_no, name=line.item.name))
    if line.weighings:
        kept = f"{milli(line.weighings[-1].accepted)} {line.item.unit}"
        raise Fault("", f"{line.item.name}：刚才已有人记下 {kept}，您填的还没有保存；再点一次，就以您填的为准")


def _weigh(portion: PortionForm, line: Line) -> Weighing:
    weighed = "tare" in portion and not portion.whole
    food = "batch" in portion and not portion.whole
    line.accepted = portion.accepted
    made = Weighing(
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
    line.weighings.append(made)
    attach(portion.photo.data, thing_of(line.purchase), PHOTO, line.purchase.canteen_id)
    return made


def _reason(portion: PortionForm) -> str | None:
    """Why less was kept than arrived, in the words of whoever weighed it."""
    said = str(portion.reason.data or "")
    if portion.whole:
        return ABSENT if portion.whole is Whole.ABSENT else f"整样拒收：{said}"
    if portion.refused.data:
        return f"拒收 {milli(portion.refused.data)} {portion.unit}：{said}"
    return said or None
