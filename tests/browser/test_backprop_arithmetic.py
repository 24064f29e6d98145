"""The browser's arithmetic of the backpropagation lab, run in a real Chromium, against PyTorch's."""

import pytest
from backprop_cases import draw_states

from playground.principles import PRINCIPLES
from playground.ui.bundle import bundle

LAB = PRINCIPLES["backprop"]
N_RANDOM = 500
SMOOTH = {"sigmoid", "tanh", "gelu", "silu", "softplus", "linear"}

RUN = """(states) => states.map((state) => {
  const answer = answerLocally(state), { now, parameters } = answer;
  const factors = (route) => listFactors({ ...state, route }, now, parameters, state.selected);
  const product = (route) => factors(route).reduce((so, { value }) => so * value, 1);
  const paths = listRoutes(state, state.selected).map(product);
  return { ...answer, paths };
})"""


def run_in(browser, states):
    page = browser.new_page()
    page.add_script_tag(content=bundle("backprop_tape.js").replace("export ", ""))
    found = page.evaluate(RUN, states)
    page.close()
    return found


@pytest.fixture(scope="module")
def states():
    # after two updates, so that what comes before and after is compared as well
    return [LAB.read({**state, "rates": [0.1, 0.05]}) for state in draw_states(N_RANDOM)]


@pytest.fixture(scope="module")
def pairs(browser, states):
    """What the browser computes and what PyTorch answers, state by state."""
    return list(zip(states, run_in(browser, states), map(LAB.answer, states), strict=True))


def flat(values):
    if isinstance(values, list):
        return [number for value in values for number in flat(value)]
    return [values]


@pytest.mark.parametrize("moment", ["before", "now"])
@pytest.mark.parametrize("name", ["z", "a", "slope", "blame", "delta", "loss", "chain", "autograd"])
def test_every_number_of_500_random_networks_equals_autograds(pairs, moment, name):
    for state, browser, torch in pairs:
        ours, theirs = flat(browser[moment][name]), flat(torch[moment][name])

        assert [value is None for value in ours] == [value is None for value in theirs], state
        assert [v or 0 for v in ours] == pytest.approx([v or 0 for v in theirs], abs=1e-6), state


def test_chain_rule_and_tape_of_the_browser_equal_autograd(pairs):
    for _, browser, torch in pairs:
        autograd = [value or 0 for value in torch["now"]["autograd"]]

        assert browser["now"]["chain"] == pytest.approx(autograd, abs=1e-6)
        assert [value or 0 for value in browser["now"]["autograd"]] == pytest.approx(autograd, abs=1e-6)


def test_products_of_all_paths_add_up_to_the_gradient(pairs):
    for state, browser, torch in pairs:
        assert sum(browser["paths"]) == pytest.approx(torch["now"]["chain"][state["selected"]], abs=1e-6)


def test_finite_differences_of_the_browser_agree_within_a_thousandth(pairs):
    # in float32 at epsilon 0.01, as the page opens; kinks and jumps have no gradient that a difference could meet
    for state, browser, torch in pairs:
        if {state["hidden"], state["output"]} <= SMOOTH:
            assert browser["now"]["finite"] == pytest.approx(torch["now"]["autograd"], abs=1e-3)


def test_updates_and_curve_of_the_browser_are_pytorchs(pairs):
    for _, browser, torch in pairs:
        for name in ("parameters", "parameters_before"):
            assert browser[name] == pytest.approx(torch[name], abs=1e-6)
        for part, name in (("trail", "losses"), ("trail", "predicted"), ("curve", "values"), ("curve", "losses")):
            assert browser[part][name] == pytest.approx(torch[part][name], abs=1e-6)
