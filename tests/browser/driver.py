"""Starts the app and a browser, and drives the labs as a reader does: controls, diagram, address."""

import contextlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

from playground.config import GanExperiment
from playground.serialization import LINK_PARAMETER, from_link, to_link

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
START_SECONDS = 30
# Streamlit 1.67 logs two tracebacks when a tab is closed while its connection is being made.
CLOSED_TOO_SOON = "raise WebSocketDisconnected('WebSocket is not connected."


@dataclass
class Server:
    """A running app."""

    url: str
    pid: int

    def cpu_seconds(self):
        """Processor time that the process has used, by all its threads."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / 100  # user and system, in ticks of 10 ms

    def memory_mb(self):
        """Resident memory."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        return int(status.partition("VmRSS:")[2].split()[0]) / 1024


@contextlib.contextmanager
def serve():
    """The app on a free port, as a process of its own; at the end its log must hold no error."""
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "streamlit_app.py"]
    options = ["--server.port", str(port), "--server.headless", "true", "--server.address", "localhost"]
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen([*command, *options], cwd=ROOT, stdout=log, stderr=log)
        try:
            wait_until_up(f"http://localhost:{port}/_stcore/health", process)
            yield Server(f"http://localhost:{port}/", process.pid)
        finally:
            process.terminate()
            status = process.wait(timeout=15)
            log.seek(0)
            text = log.read().decode(errors="replace")
            print(text, file=sys.stderr)
    assert text.count("Traceback") == 2 * text.count(CLOSED_TOO_SOON), text
    assert status == 0, f"the server ended with status {status}"


def wait_until_up(address, process):
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=1):
            return
        time.sleep(0.05)
    raise RuntimeError(f"no server at {address} after {START_SECONDS} s")


@dataclass
class Lab:
    """A lab in one tab."""

    page: object
    url: str
    errors: list = field(default_factory=list)
    received: list = field(default_factory=list)  # sizes of the WebSocket's messages, in bytes
    sent: list = field(default_factory=list)

    def __post_init__(self):
        self.page.set_default_timeout(10_000)
        self.page.on("console", self._note)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("websocket", self._count)
        self.view = self.page.locator(".live-view")

    def _note(self, message):
        """Keep an error; Streamlit looks for its server below a page's own address first, which is none."""
        is_search = "/_stcore/" in message.location.get("url", "") and "404" in message.text
        if message.type == "error" and not is_search:
            self.errors.append(message.text)

    def _count(self, socket):
        socket.on("framereceived", lambda data: self.received.append(len(data)))
        socket.on("framesent", lambda data: self.sent.append(len(data)))

    def open(self, experiment=None, path="", **query):
        """Open a lab's page, with a link or as it comes; wait for its first picture and the end of its layout."""
        if experiment is not None:
            query[LINK_PARAMETER] = to_link(experiment)
            path = "gan_lab" if isinstance(experiment, GanExperiment) else path
        self.page.goto(self.url + path + ("?" + urlencode(query) if query else ""))
        self.wait_for("view.dataset.painted > 0")
        self.wait_until_idle()
        return self

    def wait_until_idle(self):
        """Wait until the server has drawn the page."""
        self.page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')

    def wait_for(self, condition, seconds=10):
        """Wait until a JavaScript expression about `view`, the live view's root, holds."""
        script = f"() => {{ const view = document.querySelector('.live-view'); return view && {condition}; }}"
        self.page.wait_for_function(script, timeout=1000 * seconds)

    def read(self, name):
        """An attribute of the live view's root, without ``data-``."""
        return self.view.get_attribute(f"data-{name}")

    @property
    def step(self):
        """Optimizer updates so far."""
        return int(self.read("step"))

    @property
    def experiment(self):
        """What the address bar holds."""
        return from_link(parse_qs(urlsplit(self.page.url).query)[LINK_PARAMETER][0])

    def wait_for_experiment(self, is_wanted):
        """Wait until the address bar holds an experiment like that."""
        deadline = time.monotonic() + 10
        while not is_wanted(self.experiment):
            assert time.monotonic() < deadline, f"the address bar still holds {self.experiment}"
            self.page.wait_for_timeout(50)

    def press(self, key):
        """Press the button with this key."""
        self.page.locator(f".st-key-{key} button").click()

    def take_steps(self, n):
        """One optimizer step after the other."""
        for _ in range(n):
            before = self.step
            self.press("step")
            self.wait_for(f"+view.dataset.step === {before + 1}")

    def play(self, n_steps=1):
        """Play, until some steps have been trained."""
        before = self.step
        self.press("play")
        self.wait_for(f"view.dataset.status === 'running' && +view.dataset.step >= {before + n_steps}")

    def pause(self):
        """Pause, and return the step at which it stands."""
        self.press("play")
        self.wait_for("view.dataset.status === 'paused'")
        return self.step

    def choose(self, key, label):
        """Choose an entry of the menu with this key."""
        menu = self.page.locator(f".st-key-{key} input")
        menu.click()
        menu.press_sequentially(label)  # a long menu draws only what is in sight
        self.page.get_by_role("option", name=label, exact=True).click()

    def type(self, key, text):
        """Type into the field with this key."""
        field = self.page.locator(f".st-key-{key} input")
        field.fill(text)
        field.press("Enter")

    def click(self, label):
        """Press a button of the diagram."""
        self.page.get_by_role("button", name=label, exact=True).click()

    def units_drawn(self):
        """Units of each layer on the diagram, inputs first."""
        script = "units => units.map(unit => +unit.dataset.unit.split(',')[0])"
        layers = self.page.locator("[data-unit]").evaluate_all(script)
        return [layers.count(layer) for layer in range(max(layers) + 1)]
