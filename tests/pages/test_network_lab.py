"""The network lab through the entry script, without a browser: every control changes the experiment and the link."""

import pytest
from page import bring, experiment_of, open_page, own_page, press, read, run, session_of, state_of

from playground.config import (
    BatchNormConfig,
    DataConfig,
    DropoutConfig,
    Experiment,
    LinearConfig,
    ModelConfig,
    ObjectiveConfig,
    OwnData,
    ScheduleConfig,
    TrainingConfig,
)
from playground.data import DATASETS, FEATURES
from playground.engine.catalog import REGISTRIES
from playground.fields import value_at
from playground.lessons.presets import NETWORK_LAB, PRESETS
from playground.serialization import to_json, to_link
from playground.ui.address import MAX_LINK
from playground.ui.edits import EXTRA_KINDS
from playground.ui.fit import fit_to_data
from playground.ui.gestures import take_gesture

CONTROLS = [
    ("radio", "dataset", "spiral", "data.name"),
    ("slider", "n_samples", 500, "data.n_samples"),
    ("slider", "noise", 0.05, "data.noise"),
    ("slider", "test_size", 0.5, "data.test_size"),
    ("selectbox", "optimizer", "sgd", "optimizer.name"),
    ("selectbox", "learning_rate", 0.1, "optimizer.learning_rate"),
    ("selectbox", "batch_size", 10, "training.batch_size"),
    ("number_input", "epochs", 7, "training.epochs"),
    ("slider", "label_noise", 0.1, "data.label_noise"),
    ("slider", "imbalance", 0.5, "data.imbalance"),
    ("button_group", "inputs", ["x1", "product"], "model.inputs"),
    ("selectbox", "loss", "hinge", "objective.loss"),
    ("selectbox", "l1", 0.001, "objective.l1"),
    ("selectbox", "l2", 0.01, "objective.l2"),
    ("slider", "label_smoothing", 0.1, "objective.label_smoothing"),
    ("selectbox", "clip_norm", 1.0, "optimizer.clip_norm"),
    ("selectbox", "schedule", "cosine", "schedule.name"),
    ("selectbox", "target_loss", 0.1, "training.target_loss"),
    ("selectbox", "target_score", 0.95, "training.target_score"),
    ("selectbox", "patience", 20, "training.patience"),
    ("selectbox", "initializer", "xavier_uniform", "model.initializer"),
    ("number_input", "units_A", 9, "model.layers[0].units"),
    ("selectbox", "activation_B", "gelu", "model.layers[1].activation"),
    ("number_input", "seed", 123, "seed"),
]


def test_page_opens_with_the_preset_at_step_0():
    at = open_page()
    assert experiment_of(at) == NETWORK_LAB
    assert session_of(at).status == "idle"
    assert not at.error


@pytest.mark.parametrize(("kind", "key", "value", "path"), CONTROLS, ids=[key for _, key, _, _ in CONTROLS])
def test_control_changes_its_field_and_nothing_else(kind, key, value, path):
    at = open_page()
    assert value_at(NETWORK_LAB, path) != value
    getattr(at, kind)(key=key).set_value(value)
    run(at)
    changed = experiment_of(at)
    assert not at.error
    assert value_at(changed, path) == (tuple(value) if isinstance(value, list) else value)
    others = [other for *_, other in CONTROLS if other != path]
    assert all(value_at(changed, other) == value_at(NETWORK_LAB, other) for other in others)
    assert getattr(run(at), kind)(key=key).value == value


@pytest.mark.parametrize("name", DATASETS)
def test_every_data_set_opens_with_the_knobs_that_turn_it(name):
    at = open_page(fit_to_data(Experiment(), DataConfig(name=name)))
    assert experiment_of(at).data.name == name
    sliders = {slider.key for slider in at.slider}
    knobs = {"n_samples", "noise", "classes", "label_noise", "imbalance"}
    assert sliders & knobs == knobs & set(DATASETS[name].uses)
    assert "test_size" in sliders
    assert not at.error


@pytest.mark.parametrize("name", DATASETS)
def test_every_data_set_is_reached_by_the_menus(name):
    at = open_page()
    group = DATASETS[name].group
    if at.selectbox(key="group").value != group:
        at.selectbox(key="group").set_value(group)
        run(at)
    if "own" not in DATASETS[name].uses:
        at.radio(key="dataset").set_value(name)
        run(at)
    assert experiment_of(at).data.name == name
    assert at.selectbox(key="loss").value == experiment_of(at).objective.loss


