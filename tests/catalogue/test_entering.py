"""Suppliers and items are entered, once, found by a few letters, changed with a history, and retired."""

from flask.testing import FlaskClient

from tests.security.staff import post

XINYUAN = {"name": "鑫源粮油", "kind": "固定经营场所", "tax_number": "91340700MA2MQ8XT6P", "phone": "0553-1234567"}


def test_a_supplier(keeper: FlaskClient) -> None:
    answer = post(keeper, "/catalogue/suppliers/new", **XINYUAN)
    print(answer.text)
    assert answer.status_code == 303
    page = keeper.get(answer.location).text
    print(page)
    for url in ("/documents/supplier/", "/documents/supplier/?q=xyly", "/catalogue/waiting", "/desk/", "/catalogue/suppliers/1/edit", "/catalogue/suppliers/1/retire"):
        assert keeper.get(url).status_code == 200
