"""Job: an experiment together with what scripts have to know of its points."""

from __future__ import annotations

from dataclasses import dataclass

from playground.config import Experiment, LinearConfig
from playground.data import DATASETS, DatasetSpec, Header, usable_features
from playground.engine.build import build_trainer
from playground.models import LAYERS
from playground.seeding import derive_seed


@dataclass(frozen=True, kw_only=True, slots=True)
class Job:
    """What a script is written from.

    Parameters
    ----------
    experiment : Experiment
        It has been checked, and something can be learned from its points.
    header : Header
        Names of the columns and classes.
    n_train, n_test : int
        Points of each set; own data may be too few for a test set.
    """

    experiment: Experiment
    header: Header
    n_train: int
    n_test: int

    @property
    def spec(self) -> DatasetSpec:
        """The data set's row of the registry."""
        return DATASETS[self.experiment.data.name]

    @property
    def inputs(self) -> tuple[str, ...]:
        """Names of the network's inputs."""
        return usable_features(self.experiment.model.inputs, len(self.header.features))

    @property
    def score(self) -> str:
        """``"accuracy"`` or ``"r2"``; empty if the test set is too small for one."""
        if self.header.task == "regression":
            return "r2" if self.n_test > 1 else ""
        return "accuracy" if self.n_test else ""

    @property
    def sizes(self) -> str:
        """Units from the inputs to the outputs, such as ``2-10-10-1``."""
        hidden = [layer.units for layer in self.experiment.model.layers if isinstance(layer, LinearConfig)]
        return "-".join(map(str, (len(self.inputs), *hidden, self.header.n_outputs)))

    @property
    def title(self) -> str:
        """The job in one line."""
        kinds = {layer.kind: LAYERS[layer.kind].label.lower() for layer in self.experiment.model.layers}
        extras = [label for kind, label in kinds.items() if kind != "linear"]
        return f"{self.spec.label}: a {self.sizes} network{' with ' if extras else ''}{' and '.join(extras)}"

    def has_layer(self, *kinds: str) -> bool:
        """Whether the network has a layer of one of these kinds."""
        return any(layer.kind in kinds for layer in self.experiment.model.layers)

    def derive_seed(self, purpose: str) -> int:
        """The seed of the draws for one purpose; see `playground.seeding.derive_seed`."""
        return derive_seed(self.experiment.seed, purpose)


def read_job(experiment: Experiment) -> Job:
    """The job of an experiment.

    Raises
    ------
    ValueError
        The experiment is not accepted, or nothing can be learned from its points.
    """
    trainer = build_trainer(experiment)
    if trainer.obstacle:
        raise ValueError(trainer.obstacle)
    dataset = trainer.dataset
    return Job(experiment=experiment, header=dataset.header, n_train=len(dataset.y_train), n_test=len(dataset.y_test))
