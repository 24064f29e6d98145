"""The live view in a real browser at full speed: what is painted, what is sent, how fast a click is answered.

    python tests/bench/live.py [--short] [--panel inspect|layers|metrics | --gan]

Starts the server and a headless Chromium of 1400x900 itself, plays 2-10-10-1 (ReLU, batches of 30) at speed `max`, and
prints one JSON object. The full run plays for three minutes, the short one for some seconds. With a panel, a hidden
unit is pinned and that panel is open; else all are closed. With ``--gan`` the GAN lab plays 2-16-16-2 against 2-16-16-1
(batches of 128) instead, and steps are whole iterations.
"""

import argparse
import json
import os
import sys
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from playground.config import (
    DataConfig,
    DiscriminatorConfig,
    Experiment,
    GanExperiment,
    GanTrainingConfig,
    GeneratorConfig,
    LinearConfig,
    ModelConfig,
    TrainingConfig,
)

sys.path.append(str(Path(__file__).parents[1] / "browser"))
from driver import CHROMIUM, FLAGS, Lab, serve

# 2,000 points: with fewer, a fast machine reaches the last epoch within the three minutes.
EXPERIMENT = Experiment(
    data=DataConfig(n_samples=2000),
    model=ModelConfig(layers=(LinearConfig(units=10, activation="relu"),) * 2),
    training=TrainingConfig(batch_size=30, epochs=100_000),
)
SMALL = (LinearConfig(units=16, activation="relu"),) * 2
GAN = GanExperiment(
    generator=GeneratorConfig(layers=SMALL),
    discriminator=DiscriminatorConfig(layers=SMALL),
    training=GanTrainingConfig(batch_size=128, iterations=200_000),
)
PAUSED_SECONDS = 3
# Counts in the page, so that the driver's own messages cost nothing meanwhile.
WATCH = """() => {
    const view = document.querySelector('.live-view');
    window.bench = { states: 0, busy: 0 };
    let step = view.dataset.step;
    new MutationObserver(() => { if (view.dataset.step !== step) { step = view.dataset.step; bench.states++; } })
        .observe(view, { attributes: true, attributeFilter: ['data-step'] });
    new PerformanceObserver(list => { for (const task of list.getEntries()) bench.busy += task.duration; })
        .observe({ entryTypes: ['longtask'] });
}"""
COUNT = """() => {
    const { step, frames, painted } = document.querySelector('.live-view').dataset;
    return { ...bench, at: performance.now(), step: +step, frames: +frames, painted: +painted,
        bytes: window.playgroundFrame.length };
}"""
# From a click on play or pause to the view saying so, in ms; null after 3 s without an answer.
CLICK = """() => new Promise(done => {
    const view = document.querySelector('.live-view'), before = view.dataset.status;
    const answer = ms => { observer.disconnect(); clearTimeout(timer); done(ms); };
    const observer = new MutationObserver(() => view.dataset.status !== before && answer(performance.now() - start));
    observer.observe(view, { attributes: true, attributeFilter: ['data-status'] });
    const timer = setTimeout(() => answer(null), 3000);
    const start = performance.now();
    document.querySelector('.st-key-play button').click();
})"""


class Browser:
    """What Chromium tells of itself, beside what the page counts."""

    def __init__(self, lab, server):
        self.lab, self.server = lab, server
        self.session = lab.page.context.new_cdp_session(lab.page)
        self.session.send("Performance.enable")

    def snapshot(self):
        """Counters of page, browser and server at this moment, garbage collected."""
        self.session.send("HeapProfiler.collectGarbage")
        metrics = {metric["name"]: metric["value"] for metric in self.session.send("Performance.getMetrics")["metrics"]}
        counted = self.lab.page.evaluate(COUNT)
        counted["received"] = sum(self.lab.received)
        counted["heap_mb"] = metrics["JSHeapUsedSize"] / 1e6
        counted["nodes"] = metrics["Nodes"]
        counted["memory_mb"] = self.server.memory_mb()
        return counted


def measure_clicks(lab, n):
    """Sorted answer times of clicks on pause, and of clicks on play; and how many went unanswered."""
    answers = {"pause": [], "play": []}
    n_lost = 0
    for i in range(n):
        action = "pause" if lab.read("status") == "running" else "play"
        milliseconds = lab.page.evaluate(CLICK)
        if milliseconds is None:
            n_lost += 1
        else:
            answers[action].append(milliseconds)
        lab.page.wait_for_timeout(300 + 37 * i % 50)  # at every moment between two frames
    if lab.read("status") != "running":
        lab.press("play")
    return {action: sorted(times) for action, times in answers.items()}, n_lost


