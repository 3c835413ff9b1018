"""What a vendor's dossier refuses."""

from __future__ import annotations

from outsource_desk.domain.errors import BadCodeError, BadDateError, CycleError, DeskError, NoCurrencyError


class BadTimeZoneError(BadCodeError):
    """A time zone is none that is known."""

    remedy = "Type the name of a large city and choose from the list, for example Europe/London or Asia/Kolkata."

    def __init__(self, value: object) -> None:
        super().__init__("A time zone", value, "a region and a city")


class BadHoursError(BadCodeError):
    """Working hours cannot be read."""

    remedy = "Write the hours as 9:00–17:30; a shift that ends on the next day as 22:00–6:00."

    def __init__(self, value: object) -> None:
        super().__init__("A shift", value, "two times of day")


class BadDaysError(BadCodeError):
    """Working days cannot be read."""

    remedy = "Write working days as Mon–Fri, or as Mon, Tue, Sat."

    def __init__(self, value: object) -> None:
        super().__init__("A working week", value, "names of days")


class BadLeiError(BadCodeError):
    """A Legal Entity Identifier is not written as one, or its check digits do not fit."""

    remedy = "Copy all 20 characters from the register again, or leave the field empty."

    def __init__(self, value: object, *, has_form: bool) -> None:
        super().__init__("An LEI", value, "18 letters and digits and two check digits")
        if has_form:
            DeskError.__init__(self, f"The check digits of the LEI “{value}” do not fit: a character is wrong.")


class WrongOrderError(BadDateError):
    """Something would end before it began."""

    remedy = "Correct one of the two dates."

    def __init__(self, first: str, begins: object, second: str, ends: object) -> None:
        DeskError.__init__(self, f"{first} ({begins}) cannot be later than {second} ({ends}).")


class AmountWithoutCurrencyError(NoCurrencyError):
    """An amount of money was given without its currency, or the currency would be taken from it."""

    remedy = "Give the currency first, for example EUR; without one an amount means nothing."

    def __init__(self, what: str) -> None:
        DeskError.__init__(self, f"{what} has no currency.")


class SupplyLoopError(CycleError):
    """A sub-contractor would be engaged by one of those below it."""

    remedy = "Choose the vendor itself, or a sub-contractor that is not below this one."

    def __init__(self, name: str) -> None:
        DeskError.__init__(self, f"“{name}” cannot be engaged by one of its own sub-contractors.")


class HoursNotKnownError(DeskError):
    """Hours worked together were asked for where one side's hours are not known."""

    remedy = "Enter time zone, begin and end of work on both sides first."

    def __init__(self) -> None:
        super().__init__("The working hours of one side are not known.")
