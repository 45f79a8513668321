"""The desk's word to the approver: what waits to be approved, and the receipts that came since."""

from collections.abc import Iterator

from flask import url_for

from canteen.approval import late, waiting
from canteen.choosing import here
from canteen.desk.notices import Notice
from canteen.security import opens
from canteen.signing import myself


def notices() -> Iterator[Notice]:
    """For those who sign."""
    if not opens("approval.sheet"):
        return
    if many := waiting.count(here().id):
        yield Notice(f"{many} 笔采购等审批。", "去看", url_for("approval.index"))
    if many := late.count(here().id, myself().staff_no):
        yield Notice(f"{many} 张票据等补签。", "去签", url_for("approval.late"))
