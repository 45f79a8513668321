"""A finding is answered by two: one explains and signs, a supervisor who is somebody else accepts and signs, or sends it back."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from canteen.answers import views
from canteen.check import check
from canteen.db import db
from canteen.exchange.history import bring_in
from canteen.models import Answer, Canteen, Endorsement, Purchase
from canteen.months import When
from canteen.rulebook import Finding
from canteen.step import unjudged
from tests import world
from tests.security.staff import post
from tests.signing.pens import PIN, at_work, sign_data, strokes
from tests.world import CABBAGE

NOW = "2026-11-10T12:00:00+08:00"
MONTH, AS_OF = date(2026, 10, 1), date(2026, 11, 10)
FORM = f"/answers/2026-10/5.2/{CABBAGE}"
WHY = "票开错了用途，已让经办重开，以后由会计先看"
Visit = Callable[..., FlaskClient]


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """Let it be noon in the canteen."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def visit(app: Flask) -> Visit:
    """Gives a client logged in with a log-in that can sign, in a canteen whose October breaks 5.2."""
    book = world.changed(world.lawful(), "采购", CABBAGE, 用途="接待")
    assert bring_in(book, canteen="01", name="机关食堂", by="宋德明").errors == []
    clients: dict[str, FlaskClient] = {}

    def visited(name: str, *posts: str, canteen: str = "01") -> FlaskClient:
        if name not in clients:
            clients[name] = at_work(app, name, *posts, canteen=canteen)
        return clients[name]

    return visited


@pytest.fixture
def keeper(visit: Visit) -> FlaskClient:
    """An accountant, who is responsible."""
    return visit("keeper", "会计")


@pytest.fixture
def overseer(visit: Visit) -> FlaskClient:
    """A supervisor."""
    return visit("overseer", "监管")


def finding(clause: str = "5.2") -> Finding:
    canteen = db.session.scalars(select(Canteen.id).where(Canteen.code == "01")).one()
    return check(When(canteen, MONTH, AS_OF), clause).findings[0]


def explain(client: FlaskClient, why: str = WHY, **other: str) -> TestResponse:
    return post(client, FORM, **sign_data(client.get(FORM).text) | {"explanation": why} | other)


def explained() -> Endorsement:
    return db.session.scalars(select(Endorsement).where(Endorsement.act == "answer").order_by(Endorsement.id)).all()[-1]


def decide(client: FlaskClient, decision: str, reason: str = "") -> TestResponse:
    page = f"/answers/{explained().id}"
    return post(client, page, **sign_data(client.get(page).text), decision=decision, reason=reason)


def test_an_explanation_waits_and_the_finding_stays_open(keeper: FlaskClient, overseer: FlaskClient) -> None:
    assert explain(keeper).status_code == 303
    assert finding().state == "open"
    content = explained().content
    assert (content["条款"], content["单据"], content["说明"]) == ("5.2", CABBAGE, WHY)
    assert content["发现"] == finding().message
    assert "等监管认可" in keeper.get("/month/2026-10").text
    assert "等您认可" in overseer.get("/month/2026-10").text
    assert CABBAGE in overseer.get("/answers/").text
    assert "1 条答复等您认可或退回" in overseer.get("/desk/").text


def test_accepted_it_is_the_findings_answer(keeper: FlaskClient, overseer: FlaskClient) -> None:
    explain(keeper)
    assert decide(overseer, "认可").status_code == 303
    answer = db.session.scalars(select(Answer).where(Answer.clause == "5.2")).one()
    assert (answer.month, answer.document, answer.amount) == (MONTH, CABBAGE, finding().amount)
    assert (answer.explanation, answer.responsible, answer.supervisor) == (WHY, "keeper", "overseer")
    assert answer.answered_on == AS_OF
    assert finding().state == "answered"
    assert "没有等认可的答复" in overseer.get("/answers/").text
    assert "这一条不用答复" in keeper.get(FORM).text


def test_sent_back_it_says_why_and_is_explained_anew(keeper: FlaskClient, overseer: FlaskClient) -> None:
    explain(keeper)
    assert "退回要写明理由" in decide(overseer, "退回").text
    assert decide(overseer, "退回", "没有写谁批的").status_code == 303
    assert finding().state == "open"
    assert "没有写谁批的" in keeper.get(FORM).text
    assert explain(keeper, "周振华口头同意，已补批").status_code == 303
    assert decide(overseer, "认可").status_code == 303
    assert finding().state == "answered"


def test_nobody_accepts_what_they_explained(visit: Visit, overseer: FlaskClient) -> None:
    explain(overseer)
    page = f"/answers/{explained().id}"
    assert "自己的答复要由另一位监管认可" in overseer.get(page).text
    sent = {"nonce": "", "strokes": strokes(), "pin": PIN, "decision": "认可"}
    assert views.OWN in post(overseer, page, **sent).text
    assert decide(visit("second", "监管"), "认可").status_code == 303


def test_while_one_waits_there_is_no_second(visit: Visit, keeper: FlaskClient) -> None:
    approver = visit("approver", "审批")
    sent = sign_data(approver.get(FORM).text) | {"explanation": "另一个说法"}
    explain(keeper)
    assert views.WAITS in post(approver, FORM, **sent).text
    assert "送监管" not in approver.get(FORM).text


def test_what_changed_since_is_not_accepted(keeper: FlaskClient, overseer: FlaskClient) -> None:
    explain(keeper)
    with unjudged():
        db.session.scalars(select(Purchase).where(Purchase.number == CABBAGE)).one().purpose = "职工伙食"
    assert views.CHANGED in decide(overseer, "认可").text
    assert db.session.scalar(select(Answer).where(Answer.clause == "5.2")) is None
    assert decide(overseer, "退回", "已经改正").status_code == 303


def test_one_decides_once(visit: Visit, keeper: FlaskClient, overseer: FlaskClient) -> None:
    explain(keeper)
    second, page = visit("second", "监管"), f"/answers/{explained().id}"
    sent = sign_data(second.get(page).text) | {"decision": "退回", "reason": "不清楚"}
    decide(overseer, "认可")
    assert views.DECIDED in post(second, page, **sent).text


def test_unsigned_nothing_is_explained(keeper: FlaskClient) -> None:
    assert "PIN 不对" in explain(keeper, pin="111111").text
    answer = explain(keeper, strokes="")
    assert "请在框里手写姓名" in answer.text
    assert WHY in answer.text
    assert db.session.scalar(select(Endorsement)) is None


@pytest.mark.parametrize(
    "address", ["/answers/2026-10/5.2/CG-1", "/answers/2026-12/5.2/CG-1", "/answers/2026-10/99.9/x/y"]
)
def test_what_is_no_open_finding_is_not_explained(keeper: FlaskClient, address: str) -> None:
    assert "这一条不用答复" in keeper.get(address).text
    sent = sign_data(keeper.get(FORM).text) | {"explanation": WHY}
    assert views.GONE in post(keeper, address, **sent).text


def test_who_may(visit: Visit, keeper: FlaskClient) -> None:
    explain(keeper)
    page = f"/answers/{explained().id}"
    for name, held in {"clerk": "部门经办", "root": "管理员"}.items():
        assert [visit(name, held).get(each).status_code for each in (FORM, page)] == [403, 403]
    assert keeper.get(page).status_code == 403
    assert visit("elsewhere", "监管", canteen="02").get(page).status_code == 404


def test_as_of_another_day_nothing_is_answered(keeper: FlaskClient) -> None:
    assert FORM in keeper.get("/month/2026-10").text
    assert FORM not in keeper.get("/month/2026-10?as_of=2026-11-09").text
