"""The GAN lab through the entry script, without a browser: every control changes the experiment and the link."""

import pytest
from page import SCRIPT, press, read, run, session_of, state_of
from streamlit.testing.v1 import AppTest

from playground.config import Experiment, GanDataConfig, GanExperiment, GanObjectiveConfig
from playground.data import DISTRIBUTIONS
from playground.fields import replace_at, value_at
from playground.lessons.presets.gan import GAN_LAB, GAN_PRESETS
from playground.objectives import GAN_LOSSES
from playground.serialization import from_link, to_json, to_link
from playground.ui.edits import EXTRA_KINDS
from playground.ui.gan.edits import PLAYERS
from playground.ui.gan.gestures import take_gesture

PAGE = SCRIPT.parent / "pages" / "gan_lab.py"
CONTROLS = [
    ("radio", "dataset", "moons", "data.name"),
    ("slider", "spread", 0.1, "data.spread"),
    ("slider", "n_samples", 500, "data.n_samples"),
    ("number_input", "noise_size", 7, "noise.size"),
    ("selectbox", "noise_kind", "uniform", "noise.distribution"),
    ("number_input", "generator_units_A", 9, "generator.layers[0].units"),
    ("selectbox", "generator_activation_B", "gelu", "generator.layers[1].activation"),
    ("number_input", "discriminator_units_B", 5, "discriminator.layers[1].units"),
    ("selectbox", "discriminator_activation_A", "tanh", "discriminator.layers[0].activation"),
    ("selectbox", "loss", "hinge", "objective.loss"),
    ("selectbox", "r1", 1.0, "objective.r1"),
    ("slider", "label_smoothing", 0.1, "objective.label_smoothing"),
    ("selectbox", "generator_learning_rate", 0.1, "generator.optimizer.learning_rate"),
    ("selectbox", "discriminator_learning_rate", 10.0, "discriminator.optimizer.learning_rate"),
    ("selectbox", "generator_optimizer", "sgd", "generator.optimizer.name"),
    ("selectbox", "discriminator_optimizer", "sgd", "discriminator.optimizer.name"),
    ("number_input", "generator_steps", 3, "generator.steps"),
    ("number_input", "discriminator_steps", 0, "discriminator.steps"),
    ("selectbox", "batch_size", 16, "training.batch_size"),
    ("number_input", "iterations", 77, "training.iterations"),
    ("number_input", "seed", 123, "seed"),
    ("selectbox", "generator_initializer", "xavier_uniform", "generator.initializer"),
    ("selectbox", "discriminator_clip_norm", 1.0, "discriminator.optimizer.clip_norm"),
]
PLAIN = GanExperiment()


def open_page(experiment=PLAIN, **query):
    at = AppTest.from_file(SCRIPT, default_timeout=30)
    for section in ("more_training", "files"):
        at.session_state[section] = True  # unfolded
    for name, value in query.items():
        at.query_params[name] = value
    if experiment is not None:
        at.query_params["e"] = to_link(experiment)
    at.switch_page(PAGE)
    return run(at)


def experiment_of(at):
    """What the address bar holds; the session must hold the same."""
    experiment = from_link(read(at))
    assert session_of(at, "gan").experiment == experiment
    return experiment


def keys_of(widgets):
    return {widget.key for widget in widgets}


def captions_of(at):
    return [caption.value for caption in at.caption]


def change(at, kind, key, value):
    getattr(at, kind)(key=key).set_value(value)
    return run(at)


def test_page_opens_with_the_preset_at_step_0():
    at = open_page(None)
    assert experiment_of(at) == GAN_LAB
    assert session_of(at, "gan").status == "idle"
    assert not at.error
    assert any("discriminator" in text.value for text in at.markdown)


@pytest.mark.parametrize(("kind", "key", "value", "path"), CONTROLS, ids=[key for _, key, _, _ in CONTROLS])
def test_control_changes_its_field_and_nothing_else(kind, key, value, path):
    at = open_page()
    assert value_at(PLAIN, path) != value
    changed = experiment_of(change(at, kind, key, value))
    assert not at.error
    assert value_at(changed, path) == value
    assert replace_at(changed, path, value_at(PLAIN, path)) == PLAIN
    assert getattr(run(at), kind)(key=key).value == value