def test_features_of_iris_are_two_different_ones():
    at = open_page(fit_to_data(Experiment(), DataConfig(name="iris")))
    at.selectbox(key="feature_x").set_value("petal width")
    data = experiment_of(run(at)).data
    assert (data.feature_x, data.feature_y) == ("petal width", "petal length")
    assert at.slider(key="n_samples").max == 150


def test_menu_offers_the_losses_of_the_task():
    at = open_page(fit_to_data(Experiment(), DataConfig(name="sine")))
    assert len(at.selectbox(key="loss").options) == 3
    assert [slider.key for slider in at.slider if slider.key == "label_smoothing"] == []


def test_inputs_that_need_a_second_coordinate_are_not_offered_on_a_curve():
    at = open_page(fit_to_data(Experiment(), DataConfig(name="sine")))
    assert len(at.button_group(key="inputs").options) == sum(spec.needs == 1 for spec in FEATURES.values())


def test_network_without_an_input_is_refused():
    at = open_page()
    at.button_group(key="inputs").set_value([])
    run(at)
    assert "model.inputs" in at.error[0].value
    assert experiment_of(at) == NETWORK_LAB
    assert at.button_group(key="inputs").value == ["x1", "x2"]


@pytest.mark.parametrize("name", REGISTRIES["schedules"])
def test_schedule_brings_its_own_controls_and_its_curve(name):
    at = open_page(Experiment(schedule=ScheduleConfig(name=name)))
    uses = REGISTRIES["schedules"][name].uses
    assert [widget.key for widget in at.number_input if widget.key == "every"] == ["every"] * ("every" in uses)
    assert [widget.key for widget in at.slider if widget.key == "factor"] == ["factor"] * ("factor" in uses)
    for kind, key, value in (("number_input", "every", 12), ("slider", "factor", 0.25)):
        if key in uses:
            getattr(at, kind)(key=key).set_value(value)
            assert value_at(experiment_of(run(at)), f"schedule.{key}") == value


@pytest.mark.parametrize("name", PRESETS)
def test_preset_opens_and_is_named(name):
    at = open_page(Experiment())
    assert at.selectbox(key="preset").value is None
    at.selectbox(key="preset").set_value(name)
    assert experiment_of(run(at)) == PRESETS[name].experiment
    assert PRESETS[name].summary in [caption.value for caption in at.caption]
    assert run(at).selectbox(key="preset").value == name
    assert session_of(at).status == "idle"


def test_preset_is_no_longer_named_once_it_is_changed():
    at = open_page()
    at.slider(key="noise").set_value(0.4)
    run(at)
    assert at.selectbox(key="preset").value is None


@pytest.mark.parametrize(
    ("optimizer", "key"), [("momentum", "momentum"), ("nesterov", "momentum"), ("adamw", "weight_decay")]
)
def test_optimizer_brings_its_own_controls(optimizer, key):
    at = open_page()
    at.selectbox(key="optimizer").set_value(optimizer)
    run(at).slider(key=key).set_value(0.5)
    assert value_at(experiment_of(run(at)), f"optimizer.{key}") == 0.5


def test_layers_are_added_and_removed():
    at = press(open_page(), "add_layer")
    assert len(experiment_of(at).model.layers) == 4
    assert at.number_input(key="units_D").value == NETWORK_LAB.model.layers[-1].units
    for n in (3, 2, 1, 0):
        assert len(experiment_of(press(at, "remove_layer")).model.layers) == n
    assert at.button(key="remove_layer").disabled
    for n in range(1, 11):
        assert len(experiment_of(press(at, "add_layer")).model.layers) == n
    assert at.button(key="add_layer").disabled


@pytest.mark.parametrize("kind", EXTRA_KINDS)
@pytest.mark.parametrize("column", ["inputs", "A", "C"])
def test_layer_of_each_kind_is_added_changed_and_removed(kind, column):
    at = press(open_page(), f"add_{kind}_{column}")
    place = {"inputs": 0, "A": 1, "C": 3}[column]
    assert experiment_of(at).model.layers[place].kind == kind
    if kind == "dropout":
        at.slider(key=f"rate_{column}1").set_value(0.4)
        assert experiment_of(run(at)).model.layers[place] == DropoutConfig(rate=0.4)
    else:
        at.selectbox(key=f"activation_{column}1").set_value("tanh")
        assert experiment_of(run(at)).model.layers[place].activation == "tanh"
    assert experiment_of(press(at, f"remove_{column}1")).model == NETWORK_LAB.model


def test_layer_is_removed_where_it_stands():
    units = [layer.units for layer in experiment_of(press(open_page(), "remove_layer_B")).model.layers]
    assert units == [layer.units for i, layer in enumerate(NETWORK_LAB.model.layers) if i != 1]


