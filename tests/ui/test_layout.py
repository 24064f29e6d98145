"""What a hostile link quotes stays text: no link, no image, no formula."""

import re

import pytest
from streamlit.testing.v1 import AppTest


def page(text):
    from playground.ui.layout import tell

    tell("", text)


@pytest.mark.parametrize(
    "text",
    [
        "[Log in](https://evil.example)",
        "![](https://evil.example/x.png)",
        "$x$ :red[x] `x` *x* <b>x</b>",
        "www.evil.example",
    ],
)
def test_refusal_quotes_markdown_as_text(text):
    (error,) = AppTest.from_function(page, args=(text,)).run().error

    assert re.sub(r"\\(.)", r"\1", error.value) == text
    # Nothing that opens a link, an image, a formula, code or emphasis stands without its backslash.
    assert re.search(r"(?<!\\)[\[\]`*$<]|https?:(?=//)|www\.", error.value) is None
