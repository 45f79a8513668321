"""What the signatures upon a purchase stand for, role by role, and which of them no longer stand for what is there."""

from canteen.contents.forged import DIGESTED, forged, forged_ever, forged_in, made_here
from canteen.contents.papers import WHOLE, Papers, whole_lines
from canteen.contents.roles import act_of, is_weighed, receipt_of, round_of, weighing_of

__all__ = [
    "DIGESTED",
    "WHOLE",
    "Papers",
    "act_of",
    "forged",
    "forged_ever",
    "forged_in",
    "is_weighed",
    "made_here",
    "receipt_of",
    "round_of",
    "weighing_of",
    "whole_lines",
]
