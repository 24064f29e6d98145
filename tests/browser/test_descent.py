"""The gradient descent lab in a real browser: what its "Try this" says, dragging, extremes, background work."""

import dataclasses
import time

import pytest
from playwright.sync_api import expect

from playground.principles.descent.lab import NETWORK
from playground.serialization import to_link


@pytest.fixture
def descent(lab):
    return lab.open(path="descent")


def settle(lab):
    """Until the server has answered what is shown."""
    lab.wait_for("view.dataset.asked === view.dataset.answered && view.dataset.exact === 'true'")


def ends(lab):
    return lab.read("ends").split("|")


def number(text):
    return float(text.replace("\N{MINUS SIGN}", "-"))


def center(locator):
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def slide(lab, name, key, times):
    """Move the slider of this name by keys."""
    slider = lab.page.get_by_role("slider", name=name, exact=True)
    slider.focus()
    for _ in range(times):
        slider.press(key)
    settle(lab)


def choose_surface(lab, name):
    lab.page.get_by_label("Surface").select_option(name)
    settle(lab)


def open_tab(lab, name):
    lab.page.get_by_role("tab", name=name).click()


def is_done(lab, name):
    expect(lab.page.locator(f"[data-try={name}] .ls-tick")).to_have_accessible_name("done")


def insight(lab, name):
    return lab.page.locator(f"[data-saw={name}]").inner_text()


def wait_for_job(lab, status, seconds=60):
    lab.wait_for(f"view.dataset.job === '{status}'", seconds)


def test_opens_with_a_runner_that_grows_and_no_try_done(descent):
    assert ends(descent)[0] == "grows"
    assert descent.read("tries-done") == "0"


def test_dragging_the_rate_below_the_limit_lets_sgd_settle(descent):
    slider = descent.page.get_by_role("slider", name="Learning rate of SGD", exact=True)
    _, y = center(slider)
    box = slider.bounding_box()
    # The rate's logarithm runs from -4 to 1; it starts at 0.51 and is dragged to about 0.25.
    at = [box["x"] + 8 + (box["width"] - 16) * (power + 4) / 5 for power in (-0.29, -0.6)]
    descent.page.mouse.move(at[0], y)
    descent.page.mouse.down()
    descent.page.mouse.move(at[1], y, steps=6)
    descent.page.mouse.up()
    is_done(descent, "settle")
    settle(descent)

    assert "2/λ = 0.50" in insight(descent, "settle")
    assert number(ends(descent)[0]) < 1e-3


def test_sgd_grows_from_the_first_position_past_the_mark(descent):
    """Its positions are hundredths of powers of ten: 0.501 is the first past the limit 0.5, 0.49 the last before."""
    slide(descent, "Learning rate of SGD", "ArrowLeft", 1)
    assert descent.page.locator("[data-runner='0'] .dg-value b").first.inner_text() == "0.501"
    assert ends(descent)[0] == "grows"
    slide(descent, "Learning rate of SGD", "ArrowLeft", 1)

    assert descent.page.locator("[data-runner='0'] .dg-value b").first.inner_text() == "0.490"
    assert ends(descent)[0] != "grows"
    expect(descent.page.locator(".dg-factor")).to_contain_text("shrinks")


def test_momentum_gets_down_the_ravine(descent):
    choose_surface(descent, "ravine")
    assert descent.read("tries-done") == "0"
    slide(descent, "Learning rate of Momentum", "ArrowRight", 90)  # from 0.02 to 0.16
    is_done(descent, "ravine")

    # Along the floor 3.4 (1 - 0.2 * 0.196)^60, across 1.6 (1 - 10 * 0.196)^60: 0.0095 + 1.05 by the closed form.
    assert "SGD at its best ends at 0.11" in insight(descent, "ravine")


def test_standardizing_brings_the_batch_of_one_near_the_lowest(descent):
    open_tab(descent, "Batches")
    settle(descent)
    descent.page.get_by_role("radio", name="standardized").click()
    settle(descent)
    slide(descent, "Learning rate of batch 1", "ArrowLeft", 20)
    is_done(descent, "batches")

    assert float(ends(descent)[2].removesuffix(" %")) < 5


def test_dragging_the_start_is_drawn_by_the_browser_and_answered_by_pytorch(descent):
    x, y = center(descent.page.get_by_role("slider", name="Start"))
    mouse = descent.page.mouse
    mouse.move(x, y)
    mouse.down()
    mouse.move(x + 60, y + 40, steps=5)
    descent.wait_for("view.dataset.exact === 'false' && +view.dataset.asked > 0")
    mouse.up()
    settle(descent)

    # The largest distance between both trails; 12 digits are sent.
    assert float(descent.read("drift")) < 1e-9


def test_a_start_dragged_out_of_the_frame_stays_on_its_edge(descent):
    start = descent.page.get_by_role("slider", name="Start")
    mouse = descent.page.mouse
    mouse.move(*center(start))
    mouse.down()
    mouse.move(5, 5, steps=4)
    mouse.up()
    settle(descent)

    assert list(map(number, start.get_attribute("aria-valuetext").split(", "))) == [-4.0, 4.0]
    expect(descent.page.get_by_role("alert")).to_be_hidden()


def test_extreme_rates_say_what_happened(descent):
    slide(descent, "Learning rate of SGD", "End", 1)
    assert ends(descent)[0].startswith("gone, step ")
    paths = descent.page.locator(".dg-curve").evaluate_all("curves => curves.map((curve) => curve.getAttribute('d'))")

    assert len(paths) == 3
    assert not any("NaN" in path or "Infinity" in path for path in paths)


