"""From a table to points: nothing is dropped without a word, and the units can be restored."""

import numpy as np
import pytest

from playground.config import DataConfig, Experiment
from playground.data import Choice, load_dataset, make_own, read_table, suggest
from playground.serialization import from_json, to_json

CLASSES = Choice(target="kind", features=("a", "b"), task="classification")
VALUES = Choice(target="kind", features=("a", "b"), task="regression")


def table_of(*rows, header="a,b,kind"):
    return read_table("\n".join([header, *rows]).encode())


def restored(own):
    """Rows in their original units, sorted, since they were shuffled."""
    rows = np.array(own.points) * own.scales + own.centers
    return sorted(map(tuple, rows.round(1).tolist()))


def test_points_are_standardized_and_their_units_kept():
    own, notes = make_own(table_of("1,10,x", "2,20,y", "3,60,x"), CLASSES)
    points = np.array(own.points)

    np.testing.assert_allclose(points[:, :2].mean(axis=0), 0, atol=1e-3)
    np.testing.assert_allclose(points[:, :2].std(axis=0), 1, atol=1e-3)
    assert restored(own) == [(1, 10, 0), (2, 20, 1), (3, 60, 0)]
    assert own.classes == ("x", "y")
    # Means 2 and 30; standard deviations sqrt(2/3) and sqrt((400 + 100 + 900) / 3).
    assert notes == ["Standardized: a minus 2, divided by 0.8165; b minus 30, divided by 21.6."]


def test_the_target_of_a_regression_is_standardized_too():
    own, notes = make_own(table_of("1,10,5", "2,20,7", "3,60,9"), VALUES)

    assert own.classes == ()
    assert np.array(own.points)[:, 2].std() == pytest.approx(1, abs=1e-3)
    assert restored(own) == [(1, 10, 5), (2, 20, 7), (3, 60, 9)]
    assert "kind minus 7, divided by 1.633" in notes[-1]


def test_one_feature_makes_a_curve():
    own, _ = make_own(table_of("1,10,5", "2,20,7"), Choice(target="kind", features=("b",), task="regression"))
    dataset = load_dataset(DataConfig(name="own", own=own), seed=0)

    assert own.features == ("b",)
    assert dataset.X_train.shape == (2, 1)


def test_rows_that_are_left_out_are_named():
    rows = ["1,1,x", ",2,y", "2,two,x", "2,2,", "3,3,y", "=1+1,3,x", *["NA,1,x"] * 5]
    own, notes = make_own(table_of(*rows), CLASSES)

    assert restored(own) == [(1, 1, 0), (3, 3, 1)]
    assert notes[0] == "7 rows are left out, with a gap: lines 3, 5, 8, 9, 10, …."
    assert notes[1] == "2 rows are left out, with text or too large a number where a number should be: lines 4, 7."


def test_a_single_row_that_is_left_out_is_named_in_the_singular():
    _, notes = make_own(table_of("1,1,x", "2,,y", "2,2,y"), CLASSES)

    assert notes[0] == "1 row is left out, with a gap: line 3."


def test_gaps_in_other_columns_do_not_matter():
    own, notes = make_own(table_of("1,1,x,", "2,2,y,?", header="a,b,kind,other"), CLASSES)

    assert len(own.points) == 2
    assert len(notes) == 1


def test_classes_are_in_natural_order():
    own, _ = make_own(table_of("1,1,item 10", "2,2,item 9", "3,3,Item 1"), CLASSES)

    assert own.classes == ("Item 1", "item 9", "item 10")


def test_classes_that_are_numbers_are_in_their_order_and_written_once():
    own, _ = make_own(table_of("1,1,10", "2,2,9.0", "3,3,9", "4,4,-1"), CLASSES)

    assert own.classes == ("-1", "9.0", "10")


def test_numbers_and_texts_may_both_be_classes():
    own, _ = make_own(table_of("1,1,1", "2,2,one", "3,3,2"), CLASSES)

    assert own.classes == ("1", "2", "one")


def test_long_class_names_are_cut_and_stay_apart():
    own, _ = make_own(table_of(f"1,1,{'x' * 100}a", f"2,2,{'x' * 100}b"), CLASSES)

    assert len(set(own.classes)) == 2
    assert max(map(len, own.classes)) <= 32


@pytest.mark.parametrize(
    ("kinds", "sentence"),
    [
        ("xxx", "the target 'kind' has one value; accepted: 2 to 6 classes, so choose another target$"),
        ("abcdefg", "the target 'kind' has 7 different values; accepted: 2 to 6 classes, so choose another target$"),
        ("1234567", "has 7 different values; accepted: 2 to 6 classes, so choose another target, or a regression"),
    ],
)
def test_too_few_or_too_many_classes_are_refused(kinds, sentence):
    rows = [f"{i},{i},{kind}" for i, kind in enumerate(kinds)]

    with pytest.raises(ValueError, match=sentence):
        make_own(table_of(*rows), CLASSES)


def test_a_table_of_gaps_is_refused():
    with pytest.raises(ValueError, match="no row has a value in each of the columns 'a', 'b', 'kind'"):
        make_own(table_of("1,,x", ",2,y"), CLASSES)


def test_a_constant_column_is_only_centered():
    own, _ = make_own(table_of("0.1,1,x", "0.1,2,y", "0.1,3,y"), CLASSES)

    assert own.scales[0] == 1
    assert {row[0] for row in own.points} == {0.0}


def test_values_far_from_zero_keep_their_differences():
    own, _ = make_own(table_of("1700000000,1e14,x", "1700000001,2e14,y"), CLASSES)

    assert [row[0] for row in restored(own)] == [1_700_000_000, 1_700_000_001]


def test_of_a_large_table_the_same_sample_is_taken_each_time():
    rows = [f"{i},{i % 7},{'xy'[i % 2]}" for i in range(12_345)]
    table = table_of(*rows)
    own, notes = make_own(table, CLASSES)

    assert len(own.points) == 5000
    assert notes[0] == "5,000 of 12,345 rows are taken: a random sample, always the same."
    assert make_own(table, CLASSES)[0] == own


def test_a_sorted_table_is_shuffled():
    rows = [f"{i},{i % 7},{'x' if i < 50 else 'y'}" for i in range(100)]
    own, _ = make_own(table_of(*rows), CLASSES)
    dataset = load_dataset(DataConfig(name="own", own=own), seed=0)

    assert 0.3 < dataset.y_train.mean() < 0.7
    assert 0.2 < dataset.y_test.mean() < 0.8


def test_what_a_file_says_survives_as_an_experiment():
    rows = [f"{i},{i * i},{'αβ'[i % 2]}" for i in range(40)]
    table = table_of(*rows)
    own, _ = make_own(table, suggest(table))
    experiment = Experiment(data=DataConfig(name="own", own=own))

    assert from_json(to_json(experiment)) == experiment
