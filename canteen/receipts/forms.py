"""The forms of a receipt: what its paper says, the purchases that it covers, its list, its files."""

import unicodedata
from enum import StrEnum
from typing import Any

from wtforms import Field, HiddenField, ValidationError
from wtforms.form import BaseForm
from wtforms.validators import Optional

from canteen.fields import NOT_LISTED, Amendment, Asking, Entry, day, line, not_ahead, one_of, row_key, yuan
from canteen.models.words import ReceiptKind
from canteen.pictures import paper_field
from canteen.receipts.invoice import Invoice


class Listing(StrEnum):
    """清单: how the single goods come to an invoice that names them in one sum."""

    MADE = "跨天时自动做"
    PAPER = "附了纸质清单"
    NONE = "不附"


UNSEEN = ("Cf", "Cc")
"""Kinds of characters that come along when a number is copied: zero-width ones, marks of direction, control characters."""


def joined(text: str | None) -> str:
    """A number as it is kept: in plain characters, without the blanks between its parts and what cannot be seen."""
    plain = unicodedata.normalize("NFKC", text or "")
    return "".join(each for each in plain if not each.isspace() and unicodedata.category(each) not in UNSEEN)


def keys_in(text: str | None) -> set[int]:
    """The keys that a hidden field holds."""
    return {int(each) for each in (text or "").split(",") if each.isascii() and each.isdigit()}


class PurchasesField(Field):
    """The ticked purchases, by their keys, out of `choices`; macros/receipts.html shows the boxes."""

    data: list[int]
    choices: frozenset[int] = frozenset()

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the keys. Raises ValueError with the sentence for it."""
        self.data = []
        self.data = list(dict.fromkeys(map(row_key, valuelist)))

    def pre_validate(self, form: BaseForm) -> None:  # noqa: ARG002 - WTForms gives it
        """Refuse what is not offered, and nothing at all."""
        if not self.choices.issuperset(self.data):
            raise ValidationError(NOT_LISTED)
        if not self.data:
            raise ValidationError("请勾选这张票据管的采购，至少一笔")


class ReceiptForm(Asking, Amendment):
    """What a receipt's paper says; what an invoice lacks is for clause 3.2 to refuse."""

    kind = one_of("种类", ReceiptKind, description="白条只记下事实：月底没有换成发票或购货报销单，条款 3.10 会查出来。")
    number = line(
        "发票号码", needed=False, most=40, filters=[joined], description="数电票 20 位，没有发票代码；旧版 8 位"
    )
    code = line("发票代码", needed=False, most=20, filters=[joined], description="旧版发票才有，10 或 12 位")
    day = day("开票日期", not_ahead, needed=False)
    amount = yuan("金额", Optional(), signed=True, description="价税合计；红字发票填负数")
    buyer = line("购买方", needed=False, most=200)
    seller = line("销售方", needed=False, most=200)
    paper = paper_field("票据照片或 PDF", needed=False)
    listing = one_of(
        "清单", Listing, description="一张发票管几天的采购，后面要附清单（条款 3.6）：明账照验收的逐行做好。"
    )
    list_paper = paper_field("纸质清单的照片或 PDF", needed=False)

    @property
    def invoice(self) -> Invoice:
        """What was typed; only an invoice has a code and a number."""
        told = {each: self[each].data for each in ("day", "buyer", "seller", "amount")}
        if self.kind.data == ReceiptKind.INVOICE:
            told |= {"code": self.code.data, "number": self.number.data}
        return Invoice(**told)


class NewForm(ReceiptForm):
    """A receipt with the purchases that it covers."""

    purchases = PurchasesField("管哪几笔采购")
    known = HiddenField()
    """The purchases that had a receipt already when the page was shown."""


class LinkForm(Entry):
    """The purchases that a receipt covers."""

    purchases = PurchasesField("管哪几笔采购")
    was = HiddenField()
    """Those that it covered when the page was shown."""


class FileForm(Entry):
    """One more file of a receipt whose month is closed."""

    paper = paper_field("票据照片或 PDF")
