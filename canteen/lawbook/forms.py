"""The rulebook's forms: a parameter's new value, a clause's switch."""

from datetime import date

from wtforms import DateField, Field, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length

from canteen import clock
from canteen.fields import Form, believable, printable, trimmed
from canteen.parameters import Parameter


def _not_past(_form: Form, field: Field) -> None:
    if field.data and field.data < clock.today():
        raise ValidationError("只能从今天或以后的日子起；以前的月份已经按当时的规定判过")


def _reason() -> TextAreaField:
    limits = [DataRequired("请写明理由"), Length(max=1000, message="最多 1000 个字"), printable]
    return TextAreaField("理由", limits, filters=[trimmed], description="依据哪次会议、哪份文件；记入日志。")


class _FromADay(Form):
    """A change from a day on."""

    begins_on = DateField("自", [InputRequired("请填日期"), _not_past, believable], default=clock.today)
    reason = _reason()

    @property
    def day(self) -> date:
        """The day, of a form that was found valid."""
        return self.begins_on.data or clock.today()


class ParameterForm(_FromADay):
    """A parameter's value from a day on."""

    value = StringField("新的值", [InputRequired("请填数值")], filters=[trimmed])

    def read(self, parameter: Parameter) -> int | None:
        """The value as it is stored; None where it is none, which the form then says."""
        try:
            return parameter.parse(str(self.value.data))
        except ValueError as fault:
            self.value.errors = [str(fault)]
            return None


class OffForm(_FromADay):
    """From when on a clause is off, and why."""


class OnForm(Form):
    """Why a clause is on again."""

    reason = _reason()
