"""Writes an entry of a catalogue from its form, under the canteen's lock."""

from collections.abc import Mapping
from types import MappingProxyType

from canteen.catalogue.duplicates import ask_about_likeness, refuse_namesake
from canteen.catalogue.kinds import SUPPLIERS, Catalogue, Entered
from canteen.changes import amend
from canteen.db import db
from canteen.entering import Fault
from canteen.fields import Entry
from canteen.pinyin import spell

NOTHING: Mapping[str, object] = MappingProxyType({})


def write(catalogue: Catalogue, form: Entry, entry: Entered, given: Mapping[str, object] = NOTHING) -> None:
    """Store what the form says of the entry, and what is given. Raises Fault."""
    values = {name: value for name, value in form.data.items() if name in catalogue.labels} | dict(given)
    name = str(values["name"])
    refuse_namesake(catalogue, entry, name)
    if catalogue is SUPPLIERS:
        ask_about_likeness(catalogue, entry, form)
    _refuse_fixed(catalogue, entry, values)
    amend(entry, values | _spelt(entry, name, values), catalogue.labels)


def is_used(catalogue: Catalogue, key: int | None) -> bool:
    """Whether a live document uses the entry."""
    return key is not None and any(db.session.scalar(use.select()) for use in catalogue.uses(key))


def _spelt(entry: Entered, name: str, values: dict[str, object]) -> dict[str, object]:
    """The spelling that was typed; where none was, or only that of the former name, the name's own."""
    former = spell(entry.name) if entry.name else ("", "")
    return {
        attr: values[attr] if values.get(attr) and values[attr] != before else own
        for attr, own, before in zip(("pinyin", "initials"), spell(name), former, strict=True)
    }


def _refuse_fixed(catalogue: Catalogue, entry: Entered, values: dict[str, object]) -> None:
    """Refuse to change what a use has fixed since the form was shown."""
    changed = [attr for attr in catalogue.fixed if attr in values and values[attr] != getattr(entry, attr)]
    if entry.id is not None and changed and is_used(catalogue, entry.id):
        way = "请改回原来的；确实要改，就停用它另建一个"
        raise Fault(changed[0], f"已有单据用了这个{catalogue.word}，{catalogue.labels[changed[0]]}不能再改。{way}")
