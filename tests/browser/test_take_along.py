"""What a reader takes home: each form is downloaded, and opened or run again somewhere else."""

import io
import json
import subprocess
import sys
from urllib.parse import parse_qs, urlsplit

import pytest
from PIL import Image
from playwright.sync_api import expect

from playground.config import DataConfig, Experiment, TrainingConfig
from playground.serialization import from_json, from_link
from playground.ui.network_takeaway import TAKEAWAYS

MOONS = Experiment(data=DataConfig(n_samples=200), training=TrainingConfig(epochs=20))


def open_files(lab):
    lab.page.locator(".st-key-files summary").click()
    expect(lab.page.locator(".st-key-export_format")).to_be_visible()
    lab.wait_until_idle()


@pytest.fixture
def trained(lab):
    """A run that has ended, with the files' section open."""
    lab.open(MOONS, speed="max")
    lab.press("play")
    lab.wait_for("view.dataset.status === 'finished'")
    open_files(lab)
    return lab


def download(lab, key):
    with lab.page.expect_download(timeout=30_000) as waiting:
        lab.press(key)
    return waiting.value.path().read_bytes()


def download_as(lab, name):
    """Choose a form, wait until the page offers it, and take it."""
    form = TAKEAWAYS[name]
    lab.choose("export_format", form.label)
    expect(lab.page.locator(".st-key-files")).to_contain_text(form.summary)
    lab.wait_until_idle()
    return download(lab, "download")


def bring(lab, name, data):
    """Open a file in a fresh tab."""
    lab.open()
    open_files(lab)
    mime = "application/octet-stream"
    lab.page.locator(".st-key-file input[type=file]").set_input_files({"name": name, "mimeType": mime, "buffer": data})
    return lab


def losses(lab):
    return float(lab.read("train-loss")), float(lab.read("test-loss"))


def test_exported_script_prints_the_losses_of_the_page(trained, tmp_path):
    script = tmp_path / "moons.py"
    script.write_bytes(download_as(trained, "pytorch"))
    run = subprocess.run([sys.executable, "-I", script], capture_output=True, text=True, check=True)
    words = run.stdout.splitlines()[-1].split()
    printed = [float(words[words.index(name) + 2]) for name in ("train", "test")]
    assert printed == pytest.approx(losses(trained), abs=1e-4)


def test_code_is_shown_before_it_is_taken(trained):
    trained.choose("export_format", "Keras script")
    trained.press("show_code")
    dialog = trained.page.get_by_role("dialog")
    expect(dialog).to_contain_text("keras.Sequential")


def test_notebook_is_a_notebook_of_this_run(trained):
    cells = json.loads(download_as(trained, "notebook"))["cells"]
    assert "make_moons(200" in "".join("".join(cell["source"]) for cell in cells)


def test_weights_open_in_a_fresh_tab_with_the_same_losses(trained, new_lab):
    data = download_as(trained, "weights")
    other = bring(new_lab(), "weights.safetensors", data)
    other.wait_for(f"+view.dataset.step === {trained.step}")
    assert (other.experiment, losses(other)) == (MOONS, losses(trained))


def test_experiment_opens_in_a_fresh_tab(trained, new_lab):
    data = download(trained, "download_experiment")
    other = bring(new_lab(), "experiment.json", data)
    other.wait_for_experiment(lambda experiment: experiment == from_json(data.decode()))
    assert other.experiment == MOONS


def test_losses_are_a_table_that_ends_with_those_of_the_page(trained):
    rows = download_as(trained, "history").decode().splitlines()
    assert rows[0] == "step,epoch,train_loss,test_loss"
    step, epoch, train, test = map(float, rows[-1].split(","))
    assert (step, epoch) == (trained.step, 20)
    assert (train, test) == pytest.approx(losses(trained), abs=1e-6)


def test_film_is_a_moving_picture(trained):
    film = Image.open(io.BytesIO(download_as(trained, "film")))
    assert (film.format, film.n_frames > 10) == ("GIF", True)


def test_shared_address_opens_the_experiment_elsewhere(trained, new_lab):
    trained.press("share")
    dialog = trained.page.get_by_role("dialog")
    expect(dialog.locator("img.qr-code")).to_be_visible()
    address = dialog.locator("code").inner_text()
    other = new_lab()
    other.page.goto(address)
    other.wait_for("view.dataset.painted > 0")
    assert from_link(parse_qs(urlsplit(address).query)["e"][0]) == other.experiment == MOONS


@pytest.mark.parametrize("name", ["weights.safetensors", "experiment.json"])
def test_broken_file_changes_nothing_and_says_why(trained, name):
    trained.page.locator(".st-key-file input[type=file]").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": b"\x80\x04\x95pickle"}
    )
    expect(trained.page.get_by_role("alert")).to_contain_text("accepted")
    assert (trained.read("status"), trained.experiment) == ("finished", MOONS)
