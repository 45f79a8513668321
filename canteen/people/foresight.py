"""Who could lawfully take a post from a day on: everyone is put into it, the clauses are asked, and nothing of it stays."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from canteen import clock
from canteen.check import check, rulebook
from canteen.choosing import here
from canteen.db import db, writing
from canteen.models import Appointment, Person
from canteen.months import When, first_day
from canteen.people import posts
from canteen.people.tenure import TOO_LONG
from canteen.rulebook import Finding
from canteen.stages import Stage


@dataclass(frozen=True)
class Candidate:
    """Somebody who could take the post, and what the clauses would say to it."""

    person: Person
    findings: list[Finding]

    @property
    def lawful(self) -> bool:
        """Whether no clause would refuse the post or the signatures."""
        return not any(finding.blocks for finding in self.findings)

    @property
    def label(self) -> str:
        """The person as the form writes them, with what speaks against them."""
        held = "、".join(each.post for each in self.person.appointments if posts.is_held(each, clock.today()))
        against = [f"条款 {finding.clause.number}：{finding.message}" for finding in self.findings]
        return "；".join([f"{self.person.name}（{held or '现无岗位'}）", *against])


def candidates(people: Iterable[Person], post: str, first: date, last: date | None = None) -> list[Candidate]:
    """Those who are not in the post on the first day, as candidates for it until the last; the lawful ones first."""
    asked = [someone.id for someone in people if not _is_in(someone, post, first)]
    found = _found(asked, post, first, last)
    everyone = [Candidate(db.session.get_one(Person, id_), found.get(id_, [])) for id_ in asked]
    return sorted(everyone, key=lambda candidate: (not candidate.lawful, candidate.person.staff_no))


def _is_in(someone: Person, post: str, day: date) -> bool:
    return any(each.post == post and not posts.is_over(each, day) for each in someone.appointments)


def _found(asked: list[int], post: str, first: date, last: date | None) -> dict[int, list[Finding]]:
    """By person, what the clauses find once they are all in the post."""
    canteen_id, found = here().id, dict[int, list[Finding]]()
    with writing():
        db.session.add_all([Appointment(person_id=id_, post=post, started_on=first, ended_on=last) for id_ in asked])
        db.session.flush()
        for finding in _findings(canteen_id, post, first):
            found.setdefault(int(finding.page[1]), []).append(finding)
    return found


def _findings(canteen_id: int, post: str, day: date) -> list[Finding]:
    as_of, month = max(day, clock.today()), first_day(day)
    recorded = [clause.number for clause in rulebook().at(Stage.RECORD, Person)]
    held = check(When(canteen_id, month, as_of), *recorded).findings
    tenures = check(When(canteen_id, month, as_of, post_day=day), TOO_LONG).findings
    return [*held, *(tenure for tenure in tenures if tenure.document.endswith(f"/{post}"))]
