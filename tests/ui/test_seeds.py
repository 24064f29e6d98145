"""How many seeds are trained at once: read from an address that anybody may have typed."""

import pytest

from playground.ui.seeds import SEEDS, read_seeds


@pytest.mark.parametrize("seeds", SEEDS)
def test_number_of_the_menu_is_read(seeds):
    assert read_seeds(str(seeds)) == seeds


def test_address_without_seeds_means_one():
    assert read_seeds("") == 1


@pytest.mark.parametrize("text", ["0", "3", "17", "-1", "8.0", " 8", "٨", "eight", "1" * 10_000])
def test_any_other_text_is_refused_in_one_sentence(text):
    with pytest.raises(ValueError, match=r"^seeds is .{1,60}; accepted: 1, 2, 4, 8, 16$"):
        read_seeds(text)