def test_residual_connection_is_offered_where_it_fits():
    layers = (LinearConfig(units=3), DropoutConfig(), LinearConfig(units=3), LinearConfig(units=4))
    at = open_page(Experiment(model=ModelConfig(layers=layers)))
    assert [at.toggle(key=f"residual_{letter}").disabled for letter in "ABC"] == [True, False, True]
    at.toggle(key="residual_B").set_value(True)
    assert experiment_of(run(at)).model.layers[2].residual
    at.number_input(key="units_A").set_value(5)
    assert not experiment_of(run(at)).model.layers[2].residual
    assert "residual connection is switched off" in at.toast[0].value


def test_batch_of_one_point_and_batch_norm_do_not_go_together():
    experiment = Experiment(model=ModelConfig(layers=(LinearConfig(), BatchNormConfig())))
    at = open_page(experiment)
    at.selectbox(key="batch_size").set_value(1)
    run(at)
    assert "batch norm compares the points of a batch" in at.error[0].value
    assert experiment_of(at) == experiment


def test_section_that_is_folded_up_tells_what_is_on_inside():
    training = TrainingConfig(patience=5)
    at = open_page(
        Experiment(objective=ObjectiveConfig(l2=0.01), schedule=ScheduleConfig(name="cosine"), training=training)
    )
    titles = [expander.label for expander in at.expander]
    assert "Regularization: L2" in titles
    assert "Stop conditions: Patience" in titles
    assert any(title.startswith("Schedule and clipping: ") for title in titles)


def test_new_seed_changes_the_seed_alone():
    seeds = {experiment_of(press(at, "new_seed")).seed for at in [open_page()] for _ in range(3)}
    assert len(seeds | {NETWORK_LAB.seed}) > 2


def test_speed_is_in_the_address_and_not_in_the_experiment():
    at = open_page(speed="slow")
    assert at.select_slider(key="speed").value == "slow"
    at.select_slider(key="speed").set_value("max")
    run(at)
    assert read(at, "speed") == "max"
    assert experiment_of(at) == NETWORK_LAB


def test_unknown_speed_is_left_aside():
    assert read(open_page(speed="warp"), "speed") == "normal"


def test_link_opens_its_experiment():
    experiment = Experiment(seed=3, data=DataConfig(name="xor", n_samples=120))
    assert experiment_of(open_page(experiment)) == experiment


@pytest.mark.parametrize(
    ("link", "sentence"),
    [
        (to_link(Experiment(seed=9))[:-3], "cut off or changed"),
        ("nonsense", "the link is 'nonsense'; accepted:"),
        ("2.x", "version is 2; accepted: 1"),
        ("1." + "A" * 100_000, "cut off or changed"),
        (to_link(Experiment(data=DataConfig(name="sun"))), "data.name is 'sun'; accepted: moons"),
    ],
    ids=["truncated", "foreign", "other version", "huge", "unknown name"],
)
def test_bad_link_leaves_the_preset_and_says_why(link, sentence):
    at = open_page(e=link)
    assert experiment_of(at) == NETWORK_LAB
    (error,) = at.error
    assert error.value.startswith("This link was not opened: ")
    assert sentence in error.value
    assert "\n" not in error.value


def test_bad_link_while_open_leaves_the_last_good_experiment():
    experiment = Experiment(seed=3)
    at = open_page(experiment)
    at.query_params["e"] = "nonsense"
    assert experiment_of(run(at)) == experiment
    assert len(at.error) == 1
    at.selectbox(key="learning_rate").set_value(0.1)
    assert not run(at).error


def test_batch_size_follows_a_smaller_data_set():
    at = open_page(Experiment(training=TrainingConfig(batch_size=256)))
    at.slider(key="n_samples").set_value(100)
    assert experiment_of(run(at)).training.batch_size == 70
    assert at.selectbox(key="batch_size").value == 70
    at.slider(key="test_size").set_value(0.9)
    assert experiment_of(run(at)).training.batch_size == 10


def test_steps_and_reset():
    at = press(press(open_page(Experiment()), "step"), "step")
    session = session_of(at)
    assert (session.status, session._run.trainer.step) == ("paused", 2)
    press(at, "step_epoch")
    assert session._run.trainer.step == 22  # 700 training points in batches of 32
    press(at, "reset")
    assert (session.status, session._run.trainer.step) == ("idle", 0)


