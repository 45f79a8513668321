"""A purchase's course: where it stands, what may be done with it there and by whom, who signed it, what sets a signature aside."""

from canteen.course.completing import complete, mend, stated
from canteen.course.deeds import Deed, may_now, posts_for, require
from canteen.course.foresight import act_for, as_if_signed, barring, coming, completing, shut_month
from canteen.course.returning import part_of, send_back
from canteen.course.signatures import resettle, resettle_all, sell, set_aside, sign, stage_of
from canteen.course.standing import Standing, how_many_missing, is_complete, returned_for, signers, standing_of

__all__ = [
    "Deed",
    "Standing",
    "act_for",
    "as_if_signed",
    "barring",
    "coming",
    "complete",
    "completing",
    "how_many_missing",
    "is_complete",
    "may_now",
    "mend",
    "part_of",
    "posts_for",
    "require",
    "resettle",
    "resettle_all",
    "returned_for",
    "sell",
    "send_back",
    "set_aside",
    "shut_month",
    "sign",
    "signers",
    "stage_of",
    "standing_of",
    "stated",
]
