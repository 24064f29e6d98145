"""From an experiment to the trainer that runs it."""

from __future__ import annotations

from typing import Literal, overload

from playground.config import AnyExperiment, Experiment, GanExperiment
from playground.data import load_dataset, usable_features
from playground.engine.catalog import check_experiment
from playground.engine.ensemble.members import check_members, check_size, list_seeds
from playground.engine.ensemble.step import BuildStep, MemberAutogradStep, MemberDenseStep, MemberLoopStep
from playground.engine.ensemble.trainer import EnsembleTrainer
from playground.engine.gan import GanTrainer, build_gan_trainer
from playground.engine.step import AutogradStep, DenseStep
from playground.engine.supervised import SupervisedTrainer
from playground.models import Network, build_network
from playground.registry import lookup

STEPS: dict[str, type[AutogradStep | DenseStep] | None] = {
    "auto": None,  # the faster one that the network allows
    "autograd": AutogradStep,
    "dense": DenseStep,
}


@overload
def build_trainer(experiment: GanExperiment, path: str = ..., members: int = ...) -> GanTrainer: ...


@overload
def build_trainer(experiment: Experiment, path: str = ..., members: Literal[1] = ...) -> SupervisedTrainer: ...


@overload
def build_trainer(
    experiment: Experiment, path: str = ..., members: int = ...
) -> SupervisedTrainer | EnsembleTrainer: ...


@overload
def build_trainer(
    experiment: AnyExperiment, path: str = ..., members: int = ...
) -> SupervisedTrainer | EnsembleTrainer | GanTrainer: ...


def build_trainer(
    experiment: AnyExperiment, path: str = "auto", members: int = 1
) -> SupervisedTrainer | EnsembleTrainer | GanTrainer:
    """The trainer of an experiment, at step 0. The same experiment gives the same numbers.

    Parameters
    ----------
    experiment : Experiment or GanExperiment
        The run.
    path : {"auto", "autograd", "dense"}
        How a step is computed; both ways agree to float rounding, ``auto`` takes the faster. ``dense`` is for
        networks of linear layers only. A GAN has one way.
    members : int
        More than 1: a seed ensemble, trained at once; a GAN trains alone.

    Raises
    ------
    ValueError
        A name in the experiment is in no registry, its parts do not go together, `path` is unknown or does not
        fit the network, or there are too many members, or too many for networks of this size.
    """
    check_experiment(experiment)
    check_members(members)
    if isinstance(experiment, GanExperiment):
        if members > 1:
            raise ValueError(f"members is {members}, but a GAN trains alone; accepted: 1")
        return build_gan_trainer(experiment)
    step = lookup(STEPS, path, "path")
    dataset = load_dataset(experiment.data, experiment.seed)
    features = usable_features(experiment.model.inputs, len(dataset.feature_names))

    def build(seed: int) -> Network:
        return build_network(experiment.model, len(features), dataset.n_outputs, seed)

    network = build(experiment.seed)
    if step is DenseStep and not network.is_dense:
        raise ValueError(f"path is {path!r}, but the network has other layers than linear ones; accepted: autograd")
    step = step or (DenseStep if network.is_dense else AutogradStep)
    lead = SupervisedTrainer(experiment, dataset, network, step)
    if members == 1:
        return lead
    check_size(members, lead.n_parameters)
    build_step: BuildStep = MemberDenseStep if step is DenseStep else MemberAutogradStep
    if network.has_batch_norm:
        build_step = MemberLoopStep
    networks = [build(seed) for seed in list_seeds(experiment.seed, members)]
    return EnsembleTrainer(lead, networks, build_step)
