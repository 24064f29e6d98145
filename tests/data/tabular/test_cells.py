"""What the text of a cell stands for."""

import pytest

from playground.data.tabular.cells import parse_number, shorten, sort_key


@pytest.mark.parametrize(
    ("cell", "delimiter", "number"),
    [
        ("-1.5e2", ",", -150.0),
        ("1,5", ";", 1.5),
        ("1,5", ",", None),
        ("1,234,567", ";", None),
        ("1e15", ",", 1e15),
        ("1e16", ",", None),
        ("1e999", ",", None),
        ("infinity", ",", None),
        ("9" * 5000, ",", None),
        ("", ",", None),
    ],
)
def test_numbers_are_those_that_a_spreadsheet_writes(cell, delimiter, number):
    assert parse_number(cell, delimiter) == number


def test_a_label_that_is_taken_gets_a_number_within_the_length():
    labels = []
    for _ in range(12):
        labels.append(shorten("x" * 40, taken=labels))

    assert len(set(labels)) == 12
    assert max(map(len, labels)) == 32


def test_text_without_a_printable_character_has_a_label():
    assert shorten("\u200b\x00\n") == "(blank)"


def test_labels_are_ordered_as_people_do():
    labels = ["b", "a 10", "A 9", "a", "7", "12"]

    assert sorted(labels, key=sort_key) == ["7", "12", "a", "A 9", "a 10", "b"]
