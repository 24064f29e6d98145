"""Reading a CSV file: what a spreadsheet may write is understood, what is no table is refused in a sentence."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.data import read_table
from playground.data.tabular.table import MAX_BYTES, MAX_COLUMNS, MAX_ROWS

PLAIN = "age,height\n30,170\n40,180\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_table_is_read_in_the_encodings_of_spreadsheets(encoding):
    table = read_table("größe,x\n1,é\n".encode(encoding))

    assert table.columns == ("größe", "x")
    assert table.cells == (("1", "é"),)


@pytest.mark.parametrize(("delimiter", "n_columns"), [(",", 3), (";", 3), ("\t", 3)])
def test_the_delimiter_is_found(delimiter, n_columns):
    text = "a b|c|d\n1|2|some, text; here\n".replace("|", delimiter)
    table = read_table(text.replace("some, text; here", '"some, text; here"').encode())

    assert table.delimiter == delimiter
    assert table.cells == (("1", "2", "some, text; here"),)


def test_decimal_commas_part_no_cells():
    table = read_table(b"1,5;2,25\n3,5;4,75\n")

    assert table.delimiter == ";"
    assert table.cells == (("1,5", "2,25"), ("3,5", "4,75"))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_may_end_in_any_way_and_be_blank(end):
    table = read_table(PLAIN.replace("\n", end + end).encode())

    assert table.cells == (("30", "170"), ("40", "180"))
    # Every other line of the file is blank.
    assert table.lines == (3, 5)


def test_without_a_header_columns_are_numbered():
    table = read_table(b"1,2,red\n3,4,blue\n")

    assert table.columns == ("column 1", "column 2", "column 3")
    assert table.lines == (1, 2)


def test_names_become_unique_short_and_printable():
    table = read_table(f"a,a,,{'long ' * 20},b\tc \x07d\n1,2,3,4,5\n".encode())

    assert table.columns[:3] == ("a", "a (2)", "column 3")
    assert table.columns[4] == "b c d"
    assert len(table.columns[3]) <= 32


def test_many_long_names_that_are_alike_stay_apart():
    table = read_table(f"{','.join(['x' * 100] * 64)}\n{','.join('1' * 64)}\n".encode())

    assert len(set(table.columns)) == 64
    assert max(map(len, table.columns)) <= 32


def test_a_formula_is_text_like_any_other():
    assert read_table(b'a,b\n"=1+1",@SUM(A1)\n').cells == (("=1+1", "@SUM(A1)"),)


def test_quoted_cells_may_hold_anything():
    table = read_table(b'a,b\n"x,\n""y""",2\n')

    assert table.cells == (('x,\n"y"', "2"),)
    assert table.lines == (3,)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "the file is empty; accepted: a table of at least two columns"),
        (b"\xef\xbb\xbf", "the file is empty"),
        (b" \n\n ", "the file is empty"),
        (b"," * MAX_BYTES, "the file is nothing but delimiters"),
        (b'"","";\n', "the file is nothing but delimiters"),
        (b"a," * 1_000_000, "line 1 has 1,000,001 cells; accepted: at most 64 columns"),
        (b"x" * (MAX_BYTES + 1), "the file has 2,000,001 bytes; accepted: at most 2,000,000"),
        (b"1,2\n" * 500_000, "the table has 500,000 rows; accepted: at most 20,000"),
        (b"\n" * 999_990 + b"a,b\n", "the table has its header ['a', 'b'] only; accepted: rows of data below it"),
        (b"age\n1\n2\n", "the table has one column ('age'); accepted: at least two, with commas, semicolons or tabs"),
        (b"a,b\n1,2\n3\n", "line 3 has 1 cells; accepted: 2, as in line 1"),
        (b"a,b\n1,2,3\n", "line 2 has 3 cells; accepted: 2, as in line 1"),
        (b"a,b\n1,caf\xe9\n", "the file is not UTF-8 text: byte 10 is 0xe9; accepted: a CSV file in UTF-8"),
        (b"\xff\xfea\x00,\x00b", "the file is not UTF-16 text"),
        ("a,b\n1,2\n".encode("utf-16-le"), "the file is no text: character 2 is NUL"),
        (b"PK\x03\x04\x14\x00\x06\x00", "the file is no text"),
        (b"\x89PNG\r\n", "the file is not UTF-8 text: byte 1 is 0x89"),
        (b'a,b\n1,"' + b"x" * 200_000, "is no row of a table (field larger than field limit (131072))"),
    ],
)
def test_what_is_no_table_is_refused_in_a_sentence(data, sentence):
    with pytest.raises(ValueError) as error:  # noqa: PT011
        read_table(data)

    assert sentence in str(error.value)
    assert len(str(error.value)) < 300


def test_tables_at_the_limits_are_read():
    assert len(read_table(b"a,b\n" + b"1,2\n" * MAX_ROWS).cells) == MAX_ROWS
    assert len(read_table(b"1,2\n" * MAX_ROWS).cells) == MAX_ROWS
    assert len(read_table(b",".join([b"1"] * MAX_COLUMNS)).columns) == MAX_COLUMNS


def test_an_unknown_column_is_an_error_that_names_the_others():
    with pytest.raises(ValueError, match="the column is 'weight'; accepted: 'age', 'height'"):
        read_table(PLAIN.encode()).column("weight")


def assert_table_or_sentence(data):
    try:
        table, sentence = read_table(data), ""
    except ValueError as error:
        table, sentence = None, str(error)

    assert (table is None) == ("accepted" in sentence)
    if table:
        assert len(set(table.columns)) == len(table.columns) >= 2
        assert {len(row) for row in table.cells} == {len(table.columns)}
        assert all(0 < len(name) <= 32 for name in table.columns)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_table_or_a_sentence(data):
    assert_table_or_sentence(data)


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0"))


@given(st.lists(st.lists(CELLS, min_size=2, max_size=4), min_size=2, max_size=5))
def test_any_text_is_a_table_or_a_sentence(rows):
    text = io.StringIO()
    csv.writer(text).writerows(rows)

    assert_table_or_sentence(text.getvalue().encode())