def test_play_and_pause():
    at = press(open_page(Experiment(training=TrainingConfig(epochs=100_000))), "play")
    assert session_of(at).status == "running"
    assert at.button(key="play").label == "Pause"
    press(at, "play")
    assert session_of(at).status in ("idle", "paused")
    assert at.button(key="play").label == "Play"


def test_play_after_the_end_trains_on():
    at = open_page(Experiment(data=DataConfig(n_samples=50), training=TrainingConfig(epochs=1)), speed="slow")
    press(at, "step_epoch")
    assert session_of(at).status == "finished"
    press(at, "play")
    assert session_of(at).status == "running"
    assert experiment_of(at).training.epochs == 2
    press(at, "play")


def test_play_after_a_stop_trains_on_without_more_epochs():
    training = TrainingConfig(epochs=50, target_score=0.01)
    at = open_page(Experiment(data=DataConfig(n_samples=50), training=training), speed="slow")
    press(at, "step_epoch")
    assert session_of(at).status == "finished"
    assert not at.button(key="step").disabled
    press(at, "play")
    assert session_of(at).status == "running"
    assert experiment_of(at).training.epochs == 50
    press(at, "play")


@pytest.mark.parametrize("points", [(), ((0, 0, 0),), ((0, 0, 0),) * 10], ids=["none", "one", "one class"])
@pytest.mark.parametrize("key", ["play", "step", "step_epoch"])
def test_points_that_cannot_be_learned_are_told_and_stay(points, key):
    at = open_page(Experiment(data=DataConfig(name="own", own=OwnData(points=points))))
    assert not at.error
    press(at, key)
    (error,) = at.error
    assert "point" in error.value
    assert session_of(at).status == "idle"
    assert experiment_of(at).data.own.points == points


def test_rebuild_is_told_and_a_live_change_is_not():
    at = press(open_page(), "step")
    at.selectbox(key="learning_rate").set_value(0.1)
    assert not run(at).toast
    at.slider(key="noise").set_value(0.3)
    assert "training starts again at step 0" in run(at).toast[0].value
    assert not run(at).toast


def test_two_readers_have_a_run_each():
    first, second = open_page(), open_page()
    first.slider(key="noise").set_value(0.4)
    press(run(first), "step")
    assert experiment_of(run(second)) == NETWORK_LAB
    assert session_of(second).status == "idle"


def test_painted_points_travel_in_the_link():
    at = own_page()
    assert len(experiment_of(at).data.own.points) == 4
    assert not any("too many for a link" in caption.value for caption in at.caption)


def test_points_too_many_for_a_link_leave_the_address_and_are_offered_as_a_file():
    at = own_page(2000)
    assert "e" not in at.query_params
    assert len(to_link(session_of(at).experiment)) > MAX_LINK
    assert sum("too many for a link" in caption.value for caption in at.caption) == 1
    at.slider(key="test_size").set_value(0.5)
    run(at)
    assert session_of(at).experiment.data.test_size == 0.5
    at.selectbox(key="group").set_value("Curves")
    assert experiment_of(run(at)).data.own == OwnData()
    at.selectbox(key="group").set_value("Own data")
    run(at)
    assert len(session_of(at).experiment.data.own.points) == 2000


def test_gesture_of_the_stage_reaches_the_sidebar():
    at = open_page()
    take_gesture(state_of(at), {"action": "units", "layer": 0, "value": 9})
    assert run(at).number_input(key="units_A").value == 9


CSV = "size,weight,kind\n" + "\n".join(f"{i * i},{i % 7},{'dog' if i % 2 else 'cat'}" for i in range(40))


def test_table_is_opened_and_its_columns_are_chosen():
    at = bring(open_page(), CSV.encode())
    assert experiment_of(at).data.own.features == ("size", "weight")
    assert any(caption.value.startswith("Standardized") for caption in at.caption)
    at.selectbox(key="csv_feature_1").set_value("weight")
    assert experiment_of(run(at)).data.own.features == ("weight", "size")
    at.selectbox(key="csv_target").set_value("weight")
    assert session_of(run(at)).dataset.task == "regression"
    assert at.button_group(key="csv_task").value == "regression"
    press(at, "step_epoch")
    assert not at.error


def test_bad_table_is_told_and_everything_stays():
    at = bring(open_page(), b"")
    assert len(at.error) == 1
    assert experiment_of(at) == NETWORK_LAB
    at = bring(own_page(), b"," * 100_000)
    assert len(at.error) == 1
    assert len(experiment_of(at).data.own.points) == 4


def test_experiment_is_opened_from_a_file():
    experiment = Experiment(seed=11)
    at = bring(open_page(), to_json(experiment).encode(), "experiment.json")
    assert experiment_of(at) == experiment
