"""The forms of the catalogues: the accountant's, and the shorter ones that a purchaser fills in on the spot."""

import re
import unicodedata
from typing import Any

from wtforms import BooleanField, Field, StringField, ValidationError
from wtforms.validators import Regexp

from canteen.fields import Amendment, Entry, day, day_until_today, line, one_of, yuan
from canteen.models.words import Category, SupplierKind
from canteen.tax_number import is_tax_number

PHONE = re.compile(r"[0-9+() -]{5,30}")
TELEPHONE = re.compile(r"(86)?1[3-9]\d{9}|(0\d{2,3})?[2-9]\d{6,7}")
WRONG_TAX_NUMBER = "应为 18 位，且末位校验码要对，请对照营业执照核对；没有就空着"
SPELT_BY_ITSELF = "查找时用。空着就按名称生成；多音字读错了可以改，几种读法用空格隔开"


def half_width(text: str | None) -> str:
    """The text in the half-width letters of numbers."""
    return unicodedata.normalize("NFKC", text or "")


def capitals(text: str) -> str:
    """The text in capitals."""
    return text.upper()


def small(text: str | None) -> str:
    """The text in small letters."""
    return half_width(text).casefold()


def phone(*rules: Any, needed: bool, **more: Any) -> StringField:
    """A telephone number."""
    rule = Regexp(PHONE, message="只填电话号码，例如 13800000000 或 0553-1234567")
    return line("电话", rule, *rules, most=30, needed=needed, filters=[half_width], **more)


def whole_phone(_form: object, field: Field) -> None:
    """Refuse what is no mobile's number and no landline's, whose digits are all there."""
    if field.data and not field.errors and not TELEPHONE.fullmatch(re.sub(r"\D", "", field.data)):
        raise ValidationError("位数不对：手机 11 位；座机 7 到 8 位，可带区号")


def spelling(label: str, most: int, description: str = "") -> StringField:
    """How the name is typed, in small letters."""
    rule = Regexp(r"[a-z0-9 ]*\Z", message="只用字母、数字和空格")
    return line(label, rule, most=most, needed=False, filters=[small], description=description)


def really() -> BooleanField:
    """The tick that lets a likely duplicate through; the page shows it only then."""
    return BooleanField("核对过了，不是同一家")


class SupplierForm(Amendment):
    """供应商."""

    name = line("名称", most=100, description="营业执照上的全称")
    kind = one_of("类型", SupplierKind)
    tax_number = line("统一社会信用代码", most=18, needed=False, filters=[half_width, capitals])
    licence = line("许可证号", needed=False, description="食品经营许可证等")
    licence_until = day("许可证有效期至", needed=False)
    phone = phone(needed=False)
    pinyin = spelling("拼音", 400, SPELT_BY_ITSELF)
    initials = spelling("首字母", 200)
    really = really()

    def validate_tax_number(self, field: Field) -> None:
        """Check the last character; what was brought in wrong may stay until somebody mends it."""
        if field.data != field.object_data and not is_tax_number(field.data):
            raise ValidationError(WRONG_TAX_NUMBER)


class StallForm(Entry):
    """零星摊贩, as a purchaser meets one at the market."""

    name = line("摊主或摊位名称", most=100)
    phone = phone(needed=True)
    really = really()


class ItemForm(Amendment):
    """品目."""

    name = line("名称", most=100)
    category = one_of("类别", Category)
    unit = line("计量单位", most=20, description="公斤、袋、台……")
    usual_price = yuan("参考单价")
    in_catalogue = BooleanField("集采目录内（政府集中采购目录列有）")
    durable = BooleanField("耐用（单价够标准的要登记固定资产）")
    pinyin = spelling("拼音", 400, SPELT_BY_ITSELF)
    initials = spelling("首字母", 200)


class FreshItemForm(Entry):
    """零星食材, as a purchaser meets it at the market."""

    name = line("名称", most=100)
    unit = line("计量单位", most=20, description="公斤、把、只……")


class RetireForm(Entry):
    """停用."""

    retired_on = day_until_today("停用日期")
