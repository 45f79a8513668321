"""The numbers that clauses use, under names for people."""

from collections.abc import Mapping
from string import Formatter
from typing import Any

from canteen.rulebook import Clause
from canteen.sentences import MESSAGE

LABELS = {
    "signers": "签名人数",
    "required": "至少",
    "accepted_on": "验收日期",
    "signed_on": "另日签名",
    "began": "任期自",
    "post": "岗位",
    "limit": "上限",
    "people": "人数",
    "posts": "岗位数",
    "day": "日期",
    "floor": "起点",
    "quoting": "报价家数",
    "own": "本供应商最低报价",
    "lowest": "全部最低报价",
    "missing": "缺项",
    "count": "个数",
    "days": "天数",
    "dearest": "所付最大一笔",
    "receipt": "票据",
    "no": "号码",
    "kind": "类别",
    "heads": "人数",
    "per_head": "人均标准",
    "end": "月末",
    "purpose": "用途",
    "fund": "资金",
    "paid": "已付",
    "total": "应付",
    "opening": "期初",
    "closing": "期末",
    "computed": "应为",
    "income": "收入",
    "cap": "上限",
    "spent": "已支出",
    "budget": "预算",
    "price": "单价",
    "receptions": "接待次数",
    "charged": "已收费",
    "settled": "结算",
    "approved_on": "审批日期",
    "amount": "发票",
    "totals": "对应采购",
    "known": "可比次数",
    "until": "有效期至",
    "runs": "连号组数",
    "guests": "来宾",
    "companions": "陪餐",
    "cost": "实际成本",
    "bought": "对应采购",
    "elsewhere": "另一食堂",
    "stake": "涉及金额",
    "1.6.people": "兼签人数",
    "3.5.count": "代签",
    "3.8.count": "现金付款笔数",
    "B.10.count": "采购笔数",
    "B.9.people": "不在岗签名人数",
}
"""By name, and where a clause means something else by it, by its number and name."""


def in_words(clause: Clause, numbers: Mapping[str, Any]) -> str:
    """The numbers that a clause used, each under its name: 签名人数 2，至少 2."""
    written = {name: spec or "" for _, name, spec, _ in Formatter().parse(clause.says) if name}
    return "，".join(
        f"{_label(clause, name)} {MESSAGE.format_field(value, written.get(name, ''))}"
        for name, value in numbers.items()
        if value is not None
    )


def says(clause: Clause) -> str:
    """What a finding says, with the names of the numbers in place of the numbers."""
    return "".join(
        f"{text}【{_label(clause, name)}】" if name else text for text, name, _, _ in Formatter().parse(clause.says)
    )


def _label(clause: Clause, name: str) -> str:
    return LABELS.get(f"{clause.number}.{name}") or LABELS[name]
