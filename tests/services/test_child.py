import errno
import os

import pytest

from outsource_desk.domain.errors import DeskError, OutOfRangeError
from outsource_desk.services.child import NoRoomForWorkError, WorkFailedError, run_in_child
from tests.services import child_work


def ignore(fraction, text):
    pass


def test_bytes_come_back_and_progress_is_told_on_the_way():
    told = []
    assert run_in_child("The paper", child_work.double, b"ab", lambda *news: told.append(news)) == b"abab"
    assert told[-1] == (0.5, "Doubling")
    assert set(told) <= {(0.0, "Starting"), (0.5, "Doubling")}


def test_many_megabytes_come_back_whole():
    assert run_in_child("The paper", child_work.megabytes, 8, ignore) == b"x" * 8_000_000


def test_progress_is_told_at_most_ten_times_a_second():
    told = []
    run_in_child("The paper", child_work.chatter, 2000, lambda *news: told.append(news))
    assert 1 <= len(told) < 50


def test_a_refusal_comes_back_with_its_own_remedy():
    with pytest.raises(DeskError) as caught:
        run_in_child("The paper", child_work.refuse, 2.5, ignore)
    assert str(caught.value) == "The width must be between 0 and 1; 2.5 is not."
    assert caught.value.remedy == OutOfRangeError.remedy


def test_a_child_that_dies_before_it_has_read_much_data_is_a_message_too():
    with pytest.raises(WorkFailedError, match="ended unexpectedly"):
        run_in_child("The paper", child_work.Stillborn(), b"x" * 10_000_000, ignore)


@pytest.mark.parametrize("code", [0, 1])
def test_a_child_that_dies_is_a_message(code):
    with pytest.raises(WorkFailedError) as caught:
        run_in_child("The paper", child_work.die, code, ignore)
    assert str(caught.value) == "The paper was not finished: its process ended unexpectedly."


def test_a_fault_in_the_child_is_a_message_and_its_trace_is_on_stderr(capfd):
    with pytest.raises(WorkFailedError, match="The paper was not finished"):
        run_in_child("The paper", child_work.stumble, None, ignore)
    assert "ZeroDivisionError" in capfd.readouterr().err


@pytest.mark.parametrize("fault", [OSError(errno.ENOSPC, "No space left on device"), MemoryError()])
def test_a_full_disk_or_memory_in_the_child_is_a_message_without_a_trace(fault, capfd):
    with pytest.raises(NoRoomForWorkError, match="The paper was not finished") as caught:
        run_in_child("The paper", child_work.meet, fault, ignore)
    assert caught.value.remedy.startswith("Free some space")
    assert "Traceback" not in capfd.readouterr().err


def test_another_fault_of_the_system_in_the_child_is_ours(capfd):
    with pytest.raises(WorkFailedError):
        run_in_child("The paper", child_work.meet, FileNotFoundError(errno.ENOENT, "No such file"), ignore)
    assert "FileNotFoundError" in capfd.readouterr().err


def test_a_child_that_falls_silent_is_given_up(tmp_path):
    with pytest.raises(WorkFailedError, match="it gave no sign for 1 seconds"):
        run_in_child("The paper", child_work.name_itself_and_wait, str(tmp_path / "pid"), ignore, patience=1)
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)


def test_an_exception_in_progress_stops_the_child(tmp_path):
    class CancelledError(Exception):
        pass

    def cancel(fraction, text):
        if text == "Waiting":
            raise CancelledError

    with pytest.raises(CancelledError):
        run_in_child("The paper", child_work.name_itself_and_wait, str(tmp_path / "pid"), cancel)
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)


def test_a_child_that_has_nothing_to_tell_can_be_stopped_too(tmp_path):
    class CancelledError(Exception):
        pass

    asked = []

    def cancel_later(fraction, text):
        asked.append(text)
        if asked.count("Waiting") == 3:
            raise CancelledError

    with pytest.raises(CancelledError):
        run_in_child("The paper", child_work.name_itself_and_wait, str(tmp_path / "pid"), cancel_later)
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)
