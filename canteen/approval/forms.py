"""The form with which an approver sends a purchase back."""

from canteen.fields import Entry, line, one_of
from canteen.models.words import Amiss


class ReturnForm(Entry):
    """退回: what is amiss, and why."""

    amiss = one_of("什么不对", Amiss)
    reason = line("理由", most=200, description="写清哪里不对、要怎么改，例如“白菜发票少开 20 元，请换票”。")
