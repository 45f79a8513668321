"""Where one begins, and working in one canteen or another."""

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from canteen.exchange.history import bring_in
from tests import world
from tests.pages.conftest import Visit
from tests.security.staff import employ, log_in


def arrive(client: FlaskClient, address: str) -> TestResponse:
    """The page to which an address leads in the end."""
    answer = client.get(address)
    while answer.location:
        answer = client.get(answer.location)
    return answer


@pytest.mark.parametrize("post", ["审批", "采购", "部门经办"])
def test_one_begins_with_what_waits_today(own: Visit, post: str) -> None:
    assert arrive(own(post), "/").request.path == "/today/"


@pytest.mark.parametrize("post", ["会计", "管理员"])
def test_whoever_sets_the_canteen_up_begins_with_what_is_missing(own: Visit, post: str) -> None:
    assert arrive(own(post), "/").request.path == "/setup/"


def test_whoever_reads_no_papers_finds_no_month(own: Visit) -> None:
    client = own("部门经办")
    assert "/month/" not in client.get("/choose").text
    assert "/month/" not in client.get("/today/").text


def test_whoever_holds_no_post_today_is_told_so(own: Visit) -> None:
    client = own()
    assert "今天没有您的食堂" in arrive(client, "/").text
    assert "今天没有您的食堂" in arrive(client, "/today/").text


def test_the_choice_of_a_canteen_lasts(own: Visit) -> None:
    client = own("会计")
    october = world.changed(world.lawful(), "任职", "7001", 姓名="潘永生")
    assert bring_in(october, canteen="02", name="二号食堂", by="me").errors == []
    employ("both", "监管", canteen="02")
    assert "二号食堂" not in client.get("/choose").text
    other = client.application.test_client()
    log_in(other, "both")
    assert "二号食堂" in other.get("/documents/purchase/").text
    assert client.get("/choose/2/2026-10").status_code == 404


def test_an_administrator_goes_from_one_canteen_to_the_other(own: Visit) -> None:
    client = own("管理员")
    assert bring_in(world.lawful(), canteen="02", name="二号食堂", by="me").errors == []
    page = client.get("/choose?month=2026-10").text
    assert page.count("2026 年 10 月") > 1
    there = arrive(client, "/choose/2/2026-10")
    assert there.request.path == "/month/2026-10"
    assert "<b>二号食堂</b>" in client.get("/documents/purchase/").text
    assert "<b>机关食堂</b>" in arrive(client, "/choose/1").text


def test_a_month_that_is_none_is_no_address(own: Visit) -> None:
    assert own("管理员").get("/choose/1/2026-13").status_code == 404


def test_the_way_to_other_pages_is_that_of_the_posts(own: Visit) -> None:
    accountant = own("会计").get("/choose").text
    assert 'href="/import/"' in accountant
    assert 'href="/people/"' not in accountant
    assert 'href="/people/"' in own("监管", name="overseer").get("/choose").text
