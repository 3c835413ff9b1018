import pytest

from outsource_desk.domain.validity import Validity, validity


@pytest.mark.parametrize(
    ("ends", "state"),
    [
        ("2026-08-30", Validity.VALID),  # 91 days away
        ("2026-08-29", Validity.EXPIRING),
        ("2026-05-31", Validity.EXPIRING),  # today it still counts
        ("2026-05-30", Validity.EXPIRED),
        (None, Validity.UNKNOWN),
    ],
)
def test_what_ends_within_ninety_days_is_about_to_expire(ends, state):
    assert validity(ends, "2026-05-31") is state
