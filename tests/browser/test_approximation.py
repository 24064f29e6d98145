"""The approximation lab in a real browser: what its "Try this" says, dragging, drawing, extremes, the way on."""

import math
import time

import pytest
from playwright.sync_api import expect

from playground.principles.approximation.functions import GRID

LEFT, RIGHT, CURVE_HEIGHT, REACH = 38, 12, 214, 1.6


@pytest.fixture
def approximation(lab):
    return lab.open(path="approximation")


def at_place(lab, x, y):
    """A place of the upper plot in the window's pixels."""
    box = lab.page.locator(".ap-curve").bounding_box()
    return (
        box["x"] + LEFT + (x + 2) / 4 * (box["width"] - LEFT - RIGHT),
        box["y"] + (REACH - y) / (2 * REACH) * CURVE_HEIGHT,
    )


def drag(lab, places):
    mouse = lab.page.mouse
    mouse.move(*places[0])
    mouse.down()
    for place in places[1:]:
        mouse.move(*place, steps=2)
    mouse.up()


def center(lab, name):
    box = lab.page.get_by_role("slider", name=name, exact=True).bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def choose(lab, name):
    lab.page.get_by_role("radio", name=name, exact=True).click()


def press(lab, name):
    lab.page.get_by_role("button", name=name, exact=True).click()


def set_units(lab, n):
    slider = lab.page.get_by_role("slider", name="Units", exact=True)
    slider.fill(str(n))
    lab.wait_for(f"view.dataset.units === '{n}'")


def settle(lab):
    """Until what is shown is PyTorch's."""
    lab.wait_for("view.dataset.asked === view.dataset.answered && view.dataset.source === 'pytorch'")


def error_of(lab):
    return float(lab.read("error"))


def is_done(lab, name, seconds=10):
    expect(lab.page.locator(f"[data-try={name}] .ls-tick")).to_have_accessible_name("done", timeout=1000 * seconds)


def draw_hill(lab):
    drag(lab, [at_place(lab, x, 0.9 * math.exp(-x * x)) for x in GRID[::2]])


def set_number(lab, name, value):
    """Drag a boxed number sideways, 0.02 a pixel."""
    box = lab.page.locator(".ls-formula").get_by_role("spinbutton", name=name, exact=True)
    place, now = box.bounding_box(), float(box.get_attribute("aria-valuenow"))
    x, y = place["x"] + place["width"] / 2, place["y"] + place["height"] / 2
    drag(lab, [(x, y), (x + round((value - now) / 0.02), y)])


def choose_unit(lab, n):
    name = lab.page.locator(".ls-formula b")
    while (shown := name.inner_text()) != f"unit {n}":
        press(lab, "Next unit")
        expect(name).not_to_have_text(shown)


def test_the_first_picture_is_pytorchs_and_a_curve_drawn_by_hand_is_learned(approximation):
    lab = approximation
    settle(lab)
    draw_hill(lab)
    lab.wait_for("view.dataset.function === 'own'")
    settle(lab)
    choose(lab, "Fast")
    press(lab, "Play")
    lab.wait_for("view.dataset.status === 'running' && +view.dataset.error < 0.05", 30)
    is_done(lab, "draw")
    press(lab, "Pause")
    settle(lab)
    assert error_of(lab) < 0.08
    assert "units" in lab.page.locator("[data-saw=draw]").inner_text()


def test_two_units_become_a_spike_by_hand(approximation):
    lab = approximation
    set_units(lab, 2)
    choose(lab, "Spike")
    settle(lab)
    for unit, side in ((1, 1), (2, -1)):
        choose_unit(lab, unit)
        # 0.5 tanh(8 x + 1.2) - 0.5 tanh(8 x - 1.2): up at -0.15, down at 0.15.
        for name, value in (("height v", 0.5 * side), ("steepness w", 8), ("offset b", 1.2 * side)):
            set_number(lab, name, value)
            settle(lab)
    set_number(lab, "bias c", 0)
    settle(lab)
    is_done(lab, "spike")
    assert error_of(lab) < 0.1
    assert lab.read("step") == "0"


def test_dragging_knobs_moves_stretches_and_lifts_a_unit(approximation):
    lab = approximation
    settle(lab)
    number = lab.page.locator(".ls-formula").get_by_role("spinbutton", name="steepness w", exact=True)
    x, y = center(lab, "Place of the unit")
    w = float(number.get_attribute("aria-valuenow"))
    drag(lab, [(x, y), (x + 40, y), (x + 80, y)])
    settle(lab)
    assert center(lab, "Place of the unit")[0] == pytest.approx(x + 80, abs=3)
    assert float(number.get_attribute("aria-valuenow")) == pytest.approx(w, abs=0.01)

    place = center(lab, "Place of the unit")
    x, y = center(lab, "Height and width of the unit")
    drag(lab, [(x, y), (place[0] + 40, place[1] - 30)])
    settle(lab)
    assert abs(float(number.get_attribute("aria-valuenow"))) > abs(w)
    assert center(lab, "Height and width of the unit") == pytest.approx((place[0] + 40, place[1] - 30), abs=4)


