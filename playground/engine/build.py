"""From an experiment to the trainer that runs it."""

from __future__ import annotations

from playground.config import Experiment
from playground.data import load_dataset, usable_features
from playground.engine.catalog import check_experiment
from playground.engine.step import AutogradStep, DenseStep
from playground.engine.supervised import SupervisedTrainer
from playground.models import Network, build_network
from playground.registry import lookup

STEPS: dict[str, type[AutogradStep | DenseStep] | None] = {
    "auto": None,  # the faster one that the network allows
    "autograd": AutogradStep,
    "dense": DenseStep,
}


def build_trainer(experiment: Experiment, path: str = "auto") -> SupervisedTrainer:
    """The trainer of an experiment, at step 0. The same experiment gives the same numbers.

    Parameters
    ----------
    experiment : Experiment
        The run.
    path : {"auto", "autograd", "dense"}
        How a step is computed; both ways agree to float rounding, ``auto`` takes the faster. ``dense`` is for
        networks of linear layers only.

    Raises
    ------
    ValueError
        A name in the experiment is in no registry, its parts do not go together, or `path` is unknown or does not
        fit the network.
    """
    check_experiment(experiment)
    step = lookup(STEPS, path, "path")
    dataset = load_dataset(experiment.data, experiment.seed)
    features = usable_features(experiment.model.inputs, len(dataset.feature_names))
    network = build_network(experiment.model, len(features), dataset.n_outputs, experiment.seed)
    if step is DenseStep and not network.is_dense:
        raise ValueError(f"path is {path!r}, but the network has other layers than linear ones; accepted: autograd")
    return SupervisedTrainer(experiment, dataset, network, step or _fastest_step(network))


def _fastest_step(network: Network) -> type[AutogradStep | DenseStep]:
    return DenseStep if network.is_dense else AutogradStep
