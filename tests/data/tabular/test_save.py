"""Points as a CSV file: in their own units, read back the same, and never a formula."""

import csv
import io

import numpy as np
import pytest

from playground.config import DataConfig, OwnData
from playground.data import DATASETS, load_dataset, make_own, points_to_csv, read_table, suggest


def rows_of(text):
    return list(csv.reader(io.StringIO(text)))


@pytest.mark.parametrize("name", DATASETS)
def test_every_point_is_a_row(name):
    dataset = load_dataset(DataConfig(name=name, n_samples=50), seed=1)
    header, *rows = rows_of(points_to_csv(dataset))

    assert header == [*dataset.feature_names, dataset.target_name, "split"]
    assert [row[-1] for row in rows] == ["train"] * len(dataset.X_train) + ["test"] * len(dataset.X_test)


@pytest.mark.parametrize("name", ["moons", "sine", "saddle"])
def test_values_that_are_as_they_are_lose_no_digit(name):
    dataset = load_dataset(DataConfig(name=name, n_samples=50), seed=1)
    rows = rows_of(points_to_csv(dataset))[1:]

    values = np.array([row[: dataset.X_train.shape[1]] for row in rows], dtype=np.float32)
    np.testing.assert_array_equal(values, np.concatenate([dataset.X_train, dataset.X_test]))


def test_standardized_values_are_back_in_their_units():
    text = "year,price,kind\n" + "".join(f"{1990 + i},{100.5 * i},{'ab'[i % 2]}\n" for i in range(30))
    own, _ = make_own(read_table(text.encode()), suggest(read_table(text.encode())))
    dataset = load_dataset(DataConfig(name="own", own=own), seed=0)
    rows = sorted(rows_of(points_to_csv(dataset))[1:])

    assert [row[0] for row in rows] == [str(1990 + i) for i in range(30)]
    # To a hundredth of the power of ten in the standard deviation, 870: to whole numbers.
    np.testing.assert_allclose([float(row[1]) for row in rows], [100.5 * i for i in range(30)], atol=0.51)
    assert [row[2] for row in rows] == ["ab"[i % 2] for i in range(30)]


def test_iris_is_written_in_centimeters():
    rows = rows_of(points_to_csv(load_dataset(DataConfig(name="iris"), seed=0)))

    assert rows[0] == ["petal length (cm)", "petal width (cm)", "species", "split"]
    assert ["1.4", "0.2", "setosa", "train"] in rows


def test_what_was_saved_can_be_opened_again():
    dataset = load_dataset(DataConfig(name="blobs", n_samples=100), seed=1)
    table = read_table(points_to_csv(dataset).encode())
    own, _ = make_own(table, suggest(table))

    assert own.classes == dataset.class_names
    assert own.features == ("x1", "x2")
    assert len(own.points) == 100


def test_text_that_looks_like_a_formula_is_defused_and_numbers_are_not():
    own = OwnData(
        points=((-1.0, 0.5, 0), (1.0, -0.5, 1), (0.5, 0.5, 2)),
        features=("=A1", "+x"),
        target=("@sum",),
        classes=("-1", "-x", "=1+1"),
    )
    rows = rows_of(points_to_csv(load_dataset(DataConfig(name="own", own=own), seed=0)))

    assert rows == [
        ["'=A1", "'+x", "'@sum", "split"],
        ["-1.0", "0.5", "-1", "train"],
        ["1.0", "-0.5", "'-x", "train"],
        ["0.5", "0.5", "'=1+1", "train"],
    ]
