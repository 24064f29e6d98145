import pytest

from playground.registry import lookup


def test_a_known_name_gives_its_entry():
    assert lookup({"a": 1, "b": 2}, "b", "x.y") == 2


def test_an_unknown_name_is_an_error_with_path_value_and_accepted_names():
    with pytest.raises(ValueError, match=r"^x\.y is 'c'; accepted: a, b$"):
        lookup({"a": 1, "b": 2}, "c", "x.y")
