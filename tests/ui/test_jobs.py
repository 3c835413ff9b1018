from outsource_desk.ui.jobs import Job


class FaultError(Exception):
    pass


def failing(_progress):
    raise FaultError


def test_a_fault_that_nobody_asked_to_be_told_of_is_not_lost(qtbot):
    job = Job(failing)
    with qtbot.capture_exceptions() as faults, qtbot.waitSignal(job.finished):
        job.start()
    assert [kind for kind, *_ in faults] == [FaultError]


def test_whoever_asked_is_told_of_a_fault_and_nobody_else(qtbot):
    job, told = Job(failing), []
    job.failed.connect(told.append)
    with qtbot.capture_exceptions() as faults, qtbot.waitSignal(job.finished):
        job.start()
    assert ([type(each) for each in told], faults) == ([FaultError], [])