def test_runners_come_and_go(descent):
    descent.page.get_by_role("button", name="Add a runner").click()
    settle(descent)
    descent.page.get_by_label("Rule of runner 4").select_option("nesterov")
    settle(descent)
    assert len(ends(descent)) == 4
    descent.page.get_by_role("button", name="Remove SGD").click()
    settle(descent)

    assert len(ends(descent)) == 3
    assert "Nesterov" in descent.page.locator(".dg-end").all_text_contents()


def test_reload_shows_the_same(descent):
    choose_surface(descent, "himmelblau")
    slide(descent, "Start", "ArrowRight", 3)
    before = descent.read("ends")
    descent.wait_until_idle()
    descent.page.wait_for_function("() => location.search.includes('s=')")
    descent.page.reload()
    descent.wait_for("view.dataset.painted > 0")

    assert (descent.read("surface"), descent.read("ends")) == ("himmelblau", before)


def test_landscape_is_computed_with_progress_and_the_path_ends_at_the_network(descent):
    open_tab(descent, "Your network")
    descent.wait_for("view.dataset.job === 'running' && +view.dataset.progress < 1")
    wait_for_job(descent, "done")
    expect(descent.page.locator(".dg-about")).to_contain_text("880 steps")
    here, network = descent.page.locator(".ls-formula b").all_inner_texts()

    assert here == network  # the knob is at the middle


def test_cancel_stops_the_landscape(lab):
    training = dataclasses.replace(NETWORK.training, epochs=100_000)
    lab.open(path="descent", e=to_link(dataclasses.replace(NETWORK, training=training)))
    wait_for_job(lab, "running")
    lab.page.get_by_role("button", name="Cancel").click()
    wait_for_job(lab, "cancelled")
    expect(lab.page.locator(".dg-status")).to_contain_text("Cancelled at")
    lab.page.get_by_role("button", name="Compute").click()
    wait_for_job(lab, "running")
    lab.page.get_by_role("button", name="Cancel").click()
    wait_for_job(lab, "cancelled")


def test_a_damaged_link_is_refused_and_the_last_landscape_stays(descent):
    open_tab(descent, "Your network")
    wait_for_job(descent, "done")
    field = descent.page.get_by_label("Link of the network lab")
    field.fill("1.damaged")
    field.press("Enter")

    expect(descent.page.get_by_role("alert")).to_be_visible()
    assert descent.read("job") == "done"


def test_my_network_is_that_of_the_network_lab(descent):
    open_tab(descent, "Your network")
    wait_for_job(descent, "done")
    descent.page.get_by_role("button", name="Use my network").click()
    expect(descent.page.get_by_role("alert")).to_contain_text("not opened in this visit")
    descent.page.get_by_role("link", name="Network lab", exact=True).click()
    descent.wait_for("view.dataset.status === 'idle' && view.dataset.painted > 0", 20)
    descent.page.get_by_role("link", name="Gradient descent", exact=True).click()
    descent.wait_for("view.dataset.lab === 'descent' && view.dataset.painted > 0", 20)
    descent.page.get_by_role("button", name="Use my network").click()

    expect(descent.page.locator(".dg-name")).to_have_text("Moons, 6-4-2, Adam 0.01")


def test_way_on_opens_the_network_of_the_landscape(descent):
    open_tab(descent, "Your network")
    wait_for_job(descent, "done")
    settle(descent)
    descent.page.get_by_role("link", name="Open in the network lab").click()
    descent.wait_for("view.dataset.lab !== 'descent' && view.dataset.painted > 0", 20)
    descent.wait_for_experiment(lambda experiment: experiment == NETWORK)


def test_surface_in_three_dimensions_is_drawn_only_when_asked_for(descent):
    assert descent.page.locator(".js-plotly-plot").count() == 0
    descent.page.get_by_role("button", name="3-D").click()
    expect(descent.page.locator(".js-plotly-plot")).to_be_visible(timeout=30_000)
    descent.page.get_by_role("button", name="Hide 3-D").click()
    expect(descent.page.locator(".js-plotly-plot")).to_have_count(0)


# Moves the held start once a frame for a second, from within the page: a test's own moves come slower than frames.
DRAG = """async () => {
  const view = document.querySelector(".live-view"), knob = view.querySelector(".ls-drag");
  const box = knob.getBoundingClientRect();
  const first = +view.dataset.painted, start = performance.now();
  while (performance.now() - start < 1000) {
    const at = { clientX: box.x + 40 + Math.random() * 60, clientY: box.y + 40, pointerId: 1, bubbles: true };
    knob.dispatchEvent(new PointerEvent("pointermove", at));
    await new Promise(requestAnimationFrame);
  }
  return ((+view.dataset.painted - first) * 1000) / (performance.now() - start);
}"""


def test_dragging_keeps_30_frames_a_second(descent):
    """Other work of the machine may take some of the tries; measured 60 on a quiet one, 0.5 ms a drawing."""
    mouse = descent.page.mouse
    mouse.move(*center(descent.page.get_by_role("slider", name="Start")))
    mouse.down()
    rates = [descent.page.evaluate(DRAG) for _ in range(5)]
    mouse.up()

    assert max(rates) >= 30, rates


def test_first_picture_stands_within_two_seconds(lab):
    seconds = []
    for _ in range(3):
        start = time.monotonic()
        lab.page.goto(lab.url + "descent")
        lab.wait_for("view.dataset.painted > 0")
        seconds.append(time.monotonic() - start)

    assert min(seconds) < 2, seconds


def test_phone_shows_map_rates_and_tries_in_one_column(phone):
    phone.open(path="descent")
    width = phone.page.evaluate("() => document.documentElement.scrollWidth")
    tops = [
        phone.page.locator(name).first.bounding_box()["y"] for name in (".dg-map", ".dg-row[data-runner]", ".ls-after")
    ]

    assert width <= 390
    assert tops == sorted(tops)
