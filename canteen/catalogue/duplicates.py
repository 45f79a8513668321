"""Whether an entry is there already: the same name but for blanks, width and case, the same tax number, the same telephone."""

import re
import unicodedata
from collections.abc import Sequence
from typing import cast

from flask import url_for
from markupsafe import Markup
from sqlalchemy import select

from canteen.catalogue.kinds import Catalogue, Entered
from canteen.db import db
from canteen.entering import Fault
from canteen.fields import Entry

BLANKS, SIGNS = re.compile(r"\s+"), re.compile(r"[\W_]+")
NUMBERS = {"tax_number": "统一社会信用代码", "phone": "电话"}


def folded(text: str | None) -> str:
    """The text half-width, in small letters, without blanks: what two texts have alike that are the same to people."""
    return BLANKS.sub("", unicodedata.normalize("NFKC", text or "").casefold())


def digits(number: str | None) -> str:
    """A tax number or a telephone without the signs that some write in it."""
    return SIGNS.sub("", folded(number))


def refuse_namesake(catalogue: Catalogue, entry: Entered, name: str) -> None:
    """Refuse a name that another entry bears. Raises Fault."""
    likeness = folded(name)
    for other in all_of(catalogue, entry.canteen_id):
        if other.id != entry.id and folded(other.name) == likeness:
            same = "已经登记过" if other.name == name else "只差空格、全角半角或大小写，已经登记过"
            way = "它已经停用，可以在它的页面上恢复使用" if other.retired_on else "请直接用它，或者换一个名称"
            raise Fault("name", Markup("{} {}。{}").format(same, _link(catalogue, other), way))


def ask_about_likeness(catalogue: Catalogue, supplier: Entered, form: Entry) -> None:
    """Have somebody look who enters another's tax number or telephone. Raises Fault."""
    typed = {attr: digits(form.data.get(attr)) for attr in NUMBERS}
    if form.data.get("really") or not any(typed.values()):
        return
    for other in all_of(catalogue, supplier.canteen_id):
        for attr, label in NUMBERS.items():
            if other.id != supplier.id and typed[attr] and typed[attr] == digits(getattr(other, attr)):
                sentence = Markup("{}和 {} 的相同。是同一家就直接用它；不是，请勾选后再保存")
                raise Fault("really", sentence.format(label, _link(catalogue, other)))


def all_of(catalogue: Catalogue, canteen_id: int) -> Sequence[Entered]:
    """All entries of a catalogue, retired ones too."""
    found = db.session.scalars(select(catalogue.model).where(catalogue.model.canteen_id == canteen_id))
    return cast("Sequence[Entered]", found.all())


def _link(catalogue: Catalogue, entry: Entered) -> Markup:
    address = url_for("documents.paper", slug=catalogue.slug, key=entry.id)
    return Markup('<a href="{}">{}</a>').format(address, entry.name)
