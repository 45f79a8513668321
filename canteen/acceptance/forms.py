"""The form of a delivery: for each line what the scale showed; a line left blank is not weighed yet."""

import re
from collections.abc import Iterator
from enum import StrEnum
from itertools import islice
from typing import Any, cast

from wtforms import Field, FormField, HiddenField, StringField

from canteen.contents import whole_lines
from canteen.fields import Entry, Form, NumberField, day, line, one_of
from canteen.models import Line, Purchase
from canteen.models.words import FOOD
from canteen.pictures import paper_field
from canteen.purchasing.scales import kept_quantity, typed_in
from canteen.weights import EITHER, JIN, KILOGRAMS, WEIGHED

WEIGHTS = ("gross", "tare", "refused")
NOTHING_TYPED = "还没有填：称好一样就填一样，没称的空着"
NO_REASON = "不收的要写原因"
NO_PHOTO = "不收的要拍照"
NOTHING_LEFT = "净重是 0：整样不收或没送来的，打开下面的“有不收的”"


class Whole(StrEnum):
    """What a button says of a whole line instead of its weight."""

    REFUSED = "refused"
    ABSENT = "absent"


class PortionForm(Form):
    """What arrived of a line. Quantities are in thousandths of the item's unit once the form is validated."""

    seen = HiddenField()
    """The key of the weighing that the page knew last."""
    gross = NumberField("毛重", places=3)
    tare = NumberField("皮重（袋、筐）", places=3)
    refused = NumberField("不收多少", places=3)
    reason = line("原因", needed=False)
    photo = paper_field("照片", needed=False)
    batch = line("批号", needed=False)
    best_before = day("保质期至", needed=False)
    certificate = line("检疫合格证号", needed=False)
    whole: Whole | None = None
    unit = typed = ""
    """The item's unit, and the one that the scale shows."""

    def shape(self, about: Line, scale: str | None) -> None:
        """Ask only what there is to know of the line."""
        self.unit = about.item.unit
        self.typed = typed_in(self.unit, scale)
        if self.unit not in WEIGHED:
            self.gross.label.text = "数量"
            del self.tare
        if about.item.category not in FOOD:
            del self.batch, self.best_before, self.certificate
        if "tare" in self:
            self.tare.render_kw = {**self.tare.render_kw, "placeholder": "0"}

    @property
    def is_blank(self) -> bool:
        """Whether it says nothing: the line is not weighed yet."""
        return not self.whole and not any(field.data for field in self if field.name != self.seen.name)

    @property
    def arrived(self) -> int:
        """What arrived: gross less tare, or what was counted."""
        return int(self.gross.data or 0) - self.taken_off

    @property
    def taken_off(self) -> int:
        """The tare; none of what is counted."""
        return int(self.tare.data or 0) if "tare" in self else 0

    @property
    def accepted(self) -> int:
        """What is kept of it."""
        return 0 if self.whole else self.arrived - int(self.refused.data or 0)

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether it is blank or sound."""
        if not super().validate(extra_validators):
            return False
        if self.is_blank and self.gross.data is None:
            return True
        faults = [*islice(self._faults(), 1)] or [*self._unexplained()]
        for field, sentence in faults:
            field.errors = [*field.errors, sentence]
        return not faults

    def _unexplained(self) -> Iterator[tuple[Field, str]]:
        """Whatever is refused, all of a line or a part, says why and shows it."""
        is_refused = self.whole is Whole.REFUSED if self.whole else bool(self.refused.data)
        if is_refused and not self.reason.data:
            yield self.reason, NO_REASON
        if is_refused and not self.photo.data:
            yield self.photo, NO_PHOTO

    def _faults(self) -> Iterator[tuple[Field, str]]:
        if self.whole:
            return
        if self.gross.data is None:
            yield self.gross, f"请填{self.gross.label.text}"
        yield from self._converted()
        if self.arrived < 0:
            yield self.tare, "皮重比毛重还大，请核对"
        if self.arrived == 0:
            yield self.gross, NOTHING_LEFT if "tare" in self else NOTHING_LEFT.replace("净重", "数量")
        if self.accepted < 0:
            yield self.refused, "不收的比送来的还多，请核对"
        if self.accepted == 0:
            yield self.refused, "全都不收的，请按“整样拒收”"

    def _converted(self) -> Iterator[tuple[Field, str]]:
        """Turn what the scale showed into the item's unit, once."""
        for name in [name for name in WEIGHTS if name in self]:
            try:
                self[name].data = kept_quantity(self[name].data or 0, self.unit, self.typed)
            except ValueError as fault:
                yield self[name], str(fault)


class WeighForm(Entry):
    """What arrived of some lines of a delivery."""

    scale = one_of("秤上的单位", (KILOGRAMS, JIN), default=KILOGRAMS)
    whole = StringField()
    """Pressed for a whole line: refused-3, absent-3."""

    def __init__(self, sent: Any, purchase: Purchase) -> None:
        super().__init__(sent)
        self._portions = [self.portion(each) for each in purchase.lines]
        for each, portion in zip(purchase.lines, self._portions, strict=True):
            portion.shape(each, self.scale.data)
        if not any(each.item.unit in EITHER for each in purchase.lines):
            del self.scale
        self._press(purchase)

    def portion(self, about: Line) -> PortionForm:
        """The part of the form that is about a line."""
        return cast("PortionForm", cast("Any", self[name_of(about)]).form)

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether it says something, and all that it says is sound."""
        if not super().validate(extra_validators):
            return False
        if all(portion.is_blank for portion in self._portions):
            self.form_errors.append(NOTHING_TYPED)
            return False
        return True

    def _press(self, purchase: Purchase) -> None:
        found = re.fullmatch(r"(refused|absent)-(\d{1,4})", self.whole.data or "", re.ASCII)
        for each in purchase.lines:
            if found and each.line_no == int(found[2]):
                self.portion(each).whole = Whole(found[1])


def weigh_form(sent: Any, purchase: Purchase) -> WeighForm:
    """The form of a delivery."""
    portions = {name_of(each): FormField(PortionForm) for each in whole_lines([purchase])}
    made = type("DeliveryForm", (WeighForm,), portions)
    return cast("WeighForm", made(sent, purchase))


def name_of(about: Line) -> str:
    """The name of the part of the form that is about a line."""
    return f"line_{about.line_no}"
