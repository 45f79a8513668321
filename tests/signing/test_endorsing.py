"""A signature is a fresh act upon one content: who signed what with which drawing, and every way to forge it is refused."""

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from canteen.db import db
from canteen.entering import Fault
from canteen.models import Challenge, Endorsement, LogEntry
from canteen.signing import Act, nonces, offer, pins
from canteen.step import unjudged
from tests.security.staff import employ
from tests.signing.acting import CHANGED, VOID, acting, endorsed, refusals, sent, signed
from tests.signing.pens import enrol

NOON = "2026-10-05T12:00:00+08:00"
SET_BACK = "2026-10-05T11:59:59+08:00"
NEARLY_FIVE_MINUTES, FIVE_MINUTES = "2026-10-05T12:04:59+08:00", "2026-10-05T12:05:00+08:00"


@pytest.fixture
def kuaiji(app: Flask) -> int:
    """An accountant with a PIN."""
    user_id = employ("kuaiji", "会计", "出纳")
    enrol(user_id)
    return user_id


@time_machine.travel(NOON, tick=False)
def test_who_signed_what_is_kept_and_logged(app: Flask, kuaiji: int) -> None:
    with acting(app, kuaiji):
        made = signed(sent(), 说明="票据已收回")
    assert (made.act, made.thing, made.signer, made.name, made.posts) == (
        "void", "income:12", "kuaiji", "姓kuaiji", "出纳、会计",
    )  # fmt: skip
    assert made.content == {**VOID.content, "说明": "票据已收回"}
    assert made.digest == Act("void", "income:12", made.content).digest
    assert made.signed_at.isoformat() == "2026-10-05T04:00:00+00:00"
    logged = db.session.scalars(select(LogEntry).where(LogEntry.action == "签署")).one()
    assert (logged.actor, logged.detail["digest"]) == ("kuaiji", made.digest)


def test_a_nonce_is_taken_once(app: Flask, kuaiji: int) -> None:
    with acting(app, kuaiji):
        nonce = offer(VOID)
        signed(sent(nonce=nonce))
        with pytest.raises(Fault, match=nonces.USED):
            signed(sent(nonce=nonce))
    assert db.session.scalar(select(func.count(Endorsement.id))) == 1


@pytest.mark.parametrize(
    ("later", "fault"), [(NEARLY_FIVE_MINUTES, None), (FIVE_MINUTES, nonces.TOO_LATE), (SET_BACK, nonces.SET_BACK)]
)
def test_a_nonce_lasts_five_minutes(app: Flask, kuaiji: int, later: str, fault: str | None) -> None:
    with acting(app, kuaiji):
        with time_machine.travel(NOON, tick=False):
            form = sent()
        with time_machine.travel(later, tick=False):
            if fault is None:
                assert signed(form).id
            else:
                with pytest.raises(Fault, match=fault):
                    signed(form)


def test_a_nonce_is_for_the_content_that_was_shown(app: Flask, kuaiji: int) -> None:
    with acting(app, kuaiji), pytest.raises(Fault, match=nonces.CHANGED):
        signed(sent(VOID), CHANGED)
    assert db.session.scalar(select(func.count(Challenge.id))) == 0


def test_a_nonce_is_for_the_act_that_was_shown(app: Flask, kuaiji: int) -> None:
    late = Act("late", VOID.thing, VOID.content)
    with acting(app, kuaiji), pytest.raises(Fault, match=nonces.FOREIGN):
        signed(sent(VOID), late)


def test_a_nonce_is_for_one_session(app: Flask, kuaiji: int) -> None:
    with acting(app, kuaiji):
        nonce = offer(VOID)
    with acting(app, kuaiji), pytest.raises(Fault, match=nonces.FOREIGN):
        signed(sent(nonce=nonce))


def test_a_nonce_is_for_one_user(app: Flask, kuaiji: int) -> None:
    other = employ("jianguan", "监管")
    enrol(other)
    with acting(app, kuaiji):
        nonce = offer(VOID)
    with acting(app, other), pytest.raises(Fault, match=nonces.FOREIGN):
        signed(sent(nonce=nonce))


@pytest.mark.parametrize("made_up", ["", "1", "签", "9" * 200, f"1.{'0' * 32}.{'0' * 64}.{'0' * 64}"])
def test_a_made_up_nonce_is_refused(app: Flask, kuaiji: int, made_up: str) -> None:
    with acting(app, kuaiji), pytest.raises(Fault, match=nonces.FOREIGN):
        signed(sent(nonce=made_up))


def test_a_nonce_made_younger_is_refused(app: Flask, kuaiji: int) -> None:
    with acting(app, kuaiji):
        made, rest = offer(VOID).split(".", 1)
        with pytest.raises(Fault, match=nonces.FOREIGN):
            signed(sent(nonce=f"{int(made) + 1}.{rest}"))


def test_the_same_strokes_are_taken_once_whoever_sends_them(app: Flask, kuaiji: int) -> None:
    other = employ("jianguan", "监管")
    enrol(other)
    with acting(app, kuaiji):
        drawn = signed(sent()).strokes
        with pytest.raises(Fault, match=nonces.SEEN_BEFORE):
            signed(sent(strokes=drawn))
    with acting(app, other), pytest.raises(Fault, match=nonces.SEEN_BEFORE):
        signed(sent(strokes=drawn))


def test_a_blank_pad_costs_no_try_of_the_pin(app: Flask, kuaiji: int) -> None:
    with acting(app, kuaiji):
        for _ in range(6):
            assert refusals(sent(strokes="", pin="000000")) == ["请在框里手写姓名"]
        assert signed(sent()).id


def test_a_pin_that_ended_between_form_and_step_signs_nothing(app: Flask, kuaiji: int) -> None:
    with acting(app, kuaiji):
        form = sent()
        assert form.validate()
        with unjudged():
            pins.end(kuaiji, "管理员重发了登录码")
        with pytest.raises(Fault, match=pins.NONE):
            endorsed(form)
