"""The forms of the set-up: the unit, a canteen, an account, a department."""

from datetime import timedelta

from wtforms import Field, SelectField, ValidationError
from wtforms.validators import Optional, Regexp

from canteen import clock
from canteen.fields import Amendment, Entry, NumberField, day, line, one_of, yuan
from canteen.models.words import AccountKind, Fund
from canteen.months import EARLIEST
from canteen.tax_number import is_tax_number

CODE = Regexp(r"\A[0-9A-Za-z]{1,16}\Z", message="代码用 1 至 16 个字母或数字")
A_YEAR = timedelta(days=366)


class UnitForm(Entry):
    """单位."""

    title = line("单位名称", description="和发票抬头一字不差")
    tax_number = line(
        "统一社会信用代码",
        most=40,
        filters=[lambda text: (text or "").upper()],
        description="18 位，在统一社会信用代码证书或法人证书上",
    )

    def validate_tax_number(self, field: Field) -> None:
        """Check the last character."""
        if not is_tax_number(field.data):
            raise ValidationError("应为 18 位，且末位校验码要对，请对照证书")


class CanteenForm(Entry):
    """食堂."""

    name = line("食堂名称")
    started_on = day(
        "启用日期",
        needed=False,
        description="从这一天起在明账里记账：这一天以前的历史可以导入，这一天起的不能再导入，只能登记或补录。",
    )

    def validate_started_on(self, field: Field) -> None:
        """Refuse a day more than a year ahead."""
        if field.data and field.data > clock.today() + A_YEAR:
            raise ValidationError("最多定到一年以后")


class NewCanteenForm(CanteenForm):
    """另一个食堂."""

    code = line("食堂代码", CODE, most=16, description="导入台账和命令行用它认食堂，建立以后不改")


class DepartmentForm(Amendment):
    """部门."""

    name = line("部门名称")


class AccountForm(Amendment):
    """账户."""

    name = line("账户名称", description="例如：伙食费户（建设银行 尾号 3306）、食堂现金")
    kind = one_of("类型", AccountKind)
    fund = one_of("资金", Fund)
    year = NumberField("年度", description="下面的余额是哪一年年初的")
    opening = yuan("年初余额", signed=True, description="透支填负数")
    holder = SelectField("保管人", [Optional()], description="采购身上的备用金才填；食堂的现金和银行账户不填")
    """A staff number; the view gives the choices."""

    def validate_year(self, field: Field) -> None:
        """Refuse a year that cannot be meant, and a balance of no year."""
        if field.data is None:
            if self.opening.data is not None:
                raise ValidationError("请填年初余额的年度")
        elif not EARLIEST.year <= field.data <= clock.today().year + 1:
            raise ValidationError("年度不对，请核对")

    def validate_opening(self, field: Field) -> None:
        """A year has a balance, if only 0."""
        if self.year.data is not None and field.data is None:
            raise ValidationError("请填这一年的年初余额，没有就填 0")

    def validate_holder(self, field: Field) -> None:
        """Refuse somebody who would carry a bank account about."""
        if field.data and "kind" in self and self.kind.data != AccountKind.CASH:
            raise ValidationError("只有现金才有保管人")


class AccountChangeForm(AccountForm):
    """账户, which may also be given up."""

    retired_on = day("停用日期", needed=False, description="停用以后不能再选它收付款，历史照样看得到")