@pytest.mark.parametrize("name", DISTRIBUTIONS)
def test_every_distribution_opens_with_the_knobs_that_turn_it(name):
    at = change(
        open_page(PLAIN if name != "eight_gaussians" else replace_at(PLAIN, "data.name", "ring")),
        "radio",
        "dataset",
        name,
    )
    assert experiment_of(at).data.name == name
    shown = keys_of([*at.slider, *at.selectbox])
    knobs = {"spread", "n_samples", "digit"}
    assert shown & knobs == knobs & set(DISTRIBUTIONS[name].uses)
    assert not at.error


def test_one_digit_is_chosen():
    at = open_page(GanExperiment(data=GanDataConfig(name="digits")))
    assert experiment_of(change(at, "selectbox", "digit", "3")).data.digit == "3"


@pytest.mark.parametrize("name", GAN_LOSSES)
def test_objective_brings_only_the_penalties_that_it_knows(name):
    at = open_page(GanExperiment(objective=GanObjectiveConfig(loss=name)))
    spec = GAN_LOSSES[name]
    assert ("gradient_penalty" in keys_of(at.selectbox)) is spec.uses_penalty
    assert ("label_smoothing" in keys_of(at.slider)) is spec.smooths
    if spec.uses_penalty:
        assert experiment_of(change(at, "selectbox", "gradient_penalty", 1.0)).objective.gradient_penalty == 1


@pytest.mark.parametrize("name", GAN_PRESETS)
def test_preset_opens_and_tells_what_to_see(name):
    at = open_page(replace_at(PLAIN, "seed", 987))
    key = "preset" if GAN_PRESETS[name].works else "failing_preset"
    assert at.button_group(key="preset").value is None
    at.button_group(key=key).set_value(name)
    assert experiment_of(run(at)) == GAN_PRESETS[name].experiment
    assert GAN_PRESETS[name].summary in captions_of(at)
    assert run(at).button_group(key=key).value == name
    assert session_of(at, "gan").status == "idle"


def test_preset_is_no_longer_named_once_it_is_changed():
    at = change(open_page(GAN_LAB), "number_input", "iterations", 77)
    assert at.button_group(key="preset").value is None
    assert at.button_group(key="failing_preset").value is None


@pytest.mark.parametrize("player", PLAYERS)
def test_layers_are_added_and_removed(player):
    at = press(open_page(), f"{player}_add_layer")
    assert len(getattr(experiment_of(at), player).layers) == 3
    assert at.number_input(key=f"{player}_units_C").value == 64
    for n in (2, 1, 0):
        assert len(getattr(experiment_of(press(at, f"{player}_remove_layer")), player).layers) == n
    assert at.button(key=f"{player}_remove_layer").disabled
    for n in range(1, 11):
        assert len(getattr(experiment_of(press(at, f"{player}_add_layer")), player).layers) == n
    assert at.button(key=f"{player}_add_layer").disabled
    press(at, "step")
    assert session_of(at, "gan").status == "paused"


@pytest.mark.parametrize("kind", EXTRA_KINDS)
def test_layer_of_each_kind_is_added_and_removed(kind):
    at = press(open_page(), f"add_{kind}_generator_A")
    assert [layer.kind for layer in experiment_of(at).generator.layers] == ["linear", kind, "linear"]
    at = press(at, "remove_generator_A1")
    assert experiment_of(at) == PLAIN


def test_title_shows_the_units_of_all_columns():
    at = open_page(GanExperiment(data=GanDataConfig(name="digits")))
    titles = " ".join(element.proto.body for element in at.get("html"))
    assert "2 → 64 → 64 → 64" in titles
    assert "64 → 64 → 64 → 1" in titles


def test_generator_is_averaged_by_a_switch_and_its_decay():
    at = open_page()
    assert "average" not in keys_of(at.selectbox)
    at.toggle(key="averaged").set_value(True)
    assert experiment_of(run(at)).training.average == 0.995
    assert experiment_of(change(at, "selectbox", "average", 0.9)).training.average == 0.9
    at.toggle(key="averaged").set_value(False)
    assert experiment_of(run(at)) == PLAIN


