"""Which columns are proposed, and which choices are refused."""

import pytest

from playground.data import Choice, explain_choice, is_numeric, read_table, suggest
from playground.data.tabular import check_choice

FLOWERS = "id,petal,sepal,species\n" + "".join(f"{i},{i}.5,{9 - i}.25,{'ab'[i % 2]}\n" for i in range(8))


def table_of(text):
    return read_table(text.encode())


def test_a_column_of_classes_is_the_target_and_a_row_number_no_feature():
    assert suggest(table_of(FLOWERS)) == Choice(target="species", features=("petal", "sepal"), task="classification")


@pytest.mark.parametrize(
    ("text", "target", "features", "task"),
    [
        # The name tells, even if the values are whole numbers and the column is the first.
        ("label,a,b\n" + "0,1.5,2\n1,2.5,3\n" * 4, "label", ("a", "b"), "classification"),
        # Numbers only: the last column, a class by its few whole values or a measure.
        ("a,b,c\n" + "0.5,1.5,0\n1,2.5,1\n" * 4, "c", ("a", "b"), "classification"),
        ("a,b,c\n" + "0.5,1.5,0.25\n1,2.5,1.75\n" * 4, "c", ("a", "b"), "regression"),
        # Two columns of numbers make a curve, even if one has few values.
        ("t,h\n1,5\n2,7\n3,5\n4,7\n", "h", ("t",), "regression"),
        # What the app itself saves.
        (
            "x1,x2,class,split\n" + "0,1.5,class 0,train\n1,2.5,class 1,test\n" * 4,
            "class",
            ("x1", "x2"),
            "classification",
        ),
        ("x1,x2,y,split\n" + "0,1.5,0.3,train\n1,2.5,0.4,test\n" * 4, "y", ("x1", "x2"), "regression"),
        # Only row numbers are there to learn from.
        (
            "id,n,kind\n" + "".join(f"{i},{i + 1},{'ab'[i % 2]}\n" for i in range(8)),
            "kind",
            ("id", "n"),
            "classification",
        ),
    ],
)
def test_the_proposal_is_what_most_people_would_choose(text, target, features, task):
    assert suggest(table_of(text)) == Choice(target=target, features=features, task=task)


def test_a_name_does_not_make_a_target_of_a_column_that_cannot_be_one():
    rows = "".join(f"{i}.5,{i * i},{'ab'[i % 2]},name {i}\n" for i in range(9))

    assert suggest(table_of("a,b,kind,label\n" + rows)).target == "kind"


def test_a_few_rows_are_enough_to_tell_classes():
    assert suggest(table_of("a,b,kind\n1,10,x\n2,20,y\n3,60,x\n")).target == "kind"


def test_the_rest_follows_a_chosen_target():
    assert suggest(table_of(FLOWERS), "sepal") == Choice(target="sepal", features=("petal", "id"), task="regression")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a,b\nx,y\nz,w\n", "the table offers 0 columns of numbers beside the target"),
        ("a,b\n1,y\n2,w\n3,y\n4,w\n", "the table offers 1 columns of numbers beside the target 'b'"),
        ("a,b\n,\n,\n", "the table offers 0 columns of numbers"),
    ],
)
def test_without_numbers_there_is_nothing_to_propose(text, sentence):
    with pytest.raises(ValueError, match=sentence):
        suggest(table_of(text))


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["1", "-2.5", "+.5", "1e3", "7."], True),
        (["1", "2", "3", "4", "oops"], True),
        (["1", "2", "3", "oops", "oops"], False),
        (["1", "", "NA", "nan", "?"], True),
        (["", "NaN"], False),
        (["=1", "@2", "0x1", "1_0", "inf", "1e999", "\u0661"], False),
    ],
)
def test_a_column_is_numeric_if_most_of_its_cells_are_numbers(cells, expected):
    assert is_numeric(table_of("a,b\n" + "".join(f"{cell},x\n" for cell in cells)), "a") == expected


def test_a_comma_may_stand_for_the_decimal_point_between_semicolons():
    table = table_of("a;b\n1,5;x\n2,5;x\n")

    assert is_numeric(table, "a")


@pytest.mark.parametrize(
    ("choice", "sentence"),
    [
        (
            Choice(target="kind", features=("petal", "sepal"), task="classification"),
            "the column is 'kind'; accepted: 'id'",
        ),
        (Choice(target="petal", features=("petal", "sepal"), task="regression"), "the column 'petal' is chosen twice"),
        (Choice(target="species", features=("petal", "petal"), task="classification"), "'petal' is chosen twice"),
        (Choice(target="species", features=("petal",), task="classification"), "offers 1 columns of numbers"),
        (Choice(target="species", features=(), task="regression"), "offers 0 columns of numbers"),
        (
            Choice(target="species", features=("petal",), task="regression"),
            "the column 'species' holds text such as 'a'",
        ),
        (Choice(target="id", features=("species", "petal"), task="regression"), "'species' holds text such as 'a'"),
        (
            Choice(target="id", features=("petal", "sepal"), task="clustering"),
            "the task is 'clustering'; accepted: class",
        ),
    ],
)
def test_a_choice_that_does_not_fit_is_refused_in_a_sentence(choice, sentence):
    with pytest.raises(ValueError, match=sentence):
        check_choice(table_of(FLOWERS), choice)


def test_more_classes_than_can_be_learned_are_told():
    table = table_of("petal,sepal,species\n" + "".join(f"{i}.5,{9 - i}.25,{'abcdefg'[i % 7]}\n" for i in range(21)))
    choice = suggest(table)
    assert (choice.target, choice.task) == ("sepal", "regression")
    assert explain_choice(table, choice) == [
        "The column 'species' holds 7 classes, and at most 6 can be learned: so the numbers of 'sepal' are predicted "
        "instead."
    ]


@pytest.mark.parametrize("letters", ["ab", "abcdefghijklmnopqrstu"])  # classes that are learned; names, none twice
def test_columns_that_are_learned_or_are_no_classes_are_not_explained(letters):
    cells = "".join(f"{i}.5,{9 - i}.25,{letters[i % len(letters)]}\n" for i in range(21))
    table = table_of("petal,sepal,species\n" + cells)
    assert explain_choice(table, suggest(table)) == []
