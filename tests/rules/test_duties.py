"""Item 1: who buys, who receives and who approves keep each other honest."""

import pytest

from tests.rules.cases import Case, Found, Judge, appoint, change, crime, fine, remove, sign, titles
from tests.world import CABBAGE, GLOVES, RICE, SEPTEMBER

TWO_BUYERS = (
    crime(
        "1.1 一人采购",
        remove("签名", RICE, "采购人", "1002"),
        finds=Found("1.1", RICE, says="1"),
    ),
    crime(
        "1.1 同一个人签两次，仍是一人",
        change("签名", RICE, "采购人", "1002", 签名人="1001"),
        finds=Found("1.1", RICE),
    ),
    crime(
        "1.1 第二人的签名晚于检查日",
        change("签名", GLOVES, "采购人", "1002", 签名时间="2026-11-11 00:00"),
        finds=Found("1.1", GLOVES),
    ),
    fine("1.1 第二人在检查日当天签", change("签名", GLOVES, "采购人", "1002", 签名时间="2026-11-10 23:59")),
    fine(
        "1.1 三人采购", appoint("1003", "杨光", "采购", "2026-06-01"), sign(RICE, "采购人", "1003", "2026-10-09 06:50")
    ),
    fine("1.1 参数减为一人", remove("签名", RICE, "采购人", "1002"), numbers=(("min_purchasers", "1", "2026-10-09"),)),
    crime(
        "1.1 参数次日才减为一人",
        remove("签名", RICE, "采购人", "1002"),
        numbers=(("min_purchasers", "1", "2026-10-10"),),
        finds=Found("1.1", RICE),
    ),
)
TWO_RECEIVERS = (
    crime("1.2 一人验收", remove("签名", RICE, "验收人", "2002"), finds=Found("1.2", RICE, says="1")),
    crime(
        "1.2 同一个人签两次，仍是一人",
        change("签名", RICE, "验收人", "2002", 签名人="2001"),
        finds=Found("1.2", RICE),
    ),
    crime(
        "1.2 从十月二十六日起要三人",
        numbers=(("min_receivers", "3", "2026-10-26"),),
        finds=Found("1.2", GLOVES, says="2"),
    ),
)
ON_THE_SPOT = (
    crime(
        "1.3 次日零时补签",
        change("签名", RICE, "验收人", "2002", 签名时间="2026-10-10 00:00"),
        finds=Found("1.3", RICE),
    ),
    fine("1.3 当天最后一分钟签", change("签名", RICE, "验收人", "2002", 签名时间="2026-10-09 23:59")),
    crime(
        "1.3 货到前一天就签了",
        change("签名", RICE, "验收人", "2002", 签名时间="2026-10-08 23:59"),
        finds=Found("1.3", RICE),
    ),
    crime("1.3 签了名，没有验收日期", change("采购", RICE, 验收日期=None), finds=Found("1.3", RICE)),
    crime("1.3 验收日期晚于检查日", change("采购", RICE, 验收日期="2026-11-11"), finds=Found("1.3", RICE)),
    crime(
        "1.3 没有验收人签名，就不论当场不当场",
        remove("签名", RICE, "验收人"),
        change("采购", RICE, 验收日期=None),
        finds=(Found("1.2", RICE), Found("3.4", RICE, "1120.00")),
    ),
    fine("1.3 采购人和审批人可在别的日子签", change("签名", RICE, "采购人", "1002", 签名时间="2026-10-08 18:00")),
)
ROTATION = (
    crime(
        "1.4 满一年又一天的采购人",
        change("任职", "1001", 任职开始="2025-10-30"),
        finds=Found("1.4", "1001/采购", says="12"),
    ),
    crime(
        "1.4 满一年又一天的验收人",
        change("任职", "2001", 任职开始="2025-10-30"),
        finds=Found("1.4", "2001/验收"),
    ),
    fine("1.4 审批人不在轮换之列", change("任职", "3001", 任职开始="2015-01-01")),
    crime(
        "1.4 恰好一年，只是超过半年",
        change("任职", "1001", 任职开始="2025-10-31"),
        finds=Found("1.5", "1001/采购"),
    ),
    fine("1.4 月末前一天离任", change("任职", "1001", 任职开始="2025-01-01", 任职结束="2026-10-30")),
    crime(
        "1.4 月末当天仍在任",
        change("任职", "1001", 任职开始="2025-01-01", 任职结束="2026-10-31"),
        finds=Found("1.4", "1001/采购"),
    ),
    crime(
        "1.4 间隔九十天，视为连续",
        appoint("1001", "李卫东", "采购", "2025-06-01", "2026-03-03"),
        finds=Found("1.4", "1001/采购"),
    ),
    fine("1.4 间隔九十一天，重新起算", appoint("1001", "李卫东", "采购", "2025-06-01", "2026-03-02")),
    crime(
        "1.4 昨日离任、今日再任",
        appoint("1001", "李卫东", "采购", "2025-06-01", "2026-05-31"),
        finds=Found("1.4", "1001/采购"),
    ),
    crime(
        "1.4 两任重叠",
        appoint("1001", "李卫东", "采购", "2025-06-01", "2026-08-31"),
        finds=Found("1.4", "1001/采购"),
    ),
    crime(
        "1.4 中间夹着短的一任，仍从最晚的离任日算间隔",
        appoint("1001", "李卫东", "采购", "2025-06-01", "2026-05-01"),
        appoint("1001", "李卫东", "采购", "2025-07-01", "2025-08-01"),
        finds=Found("1.4", "1001/采购"),
    ),
    fine("1.4 另一岗位的任职不接上", appoint("1001", "李卫东", "验收", "2025-06-01", "2026-05-31")),
    fine("1.4 另一个人的任职不接上", appoint("1003", "杨光", "采购", "2025-06-01", "2026-05-31")),
    fine(
        "1.4 间隔参数减为三十天",
        appoint("1001", "李卫东", "采购", "2025-06-01", "2026-05-01"),
        numbers=(("rotation_gap_days", "30", "2026-01-01"),),
    ),
    crime("1.5 满半年又一天", change("任职", "1001", 任职开始="2026-04-30"), finds=Found("1.5", "1001/采购", says="6")),
    fine("1.5 差一天满半年", change("任职", "1001", 任职开始="2026-05-01")),
    crime(
        "1.5 三月二十九日起，到九月末超过半年",
        change("任职", "2002", 任职开始="2026-03-29"),
        month=SEPTEMBER,
        finds=Found("1.5", "2002/验收"),
    ),
    fine("1.5 三月三十日起，到九月三十日恰好半年", change("任职", "2002", 任职开始="2026-03-30"), month=SEPTEMBER),
    fine("1.5 三月三十一日起，半年到九月三十日为止", change("任职", "2002", 任职开始="2026-03-31"), month=SEPTEMBER),
    fine("1.5 下月才上任的不算", appoint("1003", "杨光", "采购", "2026-11-01")),
)
KEPT_APART = (
    crime(
        "1.6 采购人自己审批",
        appoint("1001", "李卫东", "审批", "2026-10-10", "2026-10-10"),
        change("签名", RICE, "审批人", 签名人="1001"),
        finds=Found("1.6", RICE, says="1 人"),
    ),
    crime(
        "1.6 采购人自己验收",
        appoint("1001", "李卫东", "验收", "2026-10-09", "2026-10-09"),
        sign(RICE, "验收人", "1001", "2026-10-09 08:10"),
        finds=Found("1.6", RICE),
    ),
    crime(
        "1.6 验收人自己审批，又不在审批岗上",
        change("签名", RICE, "审批人", 签名人="2001"),
        finds=(Found("1.6", RICE), Found("B.9", RICE)),
    ),
    fine("1.6 出售人不在三人之内", change("签名", CABBAGE, "出售人", 签名人="1001")),
    fine(
        "1.6 在别的单据上换了角色",
        change("任职", "1001", 任职结束="2026-10-21"),
        appoint("1003", "杨光", "采购", "2026-10-22"),
        appoint("1001", "李卫东", "验收", "2026-10-22"),
        change("签名", GLOVES, "采购人", "1001", 签名人="1003"),
        change("签名", GLOVES, "验收人", "2001", 签名人="1001"),
    ),
    crime(
        "1.7 月末兼采购与审批",
        appoint("1001", "李卫东", "审批", "2026-10-31"),
        finds=Found("1.7", "1001", says="2 个岗位"),
    ),
    crime("1.7 月末兼采购与验收", appoint("2001", "赵国强", "采购", "2026-06-01"), finds=Found("1.7", "2001")),
    fine("1.7 月末前一天已卸任", appoint("1001", "李卫东", "审批", "2026-10-01", "2026-10-30")),
    fine("1.7 下月一日才兼任", appoint("1001", "李卫东", "审批", "2026-11-01")),
    fine("1.7 兼部门经办不在此列", appoint("1001", "李卫东", "部门经办", "2026-06-01")),
    fine("1.7 同一岗位两次任职不是兼任", appoint("3001", "孙立军", "审批", "2026-10-01")),
)


@pytest.mark.parametrize("case", TWO_BUYERS + TWO_RECEIVERS + ON_THE_SPOT + ROTATION + KEPT_APART, ids=titles)
def test_duties(case: Case, judge: Judge) -> None:
    judge(case)
