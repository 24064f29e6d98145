"""Looking changes nothing: no weight, no gradient, no mode, no random generator; looking twice shows the same."""

import numpy as np
import pytest
import torch
from gan_looking import Scene, make_experiment

from playground.config import BatchNormConfig, DiscriminatorConfig, DropoutConfig, GeneratorConfig, LinearConfig
from playground.engine.gan.report import Scorer, make_report
from playground.frame import Demand, ReportDemand

NAMES = ["eight_gaussians", "digits"]
DEMAND = Demand(noise=(0.3, -0.4))


def make_moody_scene(name):
    """Networks whose outputs in train mode are random and leave traces."""
    layers = (LinearConfig(units=8, activation="tanh"), BatchNormConfig(), DropoutConfig(rate=0.5))
    experiment = make_experiment(name)
    return Scene(
        type(experiment)(
            data=experiment.data,
            generator=GeneratorConfig(layers=layers),
            discriminator=DiscriminatorConfig(layers=layers),
        )
    )


def look_and_report(scene):
    arrays, metrics = scene.look(DEMAND)
    report = make_report(
        ReportDemand(metrics=True), scene.generator, Scorer(scene.distribution, scene.experiment), 0, 0.0
    )
    return {**arrays, "scored": report.samples}, metrics


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("is_training", [False, True])
def test_networks_stay_as_they_were(name, is_training):
    scene = make_moody_scene(name)
    networks = (scene.generator, scene.discriminator)
    before = []
    for network in networks:
        network.train(is_training)
        for parameter in network.parameters():
            parameter.grad = torch.full_like(parameter, 7.0)
        before.append({key: value.clone() for key, value in (network.state_dict() | network.state()).items()})

    look_and_report(scene)

    for network, old in zip(networks, before, strict=True):
        assert [module.training for module in network.modules()] == [is_training] * len(list(network.modules()))
        assert all(torch.equal(old[key], value) for key, value in (network.state_dict() | network.state()).items())
        assert all((parameter.grad == 7).all() and parameter.requires_grad for parameter in network.parameters())


@pytest.mark.parametrize("name", NAMES)
def test_networks_in_train_mode_are_seen_in_eval_mode(name):
    scene = make_moody_scene(name)
    expected, _ = look_and_report(scene)

    scene.generator.train()
    scene.discriminator.train()
    found, _ = look_and_report(scene)

    for key, array in expected.items():
        np.testing.assert_array_equal(found[key], array)


@pytest.mark.parametrize("name", NAMES)
def test_building_and_looking_leave_the_global_generators_alone(name):
    states = torch.get_rng_state(), np.random.get_state()[1].copy()

    look_and_report(Scene(make_experiment(name)))

    assert torch.equal(torch.get_rng_state(), states[0])
    assert (np.random.get_state()[1] == states[1]).all()


@pytest.mark.parametrize("name", NAMES)
def test_other_probes_of_the_same_experiment_see_the_same(name):
    experiment = make_experiment(name)

    (arrays, metrics), (again, metrics_again) = (look_and_report(Scene(experiment)) for _ in range(2))

    assert metrics == metrics_again
    for key, array in arrays.items():
        np.testing.assert_array_equal(array, again[key])


def test_frames_do_not_share_memory_with_what_goes_on():
    scene = Scene(make_experiment())
    arrays, _ = scene.look(DEMAND)
    copies = {name: array.copy() for name, array in arrays.items()}

    with torch.no_grad():
        for network in (scene.generator, scene.discriminator):
            for parameter in network.parameters():
                parameter.add_(0.5)
    scene.look(Demand(noise=(-1.0, 1.0)))

    for name, array in arrays.items():
        np.testing.assert_array_equal(array, copies[name])


def test_autograd_is_on_again_after_looking():
    scene = Scene(make_experiment())

    scene.look(DEMAND)

    assert torch.is_grad_enabled()
