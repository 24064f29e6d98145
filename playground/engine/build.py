"""From an experiment to the trainer that runs it."""

from __future__ import annotations

import torch

from playground.config import Experiment
from playground.data import load_dataset
from playground.engine.catalog import check_names
from playground.engine.step import AutogradStep, DenseStep
from playground.engine.supervised import SupervisedTrainer
from playground.models import build_mlp
from playground.registry import lookup
from playground.seeding import derive_seed

STEPS: dict[str, type[AutogradStep | DenseStep]] = {
    "auto": DenseStep,  # every model so far is a plain stack of linear layers
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
        How a step is computed; both ways agree to float rounding, ``auto`` takes the faster.

    Raises
    ------
    ValueError
        A name in the experiment is in no registry, or `path` is unknown.
    """
    check_names(experiment)
    dataset = load_dataset(experiment.data, experiment.seed)
    generator = torch.Generator().manual_seed(derive_seed(experiment.seed, "weights"))
    model = build_mlp(experiment.model, n_inputs=dataset.X_train.shape[1], n_outputs=1, generator=generator)
    return SupervisedTrainer(experiment, dataset, model, lookup(STEPS, path, "path"))
