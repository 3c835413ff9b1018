"""A small run of the wrong files; ``python -m tests.fuzz`` reads many more."""

from outsource_desk.services.desk import create_desk
from tests.fuzz.mutations import mutated
from tests.fuzz.running import read_wrong_files

FILES = 200
SECONDS = 20.0


def test_wrong_files_end_in_data_or_in_a_message(tmp_path):
    with create_desk(tmp_path / "fuzz.odesk", author="Fuzz") as desk:
        tally = read_wrong_files(tmp_path, desk, first=1, files=FILES, seconds=SECONDS)
    assert tally.faults == []
    assert tally.ends["data"] > 0
    assert tally.ends["message"] > 0


def test_the_same_seed_makes_the_same_file():
    assert [mutated(seed) for seed in (7, 8)] == [mutated(seed) for seed in (7, 8)]
