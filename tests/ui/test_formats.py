import pytest

from outsource_desk.ui import formats


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"), (2.5, "2.5"), (100 / 3, "33.333"), (0.0004, "0.0004"), (-0.00012345, "−0.000123"), (1e-16, "0"),
        (0.05, "0.05"), (1200, "1,200"),
    ],
)  # fmt: skip
def test_only_what_is_nothing_reads_as_zero(value, text):
    assert formats.points(value) == text
