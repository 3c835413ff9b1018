"""The window of the sample, as the tests of the desktop have it."""

from tests.ui.conftest import answers, desktop, open_window, preferences, window  # noqa: F401 (fixtures)
