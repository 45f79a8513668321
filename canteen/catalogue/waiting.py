"""What purchasers entered on the spot and the accountant has not confirmed, and the desk's word on it."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import url_for

from canteen import changes, clock
from canteen.catalogue.duplicates import all_of
from canteen.catalogue.kinds import CATALOGUES, Catalogue, Entered
from canteen.choosing import here
from canteen.desk.notices import Notice
from canteen.models import Change
from canteen.months import first_day
from canteen.security import opens


@dataclass(frozen=True)
class Waiting:
    """An entry that waits: since when and whose it is, and whether the month of it has passed."""

    catalogue: Catalogue
    entry: Entered
    made: Change
    is_late: bool


def unconfirmed(canteen_id: int) -> list[Waiting]:
    """What waits in a canteen, the oldest first."""
    found = [
        _waiting(catalogue, entry)
        for catalogue in CATALOGUES.values()
        for entry in all_of(catalogue, canteen_id)
        if entry.unconfirmed
    ]
    return sorted(found, key=lambda each: each.made.at)


def notices() -> Iterator[Notice]:
    """What the accountant has to confirm."""
    if opens("catalogue.waiting") and (found := unconfirmed(here().id)):
        late = sum(each.is_late for each in found)
        over = f"，其中 {late} 个是上月或更早的，已经过了期限" if late else "，请在本月内办完"
        text = f"采购当场登记的 {len(found)} 个供应商或品目等会计确认{over}。"
        yield Notice(text, "去确认", url_for("catalogue.waiting"), found[0].made.at)


def _waiting(catalogue: Catalogue, entry: Entered) -> Waiting:
    made = changes.changes_of(entry)[-1]
    return Waiting(catalogue, entry, made, clock.local_day(made.at) < first_day(clock.today()))
