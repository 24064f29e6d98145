"""The gradient descent page: the landscape of the reader's own network, and the surface in three dimensions."""

from __future__ import annotations

import math
from typing import Any

import streamlit as st

from playground.config import Experiment, LinearConfig
from playground.data import DATASETS
from playground.engine.job import Job
from playground.lessons.principles import principle_words
from playground.optim import OPTIMIZERS
from playground.principles import PRINCIPLES
from playground.principles.descent.lab import NETWORK
from playground.principles.descent.landscape import Landscape, compute_landscape
from playground.principles.descent.relief import Relief, relief_of, relief_of_landscape
from playground.principles.descent.state import open_network
from playground.serialization import LINK_PARAMETER, to_link
from playground.ui.principle_state import PrincipleState, open_start
from playground.ui.principles import STATE_PARAMETER, open_principle
from playground.ui.state import find_experiment, open_principle_state

NAME = "descent"
KEPT_LANDSCAPES = 4
DIGITS = 6

Key = tuple[str, str, int]


def open_descent() -> None:
    """The whole page; the surface in three dimensions stands below, once it was asked for."""
    page = open_principle_state(NAME, lambda: open_start(PRINCIPLES[NAME]))
    page.kept["is_whole"] = True
    try:
        open_principle(NAME, _follow)
    finally:
        page.kept["is_whole"] = False
    page.kept["plotted"] = _find_plotted(page)
    if page.kept["plotted"] is not None:
        _plot(page)


def _follow(page: PrincipleState) -> tuple[dict[str, Any], bool]:
    """What the stage is told besides: how the landscape stands, and the landscape."""
    kept = page.kept
    kept["refusal"] = ""
    _take_address(page)
    while page.acts:
        _act(page, page.acts.pop(0)["name"])
    extra, is_running = _tell_landscape(page)
    # A gesture reruns the stage alone; what stands below it follows once things rest.
    if not kept.get("is_whole") and not is_running and kept.get("plotted") != _find_plotted(page):
        st.rerun()
    return {**extra, "plotted": kept.get("is_plotting", False), "error": kept["refusal"]}, is_running


def _take_address(page: PrincipleState) -> None:
    """The network lab's link in the address is the reader's network, once, unless the address says what is shown."""
    link = "" if STATE_PARAMETER in st.query_params else st.query_params.get(LINK_PARAMETER, "")
    if link and link != page.kept.get("taken_link"):
        page.kept["taken_link"] = link
        _change(page, {"tab": "network", "link": link})


def _act(page: PrincipleState, name: str) -> None:
    kept = page.kept
    if name == "cancel" and isinstance(kept.get("job"), Job):
        kept["job"].cancel()
    elif name == "start":
        kept["job"] = kept["key"] = None
    elif name == "adopt":
        experiment = find_experiment("network")
        if isinstance(experiment, Experiment):
            _change(page, {"link": to_link(experiment)})
        else:
            kept["refusal"] = principle_words(NAME)["no_network"]
    elif name in ("plot", "plot_hide"):
        kept["is_plotting"] = name == "plot"


def _change(page: PrincipleState, change: dict[str, Any]) -> None:
    """Replace a part of what the stage shows."""
    try:
        page.show({**page.state, **change})
        page.version += 1
    except ValueError as error:
        page.kept["refusal"] = str(error)


def _tell_landscape(page: PrincipleState) -> tuple[dict[str, Any], bool]:
    state, kept = page.state, page.kept
    if state["tab"] != "network":
        return {}, False
    key: Key = (state["link"], state["plane"], state["seed"] if state["plane"] == "random" else 0)
    experiment = open_network(state["link"]) if state["link"] else NETWORK
    network = _name(experiment)
    done: dict[Key, Landscape] = kept.setdefault("landscapes", {})
    if key in done:
        return {"job": {"status": "done", "progress": 1}, "landscape": _tell(done[key], key), "network": network}, False
    if kept.get("key") != key or kept.get("job") is None:
        if isinstance(kept.get("job"), Job):
            kept["job"].cancel()
        kept["key"], kept["job"] = key, Job(compute_landscape(experiment, key[1], key[2]))
    report = kept["job"].poll()
    told = {"status": report.status, "progress": round(report.progress, 3), "error": report.error}
    if report.status != "done":
        return {"job": told, "network": network}, report.status == "running"
    done[key] = report.result
    while len(done) > KEPT_LANDSCAPES:
        del done[next(iter(done))]
    return {"job": told, "landscape": _tell(done[key], key), "network": network}, False


def _name(experiment: Experiment) -> str:
    """An experiment in a few words."""
    hidden = [str(layer.units) for layer in experiment.model.layers if isinstance(layer, LinearConfig)]
    sizes = "-".join(hidden) or principle_words(NAME)["no_hidden"]
    optimizer = experiment.optimizer
    data, rule = DATASETS[experiment.data.name].label, OPTIMIZERS[optimizer.name].label
    return f"{data}, {sizes}, {rule} {optimizer.learning_rate:g}"


def _tell(landscape: Landscape, key: Key) -> dict[str, Any]:
    """A landscape for JSON; what is no number is null."""
    return {
        "key": "/".join(map(str, key)),
        "a": landscape.a.round(DIGITS).tolist(),
        "b": landscape.b.round(DIGITS).tolist(),
        "losses": [round(v, DIGITS) if math.isfinite(v) else None for v in landscape.losses.ravel().tolist()],
        "path": landscape.path.round(DIGITS).tolist(),
        "path_losses": landscape.path_losses.round(DIGITS).tolist(),
        "steps": landscape.steps.tolist(),
        "shares": landscape.shares,
        "updates": landscape.updates,
        "wanted": landscape.wanted,
        "diverged": landscape.diverged,
    }


def _find_plotted(page: PrincipleState) -> object:
    """What the picture in three dimensions shows; None if it is not wanted."""
    if not page.kept.get("is_plotting"):
        return None
    return {**page.state, "n_landscapes": len(page.kept.get("landscapes", {}))}


def _name_trail(name: str) -> str:
    """A trail in the legend: a rule by its label, a batch by its size."""
    return principle_words(NAME)["batch_name"].format(n=name) if name.isdecimal() else name


def _find_relief(page: PrincipleState) -> Relief | None:
    state = page.state
    if state["tab"] != "network":
        return relief_of(state)
    key: Key = (state["link"], state["plane"], state["seed"] if state["plane"] == "random" else 0)
    landscape = page.kept.get("landscapes", {}).get(key)
    return relief_of_landscape(landscape) if landscape else None


def _plot(page: PrincipleState) -> None:
    """The surface at rest; numbers and trails are PyTorch's."""
    # Plotly takes about a second to load: only who asks for the picture waits for it.
    from playground.figures import Path, draw_surface
    from playground.figures.theme import find_theme

    words = principle_words(NAME)
    relief = _find_relief(page)
    if relief is None:
        return
    first = 1 if page.state["tab"] == "network" else 0  # as on the map
    paths = [
        Path(name=_name_trail(t.name), x=t.x, y=t.y, z=t.heights, losses=t.losses, series=first + i)
        for i, t in enumerate(relief.trails)
    ]
    theme = find_theme(st.context.theme.type == "dark")
    figure = draw_surface(
        relief.x, relief.y, relief.heights, relief.losses, paths, (*relief.names, words["plot_height"]), theme
    )
    st.plotly_chart(figure, key="descent_surface", theme=None, config={"displayModeBar": False})
