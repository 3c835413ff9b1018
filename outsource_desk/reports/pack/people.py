"""Who is who in the plan, and on which number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from outsource_desk.charts.spec import State
from outsource_desk.domain.contingency import Step
from outsource_desk.domain.formatting import NO_BREAK
from outsource_desk.reports.blocks import Cell
from outsource_desk.reports.pack.facts import PackFacts

NOBODY, NO_NUMBER = "nobody named", "no number"
LONGEST_NUMBER = 30  # characters
_SPONSOR = "executive_sponsor"


@dataclass(frozen=True)
class Person:
    """Somebody to call."""

    name: str
    phone: str = ""
    office: str = ""

    @property
    def line(self) -> str:
        """Return name and number in one line."""
        return ", ".join(filter(None, (self.name or NOBODY, self.number or (NO_NUMBER if self.name else ""))))

    @property
    def short(self) -> str:
        """Return name and number without the office that may stand behind the name."""
        return ", ".join(filter(None, (self.name.split(",")[0].strip(), self.number or NO_NUMBER)))

    @property
    def number(self) -> str:
        """Return the telephone number so that it stays in one line."""
        return unbroken(self.phone)


@dataclass(frozen=True)
class PhoneBook:
    """Everybody whom the plan or the directory names."""

    facts: PackFacts

    def phone(self, name: str) -> str:
        """Return the number of somebody by name, from whichever role or directory has it; empty if none has."""
        wanted = _key(name)
        return next((number for known, number in self._numbers() if number and _key(known) == wanted), "")

    def person(self, name: str, office: str = "") -> Person:
        """Return somebody with the number that is known."""
        return Person(name.strip(), self.phone(name), office)

    def in_role(self, role: str) -> Person:
        """Return who holds a role."""
        holder = self.facts.contingency.holder(role)
        office = self.facts.role(role)
        if holder is None:
            return Person("", "", office)
        return Person(holder.name, holder.phone or self.phone(holder.name), office)

    def doing(self, step: Step) -> Person:
        """Return who does a step: its own owner, else whoever holds its role."""
        return self.person(step.owner, self.facts.role(step.role)) if step.owner.strip() else self.in_role(step.role)

    def working(self, owner: str, role: str) -> Person:
        """Return who does a task: its owner, else whoever holds its role."""
        return self.person(owner, self.facts.role(role)) if owner.strip() or not role else self.in_role(role)

    @property
    def decides(self) -> Person:
        """Return who decides: as the plan says, else the sponsor."""
        plan = self.facts.contingency.plan
        return self.person(plan.decision_owner) if plan and plan.decision_owner else self.in_role(_SPONSOR)

    @property
    def deputy(self) -> Person:
        """Return who decides where that person does not answer."""
        plan = self.facts.contingency.plan
        if plan and (plan.deputy or plan.decision_owner):
            return self.person(plan.deputy)
        holder = self.facts.contingency.holder(_SPONSOR)
        return self.person(holder.deputy if holder else "")

    @property
    def at_provider(self) -> tuple[Person, ...]:
        """Return whom to call at the provider: those reachable around the clock first, each once."""
        found = [self.in_role("provider_account_lead")]
        if self.facts.candidate is not None:
            known = self.facts.contacts.get(self.facts.candidate.id, ())
            listed = sorted(known, key=lambda each: not each.is_always_reachable)
            found += [
                Person(each.name, each.phone, f"{each.role}{', around the clock' if each.is_always_reachable else ''}")
                for each in listed
            ]
        seen: dict[str, Person] = {}
        for each in found:
            if each.name:
                seen.setdefault(each.name.casefold(), each)
        return tuple(sorted(seen.values(), key=lambda each: not each.phone))

    def _numbers(self) -> Iterator[tuple[str, str]]:
        yield from ((each.name, each.phone) for each in self.facts.contingency.roles if each.name.strip())
        yield from ((each.deputy, each.deputy_phone) for each in self.facts.contingency.roles if each.deputy.strip())
        for people in self.facts.contacts.values():
            yield from ((each.name, each.phone) for each in people if each.name.strip())


def _key(name: str) -> str:
    """Return a name as it is compared: “Tomasz Rigley, Head of Operations” is the same as “tomasz rigley”."""
    return name.split(",")[0].strip().casefold()


def person_cell(person: Person) -> Cell:
    """Return somebody as a cell: name, number below it; who is missing is marked and leaves room for a pen."""
    if not person.name:
        return Cell("\n".join(filter(None, (person.office, NOBODY))), State.BAD)
    return Cell(f"{person.name}\n{person.number}") if person.phone else Cell(f"{person.name}\n{NO_NUMBER}", State.OPEN)


def unbroken(phone: str) -> str:
    """Return a telephone number that no line end parts, unless it is none but a long text."""
    words = " ".join(phone.split())
    return words.replace(" ", NO_BREAK).replace("-", "\u2011") if len(words) <= LONGEST_NUMBER else words