def test_buttons_step_both_players_or_one_of_them():
    at = open_page()
    for key in ("step", "step_discriminator", "step_discriminator", "step_generator"):
        press(at, key)
    session = session_of(at, "gan")
    metrics = session.poll(state_of(at, "gan").lab.demand_frames(state_of(at, "gan"))).metrics
    assert (metrics["d_updates"], metrics["g_updates"]) == (3, 2)
    assert session.status == "paused"
    press(at, "reset")
    assert session.status == "idle"


def test_new_seed_is_another():
    assert experiment_of(press(open_page(), "new_seed")).seed != PLAIN.seed


def test_speeds_are_told_in_iterations():
    assert "60 it/s" in open_page().select_slider(key="speed").options


def test_players_that_take_no_steps_say_so_and_nothing_moves():
    at = change(change(open_page(), "number_input", "generator_steps", 0), "number_input", "discriminator_steps", 0)
    assert any("Both take 0 steps" in caption for caption in captions_of(at))
    press(at, "play")
    assert "both take 0 steps" in at.error[0].value
    change(at, "number_input", "generator_steps", 1)
    assert not at.error
    press(at, "step")
    assert session_of(at, "gan").status == "paused"


@pytest.mark.parametrize(
    ("points", "sentence"), [([], "There are no points yet"), ([[0, 0]], "a single painted point")]
)
def test_too_few_painted_points_say_what_to_do(points, sentence):
    at = change(open_page(), "radio", "dataset", "own")
    if points:
        take_gesture(state_of(at, "gan"), {"action": "paint", "points": points})
        run(at)
    assert any(sentence in caption for caption in captions_of(at))
    press(at, "play")
    assert sentence in at.error[0].value
    assert session_of(at, "gan").status == "idle"


def test_painted_points_outlive_a_look_at_other_data():
    at = change(open_page(), "radio", "dataset", "own")
    take_gesture(state_of(at, "gan"), {"action": "paint", "points": [[0, 0], [1, 1]]})
    run(at)
    assert any("2 painted points" in caption for caption in captions_of(at))
    change(change(at, "radio", "dataset", "digits"), "radio", "dataset", "own")
    assert experiment_of(at).data.points == ((0.0, 0.0), (1.0, 1.0))


def test_networks_without_hidden_layers_and_a_rate_of_10_train():
    experiment = replace_at(replace_at(PLAIN, "generator.layers", ()), "discriminator.layers", ())
    at = press(open_page(replace_at(experiment, "generator.optimizer.learning_rate", 10.0)), "step")
    assert not at.error
    assert session_of(at, "gan").status in ("paused", "diverged")


def test_link_of_another_lab_is_refused_and_the_preset_opens():
    at = open_page(Experiment())
    assert "open it in the network lab" in at.error[0].value
    assert session_of(at, "gan").experiment == GAN_LAB


def test_experiment_that_was_downloaded_opens_again():
    experiment = replace_at(PLAIN, "seed", 7)
    at = open_page()
    at.file_uploader(key="file").set_value(("mine.json", to_json(experiment).encode(), "application/json"))
    assert experiment_of(run(at)) == experiment
    at.file_uploader(key="file").set_value(("bad.json", b'{"kind": "gan", "noise": {"size": 0}}', "application/json"))
    run(at)
    assert "noise.size is 0" in at.error[0].value
    assert experiment_of(at) == experiment


@pytest.mark.parametrize("name", ["pytorch", "notebook"])
def test_code_of_the_run_is_made_or_says_why_not(name):
    at = change(open_page(), "selectbox", "export_format", name)
    assert not at.button(key="share").disabled
    assert not at.error
    change(at, "radio", "dataset", "own")
    assert sum("There are no points yet" in caption for caption in captions_of(at)) == 2


def test_both_labs_keep_their_runs():
    at = open_page(replace_at(PLAIN, "seed", 7))
    press(at, "step")
    at.switch_page(SCRIPT.parent / "pages" / "network_lab.py")
    run(at)
    assert session_of(at).experiment == from_link(read(at))
    at.switch_page(PAGE)
    run(at)
    assert session_of(at, "gan").experiment.seed == 7
    assert session_of(at, "gan").status == "paused"


def test_page_that_is_opened_first_by_its_own_address_has_the_frame_of_the_app():
    assert any("--app-name" in element.proto.body for element in open_page(None).get("html"))
