"""When a clause is asked, with what force, and for which months."""

from enum import Enum, StrEnum


class Stage(StrEnum):
    """The step at which a clause is asked."""

    SIGN = "签名"
    CHANGE = "改动"
    SUBMIT = "提交"
    ACCEPT = "验收"
    DOCUMENT = "票据"
    APPROVE = "审批"
    PAY = "付款"
    APPLY = "申请"
    RECORD = "登记"
    CLOSE = "月结"


ASKED_AT = {
    Stage.CHANGE: {Stage.SIGN},
    Stage.SUBMIT: {Stage.SIGN, Stage.SUBMIT},
    Stage.ACCEPT: {Stage.SIGN, Stage.SUBMIT, Stage.ACCEPT},
    Stage.APPROVE: {Stage.SIGN, Stage.SUBMIT, Stage.ACCEPT, Stage.APPROVE},
}
"""A clause of `submit` is asked again at `accept` and `approve`, one of `accept` again at `approve`; one of any signing always.

A change of what was signed signs nothing itself: it is asked what any signing is, that the signatures still hold.
"""


SIGNER_CLAUSES = ("1.4", "1.6", "3.5", "B.9")
"""All that a signature before the completing one is asked."""


class Force(StrEnum):
    """What a finding does at a form: refuse the step, or let it through and be kept."""

    BLOCK = "block"
    WARN = "warn"

    @property
    def word(self) -> str:
        """The force for people."""
        return "阻止" if self is Force.BLOCK else "警告"


class Months(Enum):
    """For which months a subject is asked at a form."""

    OWN = "the document's"
    SINCE = "the document's and each later one up to today's"
    TODAY = "today's"
