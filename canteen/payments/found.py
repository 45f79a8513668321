"""The papers that an address of a payment names; those of another canteen are not there."""

from flask import abort

from canteen.choosing import here
from canteen.db import db
from canteen.models import Account, Payment, Person, Purchase


def the_purchase(key: int) -> Purchase:
    """A purchase of the chosen canteen."""
    purchase = db.session.get(Purchase, key)
    return purchase if purchase and purchase.canteen_id == here().id else abort(404)


def the_payment(key: int) -> Payment:
    """A payment of the chosen canteen."""
    payment = db.session.get(Payment, key)
    return payment if payment and payment.canteen_id == here().id else abort(404)


def the_advance(key: int) -> Account:
    """An account of the chosen canteen that holds what somebody paid of their own."""
    account = db.session.get(Account, key)
    return account if account and account.canteen_id == here().id and account.own_money else abort(404)


def myself() -> Person:
    """The visitor in the chosen canteen."""
    return db.session.get(Person, here().person_id or 0) or abort(403)
