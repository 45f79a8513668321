"""Item 4: what receptions are charged, and that it is made public."""

from sqlalchemy import ColumnElement, exists, or_, select

from canteen.facts import ends_span
from canteen.models import Disclosure, Reception, ReceptionStandard
from canteen.parameters import DISCLOSURE_SPAN
from canteen.rulebook import Verdict, clause
from canteen.seen import MONTH, MONTH_END, seen
from canteen.stages import Stage
from canteen.subjects import MONTH_ITSELF, RECEPTION

TITLE = "接待收费标准"


def _per_head(reception: type[Reception]) -> ColumnElement[int]:
    """The standard in force for the kind on the day, the one that began last; NULL where there is none."""
    standard = seen(ReceptionStandard)
    return (
        select(standard.per_head)
        .where(standard.kind == reception.kind, standard.begins_on <= reception.held_on)
        .where(or_(standard.ends_on.is_(None), standard.ends_on >= reception.held_on))
        .order_by(standard.begins_on.desc())
        .limit(1)
        .scalar_subquery()
    )


@clause(
    "4.1",
    "制定会议接待及行政接待的餐费收费标准",
    RECEPTION,
    Stage.APPROVE,
    Stage.RECORD,
    says="{kind}收费 {stake:yuan} 元，{day} 没有生效的收费标准",
    way_out="先制定并登记该类接待的人均收费标准",
)
def standard_in_force(reception: type[Reception]) -> Verdict:
    """No standard for the kind is in force on the date."""
    return Verdict(
        _per_head(reception).is_not(None),
        stake=reception.charge,
        numbers={"kind": reception.kind, "day": reception.held_on},
    )


@clause(
    "4.2",
    "同上",
    RECEPTION,
    Stage.RECORD,
    says="{heads} 人按人均标准 {per_head:yuan} 元，收费超出 {stake:yuan} 元",
    way_out="按标准收费",
)
def within_standard(reception: type[Reception]) -> Verdict:
    """Charged more than the standard per head times guests and companions."""
    heads, per_head = reception.guests + reception.companions, _per_head(reception)
    return Verdict(
        reception.charge <= per_head * heads,
        concerns=per_head.is_not(None),
        stake=reception.charge - per_head * heads,
        numbers={"heads": heads, "per_head": per_head},
    )


@clause(
    "4.3",
    "定期公开收费情况，使收费工作透明化",
    MONTH_ITSELF,
    Stage.CLOSE,
    says="{end} 后到检查日没有公示本月（或所结束的公示期）",
    way_out="月末以后公示本月收支和收费情况",
    parameters=(DISCLOSURE_SPAN,),
)
def disclosed(_month: object) -> Verdict:
    """No disclosure of the month was published after its last day; only months that end a span are judged."""
    disclosure = seen(Disclosure)
    return Verdict(
        exists().where(disclosure.month == MONTH, disclosure.published_on > MONTH_END),
        concerns=ends_span(DISCLOSURE_SPAN),
        numbers={"end": MONTH_END},
    )