def count_paused_messages(lab):
    """Messages either way while the run is paused."""
    lab.pause()
    lab.page.wait_for_timeout(1000)  # what was on its way
    before = len(lab.received) + len(lab.sent)
    lab.page.wait_for_timeout(1000 * PAUSED_SECONDS)
    return len(lab.received) + len(lab.sent) - before


def quantile(times, share):
    """Of sorted times; null if there are none."""
    return round(times[min(len(times) - 1, int(share * len(times)))], 1) if times else None


def rates(start, end):
    """Per second, or per frame, between two snapshots."""
    seconds = (end["at"] - start["at"]) / 1000
    per_second = {name: (end[name] - start[name]) / seconds for name in ("painted", "frames", "states", "step", "busy")}
    return {
        "seconds": round(seconds, 1),
        "painted_per_second": round(per_second["painted"], 1),
        "data_frames_per_second": round(per_second["frames"], 1),
        "new_states_per_second": round(per_second["states"], 1),
        "steps_per_second": round(per_second["step"]),
        "long_task_share": round(per_second["busy"] / 1000, 3),
        "kb_per_data_frame": round((end["received"] - start["received"]) / (end["frames"] - start["frames"]) / 1000, 2),
    }


def compare(start, end):
    """What should stay flat however long a run is: [at its beginning, at its end]."""
    digits = {"step": 0, "bytes": 0, "heap_mb": 2, "nodes": 0, "memory_mb": 1}
    return {name: [round(start[name], n), round(end[name], n)] for name, n in digits.items()}


def open_panel(lab, name):
    """Pin a unit, which opens the first panel, and open this one."""
    lab.page.locator('[data-unit="1,0"]').click()
    tab = lab.page.get_by_role("tab", name=name.capitalize())
    if tab.get_attribute("aria-selected") != "true":
        tab.click()
    lab.page.wait_for_function("() => window.playgroundReport !== undefined")
    lab.page.evaluate("() => scrollTo(0, 0)")


def run(experiment, seconds, n_clicks, panel):
    with serve() as server, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        lab = Lab(chromium.new_page(viewport={"width": 1400, "height": 900}), server.url)
        lab.open(experiment, speed="max")
        lab.page.evaluate(WATCH)
        if panel:
            open_panel(lab, panel)
        lab.play(n_steps=500)
        lab.page.wait_for_timeout(3000)  # until the browser has compiled what is hot
        browser = Browser(lab, server)
        start = browser.snapshot()
        lab.page.wait_for_timeout(1000 * seconds)
        end = browser.snapshot()
        assert lab.read("status") == "running", "the run ended before the measurement"
        answers, n_lost = measure_clicks(lab, n_clicks)
        clicks = sorted(answers["pause"] + answers["play"])
        result = {
            **rates(start, end),
            "click_ms_median": quantile(clicks, 0.5),
            "click_ms_p95": quantile(clicks, 0.95),
            **{f"{name}_ms_median": quantile(times, 0.5) for name, times in answers.items()},
            "clicks": n_clicks,
            "clicks_lost": n_lost,
            "paused_messages": count_paused_messages(lab),
            **compare(start, end),
            "console_errors": lab.errors,
        }
        chromium.close()
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--short", action="store_true", help="some seconds instead of three minutes")
    parser.add_argument("--panel", choices=("inspect", "layers", "metrics"), help="with this panel open")
    parser.add_argument("--gan", action="store_true", help="the GAN lab instead")
    arguments = parser.parse_args()
    is_short = arguments.short
    started, load = time.monotonic(), os.getloadavg()[0]
    result = run(GAN if arguments.gan else EXPERIMENT, *((8, 12) if is_short else (180, 60)), arguments.panel)
    result |= {
        "cores": os.cpu_count(),
        "load_before": round(load, 2),
        "took_seconds": round(time.monotonic() - started),
    }
    print(
        json.dumps(
            {"bench": "live", "short": is_short, "panel": arguments.panel, "gan": arguments.gan, **result}, indent=1
        )
    )


if __name__ == "__main__":
    main()