def test_a_drag_is_painted_at_thirty_frames_a_second(approximation):
    lab = approximation
    set_units(lab, 64)
    settle(lab)
    x, y = center(lab, "Place of the unit")
    lab.page.mouse.move(x, y)
    lab.page.mouse.down()
    rates = []
    for _ in range(3):  # the best tells what the page can do beside whatever else the machine does
        before, started = int(lab.read("painted")), time.monotonic()
        while time.monotonic() < started + 0.8:
            lab.page.mouse.move(x + 60 * math.sin(8 * (time.monotonic() - started)), y)
        rates.append((int(lab.read("painted")) - before) / (time.monotonic() - started))
    lab.page.mouse.up()
    print("frames/s", rates)
    assert max(rates) >= 30, rates


@pytest.mark.parametrize("kind", ["Width", "Depth"])
def test_errors_are_measured_in_the_background(approximation, kind):
    lab = approximation
    lab.page.get_by_role("tab", name=kind).click()
    press(lab, "Measure")
    lab.wait_for("view.dataset.job === 'running'")
    lab.wait_for("view.dataset.job === 'done'", 120)
    rows = lab.page.locator(".ap-measured:visible tbody tr")
    assert rows.count() == (7 if kind == "Width" else 9)
    if kind == "Width":
        is_done(lab, "width")
        medians = [float(rows.nth(k).locator("td").nth(2).inner_text()) for k in (0, 4)]
        assert medians[0] > 0.4 > 0.1 > medians[1]  # one tanh unit cannot follow two waves, sixteen can


def test_a_measurement_can_be_cancelled(approximation):
    lab = approximation
    lab.page.get_by_role("tab", name="Width").click()
    press(lab, "Measure")
    lab.wait_for("view.dataset.job === 'running'")
    press(lab, "Cancel")
    lab.wait_for("view.dataset.job === 'cancelled'")
    expect(lab.page.get_by_text("Cancelled at")).to_be_visible()


def test_an_empty_drawing_and_a_single_point_are_told_and_drawn(approximation):
    lab = approximation
    press(lab, "Clear")
    expect(lab.page.locator(".ap-controls .ap-note")).to_contain_text("The curve is empty")
    settle(lab)
    press(lab, "Play")
    expect(lab.page.get_by_role("alert")).to_contain_text("The curve is empty")
    lab.page.mouse.click(*at_place(lab, 0.5, 0.5))
    expect(lab.page.locator(".ap-controls .ap-note")).to_contain_text("single point")
    settle(lab)
    assert lab.read("status") == "idle"


def test_extreme_rates_leave_a_finite_picture_and_a_sentence(approximation):
    lab = approximation
    choose(lab, "ReLU")
    choose(lab, "SGD")
    lab.page.get_by_role("slider", name="Learning rate").fill("2")
    settle(lab)
    press(lab, "Play")
    lab.wait_for("view.dataset.status === 'diverged'")
    expect(lab.page.locator(".ap-notice")).to_contain_text("smaller learning rate")
    choose(lab, "Adam")
    choose(lab, "Tanh")
    settle(lab)
    press(lab, "Step")  # Adam's first step moves every weight by the rate itself, 100
    lab.wait_for("view.dataset.step === '1'")
    expect(lab.page.locator(".ap-controls .ap-note")).to_contain_text("leaves the picture")


def test_dragging_out_of_the_frame_stops_at_its_edge(approximation):
    lab = approximation
    x, y = at_place(lab, 0, 0)
    drag(lab, [(x, y), (x, y - 60), (x + 900, y - 900)])
    settle(lab)
    expect(lab.page.locator(".ap-controls .ap-note")).to_contain_text("inside the picture")
    x, y = center(lab, "Place of the unit")
    drag(lab, [(x, y), (x + 3000, y)])
    settle(lab)
    assert math.isfinite(error_of(lab))


def test_keys_draw_and_move_units(approximation):
    lab = approximation
    curve = lab.page.locator(".ap-curve")
    curve.focus()
    curve.press("Shift+ArrowUp")
    lab.wait_for("view.dataset.function === 'own'")
    assert float(curve.get_attribute("aria-valuenow")) == pytest.approx(0.5)  # sin 0, and ten steps of 0.05
    place = lab.page.get_by_role("slider", name="Place of the unit")
    before = center(lab, "Place of the unit")[0]
    place.focus()
    place.press("ArrowRight")
    settle(lab)
    assert center(lab, "Place of the unit")[0] > before


def test_the_network_lab_opens_the_same_run(approximation):
    lab = approximation
    choose(lab, "Spike")
    settle(lab)
    lab.page.get_by_role("link", name="Open in the network lab").click()
    lab.page.wait_for_selector('.live-view[data-lab="network"]')
    experiment = lab.experiment
    assert experiment.data.name == "own"
    assert len(experiment.data.own.points) == len(GRID)


def test_reloading_shows_the_same_curve(approximation):
    lab = approximation
    draw_hill(lab)
    settle(lab)
    lab.page.wait_for_function("location.search.includes('s=')")
    lab.page.reload()
    lab.wait_for("view.dataset.function === 'own'", 20)


def test_a_phone_has_no_sideways_scroll(phone):
    phone.open(path="approximation")
    settle(phone)
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= 390
    assert phone.page.locator(".ap-curve").bounding_box()["width"] <= 390


def test_the_first_picture_comes_within_two_seconds(approximation, new_lab):
    # The server is warm, as it is for everybody but the first reader after a start; the best of three tells the page's
    # own time from what else the machine does.
    times = []
    for _ in range(3):
        lab = new_lab()
        started = time.monotonic()
        lab.page.goto(lab.url + "approximation")
        lab.wait_for("view.dataset.painted > 0")
        times.append(time.monotonic() - started)
    print("first picture, s", times)
    assert min(times) < 2
