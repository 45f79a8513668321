"""Departments are registered, brought over from history, given up and taken up again."""

from flask.testing import FlaskClient
from sqlalchemy import select

from canteen.db import db
from canteen.exchange.history import bring_in
from canteen.models import Department
from tests import world
from tests.security.staff import post


def known() -> list[tuple[object, ...]]:
    """The departments, and whether they are given up."""
    rows = select(Department.name, Department.retired_on.is_not(None)).order_by(Department.name)
    return [tuple(row) for row in db.session.execute(rows)]


def test_a_department_is_registered_once(guanli: FlaskClient) -> None:
    assert "还没有部门" in guanli.get("/setup/departments/").text
    assert post(guanli, "/setup/departments/new", name=" 后勤科 ").location == "/setup/departments/"
    again = post(guanli, "/setup/departments/new", name="后勤科")
    assert (again.status_code, known()) == (422, [("后勤科", False)])
    assert "这个部门已登记" in again.text


def test_it_is_given_up_and_taken_up_again(guanli: FlaskClient) -> None:
    post(guanli, "/setup/departments/new", name="后勤科")
    post(guanli, "/setup/departments/1/retire")
    assert known() == [("后勤科", True)]
    assert "已停用：请在列表里恢复" in post(guanli, "/setup/departments/new", name="后勤科").text
    post(guanli, "/setup/departments/1/retire", again="1")
    assert known() == [("后勤科", False)]


def test_those_of_the_history_are_taken_over_in_one_go(guanli: FlaskClient) -> None:
    assert bring_in(world.lawful(), canteen="01", by="me").errors == []
    page = guanli.get("/setup/departments/").text
    assert "登记这 1 个部门" in page
    for _ in range(2):
        assert post(guanli, "/setup/departments/known").status_code == 303
    assert known() == [("党政办公室", False)]
    assert "登记这" not in guanli.get("/setup/departments/").text


def test_another_canteens_department_is_not_there(guanli: FlaskClient) -> None:
    post(guanli, "/setup/canteens/new", name="二号食堂", code="02")
    post(guanli, "/setup/departments/new", name="后勤科")
    guanli.get("/choose/2")
    assert post(guanli, "/setup/departments/1/retire").status_code == 404
