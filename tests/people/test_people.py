"""People and log-ins: who is given what, and what an administrator cannot do."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from canteen import clock
from canteen.db import db
from canteen.models import Appointment, LogEntry, Person, User
from tests.people.acting import id_of
from tests.security.staff import employ, log_in, post


def test_the_list_shows_who_has_a_post_and_no_log_in(guanli: FlaskClient) -> None:
    post(guanli, "/people/new", name="李会", staff_no="007", post="会计", started_on="2026-01-01")
    page = guanli.get("/people/").text
    assert "李会" in page
    assert "有岗无账号" in page


def test_a_post_is_held_from_its_day_on(guanli: FlaskClient) -> None:
    day = clock.today() + timedelta(days=300)
    answer = post(guanli, "/people/new", name="李会", staff_no="007", post="会计", started_on=day.isoformat())
    assert "无" in guanli.get("/people/").text
    assert day.isoformat() in guanli.get(answer.location).text


@pytest.mark.parametrize(
    ("start", "end"), [("2026-01-01", "abc"), ("2026-01-01", "2026-02-30"), ("0001-01-01", ""), ("2999-01-01", "")]
)
def test_a_day_that_cannot_be_meant_is_said_at_the_field(guanli: FlaskClient, start: str, end: str) -> None:
    post(guanli, "/people/new", name="李会", staff_no="007", post="会计", started_on="2026-01-01")
    answer = post(guanli, f"/people/{id_of('007')}/posts", post="采购", started_on=start, ended_on=end)
    assert answer.status_code == 422


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "李" * 101),
        ("name", "李\0会"),
        ("staff_no", " "),
        ("post", "厨师"),
        ("started_on", "昨天"),
    ],
)
def test_what_cannot_be_a_fact_is_refused_at_its_field(guanli: FlaskClient, field: str, value: str) -> None:
    form = {"name": "李会", "staff_no": "007", "post": "会计", "started_on": "2026-01-01", field: value}
    answer = post(guanli, "/people/new", **form)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert db.session.scalars(select(Person.staff_no)).all() == ["guanli"]


def test_one_staff_number_is_one_person(guanli: FlaskClient) -> None:
    assert (
        post(guanli, "/people/new", name="李会", staff_no="guanli", post="会计", started_on="2026-01-01").status_code
        == 422
    )


def test_an_administrator_gets_no_business_post(guanli: FlaskClient) -> None:
    answer = post(guanli, f"/people/{id_of('guanli')}/posts", post="审批", started_on="2026-01-01")
    assert answer.status_code == 422
    assert "管理员不能同时有业务岗位" in answer.text


def test_nobody_with_a_business_post_becomes_administrator(guanli: FlaskClient) -> None:
    employ("kuaiji", "会计")
    answer = post(guanli, f"/people/{id_of('kuaiji')}/posts", post="管理员", started_on="2026-01-01")
    assert answer.status_code == 422


def test_nobody_with_both_gets_a_log_in(guanli: FlaskClient) -> None:
    post(guanli, "/people/new", name="李会", staff_no="007", post="会计", started_on="2026-01-01")
    post(guanli, f"/people/{id_of('007')}/posts", post="管理员", started_on="2026-01-01")
    answer = post(guanli, f"/people/{id_of('007')}/code", username="likuai")
    assert answer.status_code == 422
    assert db.session.scalars(select(User.username)).all() == ["guanli"]


def test_a_second_post_and_its_end_are_in_the_log(guanli: FlaskClient) -> None:
    employ("kuaiji", "会计")
    someone = id_of("kuaiji")
    assert post(guanli, f"/people/{someone}/posts", post="出纳", started_on="2026-01-01").status_code == 303
    added = db.session.scalars(select(Appointment.id).where(Appointment.post == "出纳")).one()
    assert post(guanli, f"/people/posts/{added}/end", ended_on=clock.today().isoformat()).status_code == 303
    assert db.session.get_one(Appointment, added).ended_on == clock.today()
    logged = db.session.execute(select(LogEntry.actor, LogEntry.action).order_by(LogEntry.id)).all()
    assert {("guanli", "任命"), ("guanli", "结束任职")} <= {tuple(row) for row in logged}


def test_the_same_appointment_is_not_made_twice(guanli: FlaskClient) -> None:
    employ("kuaiji", "会计")
    form = {"post": "出纳", "started_on": "2026-01-01"}
    assert post(guanli, f"/people/{id_of('kuaiji')}/posts", **form).status_code == 303
    assert post(guanli, f"/people/{id_of('kuaiji')}/posts", **form).status_code == 422


def test_an_end_before_the_start_is_refused(guanli: FlaskClient) -> None:
    employ("kuaiji", "会计")
    form = {"post": "出纳", "started_on": "2026-02-01", "ended_on": "2026-01-31"}
    assert post(guanli, f"/people/{id_of('kuaiji')}/posts", **form).status_code == 422


def test_the_last_administrator_stays(guanli: FlaskClient) -> None:
    someone = id_of("guanli")
    held = db.session.scalars(select(Appointment.id).where(Appointment.person_id == someone)).one()
    assert post(guanli, f"/people/{someone}/disable").status_code == 409
    assert post(guanli, f"/people/posts/{held}/end", ended_on=clock.today().isoformat()).status_code == 409
    assert post(guanli, f"/people/{someone}/leave").status_code == 409
    assert guanli.get("/people/").status_code == 200
    employ("second", "管理员")
    assert post(guanli, f"/people/{someone}/disable").status_code == 303


def test_a_disabled_log_in_comes_back_when_it_is_enabled(app: Flask, guanli: FlaskClient) -> None:
    employ("kuaiji", "会计")
    post(guanli, f"/people/{id_of('kuaiji')}/disable")
    assert log_in(app.test_client(), "kuaiji").status_code == 422
    post(guanli, f"/people/{id_of('kuaiji')}/enable")
    assert log_in(app.test_client(), "kuaiji").status_code == 303


def test_a_taken_user_name_is_refused(guanli: FlaskClient) -> None:
    post(guanli, "/people/new", name="李会", staff_no="007", post="会计", started_on="2026-01-01")
    answer = post(guanli, f"/people/{id_of('007')}/code", username="GuanLi")
    assert answer.status_code == 422
    assert "已有人用" in answer.text


def test_another_canteens_people_are_not_there(guanli: FlaskClient) -> None:
    employ("elsewhere", "会计", canteen="02")
    someone = id_of("elsewhere")
    assert guanli.get(f"/people/{someone}").status_code == 404
    for action in ("code", "end", "disable", "enable", "posts", "leave"):
        assert post(guanli, f"/people/{someone}/{action}").status_code == 404
    held = db.session.scalars(select(Appointment.id).where(Appointment.person_id == someone)).one()
    for action in ("end", "withdraw"):
        assert post(guanli, f"/people/posts/{held}/{action}").status_code == 404


def test_the_supervisor_sees_people_and_changes_nothing(app: Flask) -> None:
    employ("jianguan", "监管")
    client = app.test_client()
    log_in(client, "jianguan")
    page = client.get(f"/people/{id_of('jianguan')}").text
    assert "结束" not in page
    assert "登录码" not in page
    assert "登记人员" not in client.get("/people/").text


def test_an_id_that_no_row_can_have_is_not_there(guanli: FlaskClient) -> None:
    for odd in ("0", "-1", "99999999999999999999", "1.5", "x"):
        assert guanli.get(f"/people/{odd}").status_code == 404, odd
