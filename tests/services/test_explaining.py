import pytest

from outsource_desk.services.desk import open_desk
from outsource_desk.services.explaining import explain_total
from outsource_desk.services.importing import import_spreadsheet, read_spreadsheet
from outsource_desk.services.ranking import load_evaluation, ranking_of


@pytest.fixture(scope="module")
def sample(sample_file):
    """The sample's evaluation and ranking, read once."""
    with open_desk(sample_file, read_only=True) as desk:
        evaluation = load_evaluation(desk, 1)
    return evaluation, ranking_of(evaluation)


def steps_of(step):
    yield step
    for part in step.parts:
        yield from steps_of(part)


def candidate(evaluation, name):
    return next(each.id for each in evaluation.candidates if each.name == name)


def test_a_total_is_the_sum_of_what_its_parts_add(sample):
    evaluation, ranking = sample
    total = explain_total(evaluation, ranking, candidate(evaluation, "Ardenfell Digital"))
    assert (total.name, total.number) == ("Ardenfell Digital", "70.9")
    assert sum(float(part.number) for part in total.parts) == pytest.approx(70.9, abs=0.3)
    assert [part.name for part in total.parts] == [c.name for c in evaluation.criteria if c.parent_id is None]


def test_a_group_says_its_weight_and_what_was_earned_on_average(sample):
    evaluation, ranking = sample
    first = explain_total(evaluation, ranking, candidate(evaluation, "Ardenfell Digital")).parts[0]
    assert first.how.replace("\u00a0", " ") == "Weighs 25.0 % of the whole; earned 73.0 of 100 on average"


def test_a_leaf_leads_to_who_gave_which_points_and_why(sample):
    evaluation, ranking = sample
    total = explain_total(evaluation, ranking, candidate(evaluation, "Ardenfell Digital"))
    leaf = next(each for each in steps_of(total) if each.name == "Engineering practice")
    assert leaf.how.replace("\u00a0", " ") == "6.3 % × value 80.0: 4 of 5 points, the median of 2 evaluators"
    assert [(part.name, part.number) for part in leaf.parts] == [
        ("Head of Service Operations", "4"),
        ("CISO office", "4"),
    ]
    assert all(part.how.startswith("“") for part in leaf.parts)


def test_a_price_says_its_amount_and_the_scale_that_was_fixed(sample):
    evaluation, ranking = sample
    total = explain_total(evaluation, ranking, candidate(evaluation, "Ardenfell Digital"))
    price = next(each for each in steps_of(total) if each.name == "Whole-life price")
    assert "11,400,000 EUR on the scale that was fixed" in price.how
    assert price.parts[0].number == "11,400,000 EUR"
    assert "is worth 0" in price.parts[-1].how


def test_what_is_open_counts_as_nothing_and_says_so(sample):
    evaluation, ranking = sample
    total = explain_total(evaluation, ranking, candidate(evaluation, "Callisten Services"))
    open_one = next(each for each in steps_of(total) if each.how.startswith("Open:"))
    assert open_one.number == "0.0"
    assert "up to 72.8 if all that is open turns out best" in total.how


def test_who_is_not_ranked_is_said_to_be_so_with_the_reason(sample):
    evaluation, ranking = sample
    total = explain_total(evaluation, ranking, candidate(evaluation, "Quillbrook Support"))
    assert "Not ranked." in total.how
    assert "Security assurance" in total.how


def test_an_imported_value_names_file_sheet_cell_and_fingerprint(desk, tmp_path):
    path = tmp_path / "Bids.csv"
    path.write_text("Criterion,Weight,Alder,Birch\nQuality,60,4,3\nSupport,40,2,5\n")
    reading = read_spreadsheet(path)
    import_spreadsheet(desk, reading)
    evaluation = load_evaluation(desk, 1)
    total = explain_total(evaluation, ranking_of(evaluation), candidate(evaluation, "Alder"))
    [given] = next(each for each in steps_of(total) if each.name == "Quality").parts
    assert given.how == f"Bids.csv, C2 · SHA-256 {reading.sha256[:12]}"
    assert given.source is not None
    assert given.source.sha256 == reading.sha256
