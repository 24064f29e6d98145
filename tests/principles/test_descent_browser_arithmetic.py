"""What the browser computes while something is dragged equals PyTorch's trails: both run here, the former in Node.

Playwright, a test dependency, brings Node along.
"""

import json
import subprocess

import pytest
from playwright._impl._driver import compute_driver_executable

from playground.optim import OPTIMIZERS
from playground.principles.descent.lab import answer
from playground.principles.descent.state import N_POINTS, read_state
from playground.principles.descent.surfaces import SURFACES
from playground.ui.bundle import bundle

NODE = compute_driver_executable()[0]
# Rates at which nobody is thrown about: where trails are chaotic, the last digit of the first step decides the end.
CALM = {"rosenbrock": 0.0005, "beale": 0.0005, "himmelblau": 0.002, "rastrigin": 0.001}


def run_in_node(expression, **given):
    """The value of an expression of descent_walk.js about `given`."""
    script = f"{bundle('descent_walk.js')}\nconst given = {json.dumps(given)};\n"
    script += f"console.log(JSON.stringify({expression}));"
    run = subprocess.run([NODE, "--input-type=module", "-"], input=script, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


@pytest.fixture(scope="module")
def race_states():
    runners = [{"rule": rule, "momentum": 0.7} for rule in OPTIMIZERS]
    states = []
    for name, spec in SURFACES.items():
        rows = [{**row, "rate": CALM.get(name, 0.05)} for row in runners]
        for half in (rows[:5], rows[5:]):
            states.append(read_state({"surface": name, "start": list(spec.start), "steps": 150, "runners": half}))
    return states


def test_trails_on_every_surface_by_every_rule(race_states):
    answers = [answer(state) for state in race_states]
    walk = "walkSurface(s.surface, a.catalog.surfaces[s.surface], s.start, s.runners, s.steps, a.noise)"
    apart = run_in_node(
        f"given.states.map((s, i) => {{ const a = given.answers[i]; return compareTrails({walk}, a.trails); }})",
        states=race_states,
        answers=answers,
    )

    # 12 significant digits are sent; 150 steps of rounding on top.
    assert max(apart) < 1e-8


def test_limits(race_states):
    answers = [answer(state) for state in race_states]
    limits = "s.runners.map((r) => findLimit(r.rule, r.momentum, Math.max(0, ...c[s.surface].curvatures)))"
    theirs = run_in_node(
        f"given.states.map((s) => {{ const c = given.catalog.surfaces; return {limits}; }})",
        states=race_states,
        catalog=answers[0]["catalog"],
    )

    for ours, limits in zip(answers, theirs, strict=True):
        assert limits == pytest.approx(ours["limits"])


@pytest.mark.parametrize("is_standardized", [False, True])
def test_batches(is_standardized):
    batches = [{"batch": n, "rate": 0.01, "momentum": mu} for n, mu in ((N_POINTS, 0.0), (16, 0.5), (1, 0.0))]
    start = [-0.5, 1.4] if is_standardized else [-0.15, 1.0]
    state = read_state({"tab": "batches", "is_standardized": is_standardized, "line_start": start, "batches": batches})
    ours = answer(state)
    apart = run_in_node(
        "compareTrails(walkBatches(given.line, given.start, given.batches, given.steps), given.trails)",
        line=ours["line"],
        start=start,
        batches=batches,
        steps=state["line_steps"],
        trails=ours["trails"],
    )

    assert apart < 1e-9


def test_comparison_tells_trails_apart():
    trail = {"x": [0.0, 1.0], "y": [0.0, 2.0], "losses": [1.0, 1.0], "left_at": None}
    shifted = {**trail, "y": [0.0, 2.5]}

    assert run_in_node("compareTrails(given.a, given.b)", a=[trail], b=[shifted]) == pytest.approx(0.25)


def test_a_runner_that_leaves_is_stopped_at_the_same_step():
    state = read_state({"surface": "ravine", "start": [-3.4, 1.6], "runners": [{"rule": "sgd", "rate": 1.0}]})
    (ours,) = answer(state)["trails"]
    spec = {"noise": 0}
    (theirs,) = run_in_node(
        "walkSurface('ravine', given.spec, given.start, given.runners, given.steps, [])",
        spec=spec,
        **{name: state[name] for name in ("start", "runners", "steps")},
    )

    assert ours["left_at"] == theirs["left_at"] is not None
    assert len(ours["x"]) == len(theirs["x"]) == ours["left_at"]
