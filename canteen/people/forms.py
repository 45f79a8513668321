"""The forms of people and log-ins: what is no fact (an empty name, a wrong check digit) they say at the field."""

from typing import Any

from wtforms import Field, PasswordField, SelectField, StringField, ValidationError
from wtforms.validators import EqualTo, Length, Optional, Regexp

from canteen.fields import REQUIRED, Entry, Form, day, line, trimmed
from canteen.models.words import Post
from canteen.security import passwords
from canteen.security.passwords import LONGEST, SHORTEST, SHORTEST_PRIVILEGED
from canteen.tax_number import is_tax_number

USERNAME = Regexp(r"\A[a-z0-9_.\-\u4e00-\u9fff]{2,40}\Z", message="登录名用 2 至 40 个小写字母、数字或汉字")
NAME_LENGTH = Length(max=64, message="登录名或口令不对")
POSTS: list[Any] = [post.value for post in Post]
CODE = Regexp(r"\A[0-9A-Za-z]{1,16}\Z", message="代码用 1 至 16 个字母或数字")


def lowered(text: str | None) -> str:
    """The text in small letters."""
    return trimmed(text).lower()


def username() -> StringField:
    """The name for logging in."""
    rules = [REQUIRED, USERNAME]
    return StringField("登录名", rules, filters=[lowered], render_kw={"autocomplete": "username", "maxlength": "40"})


def secret(label: str, autocomplete: str, *rules: Any, description: str = "") -> PasswordField:
    """A password, taken as it is typed."""
    return PasswordField(label, [REQUIRED, *rules], description=description, render_kw={"autocomplete": autocomplete})


def new_password() -> PasswordField:
    """A password being chosen."""
    shortest = f"至少 {SHORTEST} 个字；管理员、会计、出纳和审批人至少 {SHORTEST_PRIVILEGED} 个字。可以是一句话。"
    return secret("新口令", "new-password", description=shortest)


def again() -> PasswordField:
    """The same password once more."""
    return secret("再填一次", "new-password", EqualTo("password", "两次填的不一样"))


class LogInForm(Form):
    """登录."""

    name = StringField("登录名", [REQUIRED, NAME_LENGTH], filters=[lowered], render_kw={"autocomplete": "username"})
    password = secret("口令", "current-password")


def grouped(text: str | None) -> str:
    """A one-time code as it was given out, however it was typed: capitals, in groups of four."""
    letters = "".join(letter for letter in trimmed(text).upper() if letter.isalnum())
    return "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))


class CodeForm(Form):
    """用登录码设口令."""

    name = StringField("登录名", [REQUIRED, NAME_LENGTH], filters=[lowered], render_kw={"autocomplete": "username"})
    code = StringField("一次性登录码", [REQUIRED], filters=[grouped], render_kw={"autocomplete": "one-time-code"})
    password = new_password()
    again = again()


class PasswordForm(Form):
    """改口令."""

    old = secret("现在的口令", "current-password", Length(max=LONGEST, message="口令不对"))
    password = new_password()
    again = again()


class FirstRunForm(Form):
    """开始使用明账."""

    unit = line("单位名称", render_kw={"autocomplete": "organization"})
    tax_number = StringField(
        "统一社会信用代码", [Optional()], filters=[lambda text: trimmed(text).upper()], description="可以以后再填"
    )
    code = line("食堂代码", CODE, most=16, description="例如 01；导入台账和命令行用它认食堂，以后不改")
    canteen = line("食堂名称")
    person = line("姓名", render_kw={"autocomplete": "name"})
    staff_no = line("工号", most=40)
    name = username()
    password = new_password()
    again = again()

    def validate_tax_number(self, field: Field) -> None:
        """Check the last character."""
        if not is_tax_number(field.data):
            raise ValidationError("应为 18 位，且末位校验码要对，请对照营业执照或法人证书")

    def validate_password(self, field: Field) -> None:
        """Say what is wrong with it in one round with the other fields."""
        names = (self.unit, self.canteen, self.person, self.name, self.staff_no)
        if fault := passwords.fault(field.data, privileged=True, known=tuple(name.data or "" for name in names)):
            raise ValidationError(fault)


class NewPersonForm(Entry):
    """登记人员."""

    name = line("姓名")
    staff_no = line("工号", most=40)
    post = SelectField("岗位", choices=POSTS)
    started_on = day("任职开始", description="可以是以前或以后的日子")


class AppointForm(Entry):
    """任命."""

    post = SelectField("岗位", choices=POSTS)
    started_on = day("任职开始", description="可以是以前或以后的日子")
    ended_on = day("任职结束", needed=False, description="当天仍在任；没有定下就空着")

    def validate_ended_on(self, field: Field) -> None:
        """Refuse an end before the start."""
        if self.started_on.data and field.data and field.data < self.started_on.data:
            raise ValidationError("结束不能早于开始")


class EndForm(Entry):
    """结束任职."""

    ended_on = day("任职结束", description="当天仍在任，第二天起没有这个岗位")


class UsernameForm(Entry):
    """发登录."""

    username = username()
