"""The rulebook's pages: every clause explained, parameters with their history, switches that work."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from canteen.check import rulebook
from canteen.db import db
from canteen.lawbook.meanings import MEANINGS
from canteen.lawbook.numbers import in_words, says
from canteen.models import ClauseSwitch, LogEntry, ParameterValue
from canteen.rulebook import Clause
from tests.pages.conftest import Visit
from tests.security.staff import post

LIMIT = "/lawbook/parameters/cash_limit"
TODAY = "2026-11-10"


def test_every_clause_is_explained_in_the_notices_order() -> None:
    assert list(MEANINGS) == [clause.number for clause in rulebook()]


@pytest.mark.parametrize("clause", rulebook().clauses, ids=lambda clause: clause.number)
def test_every_number_of_a_clause_has_a_name_for_people(clause: Clause) -> None:
    assert "{" not in says(clause)
    numbers = dict.fromkeys(clause.verdict.numbers, 1)
    assert not re.search("[a-z_]{2}", in_words(clause, numbers))


def test_a_clause_shows_its_text_meaning_parameters_and_this_months_count(visit: Visit) -> None:
    page = visit().get("/lawbook/1.2?month=2026-10").text
    for shown in ("验收人员也应至少两人", MEANINGS["1.2"].finds, "验收人数", "10 笔采购", "未了 1"):
        assert shown in page


def test_the_index_counts_the_months_findings(visit: Visit) -> None:
    page = visit().get("/lawbook/?month=2026-10").text
    found = re.search(r'href="/lawbook/3\.7".*?本月发现">(.*?)</td>', page, re.DOTALL)
    assert found
    assert ">1<" in found[1]


def test_whoever_reads_no_papers_reads_the_rules_without_the_counts(visit: Visit) -> None:
    client = visit("clerk")
    assert "本年各月" not in client.get("/lawbook/1.1").text
    assert "笔采购" not in client.get("/lawbook/").text


@pytest.mark.parametrize("url", ["/lawbook/11.1", "/lawbook/parameters/nothing"])
def test_a_rule_that_is_not_there_is_not_found(visit: Visit, url: str) -> None:
    assert visit().get(url).status_code == 404


def test_a_looser_value_is_said_in_red_and_logged_with_its_reason(own: Visit) -> None:
    client = own("管理员")
    changed = post(client, LIMIT, value="1500", begins_on=TODAY, reason="党工委会议纪要第 3 条")
    assert changed.status_code == 303
    page = client.get(LIMIT).text
    assert "现行 1500.00 元，通知 1000.00 元" in page
    assert '<tr class="hot">' in page
    assert "党工委会议纪要第 3 条" in page
    assert "姓me" in page
    assert "现金上限比通知宽" in client.get("/lawbook/3.7").text
    assert "比通知宽" in client.get("/lawbook/").text
    logged = db.session.scalars(select(LogEntry).where(LogEntry.action == "改参数")).one()
    assert logged.detail == {"value": "1500.00", "begins_on": TODAY, "reason": "党工委会议纪要第 3 条"}


@pytest.mark.parametrize(
    ("sent", "says_why"),
    [
        ({"value": "1e3"}, "现金上限应是至多 2 位小数的数"),
        ({"value": "-1"}, "现金上限应是"),
        ({"value": "10.001"}, "现金上限应是"),
        ({"value": ""}, "请填数值"),
        ({"begins_on": "2026-11-09"}, "只能从今天或以后的日子起"),
        ({"begins_on": "2026-11-31"}, "不是有效的日期值"),
        ({"reason": "  "}, "请写明理由"),
    ],
)
def test_a_change_that_cannot_be_keeps_what_was_typed(own: Visit, sent: dict[str, str], says_why: str) -> None:
    form = {"value": "900", "begins_on": TODAY, "reason": "会议决定"} | sent
    answer = post(own("管理员"), LIMIT, **form)
    assert answer.status_code == 422
    assert says_why in answer.text
    if form["reason"].strip():
        assert form["reason"] in answer.text
    assert db.session.scalar(select(ParameterValue)) is None


def test_a_day_has_one_value(own: Visit) -> None:
    client = own("管理员")
    form = {"begins_on": TODAY, "reason": "会议决定"}
    assert post(client, LIMIT, value="900", **form).status_code == 303
    assert "这一天已经有一个值" in post(client, LIMIT, value="800", **form).text


@pytest.mark.parametrize(
    ("name", "change", "switch"), [("keeper", 403, 303), ("approver", 403, 403), ("overseer", 403, 403)]
)
def test_who_may_change_and_who_may_switch(own: Visit, name: str, change: int, switch: int) -> None:
    client = own({"keeper": "会计", "approver": "审批", "overseer": "监管"}[name])
    assert post(client, LIMIT, value="900", begins_on=TODAY, reason="会议决定").status_code == change
    assert post(client, "/lawbook/B.5/off", begins_on=TODAY, reason="会议决定").status_code == switch
    assert "自这一天起改用" not in client.get(LIMIT).text


def is_checked(client: FlaskClient, clause: str) -> bool:
    """Whether this month's check asks the clause."""
    return f'href="/lawbook/{clause}"' in client.get("/month/2026-11").text


def test_a_clause_of_ours_is_switched_off_from_a_day_and_on_again(own: Visit) -> None:
    client = own("会计")
    assert is_checked(client, "B.5")
    assert post(client, "/lawbook/B.5/off", begins_on=TODAY, reason="上级另有规定").status_code == 303
    assert "本条自 2026-11-10 起停用" in client.get("/lawbook/B.5").text
    assert not is_checked(client, "B.5")
    assert 'href="/lawbook/B.5"' in client.get("/month/2026-10").text, "earlier months are judged as they were"
    assert post(client, "/lawbook/B.5/on", reason="规定撤销").status_code == 303
    assert is_checked(client, "B.5")
    assert post(client, "/lawbook/B.5/off", begins_on=TODAY, reason="又有规定").status_code == 303
    assert not is_checked(client, "B.5")
    assert len(db.session.scalars(select(ClauseSwitch)).all()) == 1


def test_a_clause_that_is_off_from_the_start_is_switched_on(own: Visit) -> None:
    client = own("会计")
    assert not is_checked(client, "B.17")
    assert "启用本条" in client.get("/lawbook/B.17").text
    assert post(client, "/lawbook/B.17/on", reason="试行").status_code == 303
    assert is_checked(client, "B.17")
    assert post(client, "/lawbook/B.17/off", begins_on=TODAY, reason="试行结束").status_code == 303
    assert not is_checked(client, "B.17")


def test_a_switch_needs_a_reason_and_the_notices_own_clauses_have_none(own: Visit) -> None:
    client = own("会计")
    refused = post(client, "/lawbook/B.5/off", begins_on=TODAY, reason="")
    assert refused.status_code == 422
    assert "请写明理由" in refused.text
    assert post(client, "/lawbook/1.1/off", begins_on=TODAY, reason="不便").status_code == 404
