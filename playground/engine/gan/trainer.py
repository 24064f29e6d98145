"""GanTrainer: a generator learns a distribution from a discriminator that learns to tell its samples apart."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

from playground.checks import show
from playground.config import GanExperiment
from playground.data import Distribution, load_distribution
from playground.engine.catalog import check_experiment
from playground.engine.gan.diagnosis import describe_broken, diagnose, find_obstacle
from playground.engine.gan.game import PLAYERS, Game
from playground.engine.gan.probes import GanProbes
from playground.engine.gan.report import GanReport, Scorer, make_report
from playground.engine.gan.stages import Stage, trace_iteration
from playground.engine.gan.weights import copy_weights, load_weights
from playground.engine.outputs import OutputScale
from playground.engine.trainer import Diagnosis, TrainerState, is_live_change
from playground.frame import Demand, Frame, ReportDemand
from playground.models import Network
from playground.objectives import GAN_LOSSES

COLUMNS = {name: name for name in ("d_loss", "g_loss", "d_real", "d_fake")}
NOT_BY_HAND = "weights of a GAN's players are not set by hand; accepted: changes of the experiment"


class GanTrainer:
    """Trains two networks against each other; see `Trainer` for the interface.

    Parameters
    ----------
    experiment : GanExperiment
        The run; it has been checked.
    distribution : Distribution
        The real samples that it describes.

    Attributes
    ----------
    experiment : GanExperiment
    dataset : Distribution
    game : Game
        Both players.
    probes : GanProbes
        What frames are made by.
    members, steps_per_epoch : int
        One GAN, and one iteration in what counts as an epoch.
    record_stride : int
        Iterations between two recorded points at first.
    columns : Mapping[str, str]
        What is recorded: both losses and both mean scores, all under their own names.
    output_scale : OutputScale
        Of no use here: each frame tells the scale of its field.
    """

    members = steps_per_epoch = 1
    record_stride = 10
    columns: Mapping[str, str] = COLUMNS
    output_scale = OutputScale(kind="score", limit=1.0)

    def __init__(self, experiment: GanExperiment, distribution: Distribution) -> None:
        self.experiment = experiment
        self._stages: tuple[Stage, ...] | None = None
        self._stage_game: Game | None = None
        self.game = Game(experiment, distribution)
        self._take_distribution(distribution)

    @property
    def step(self) -> int:
        """Iterations so far."""
        return self.game.step

    @property
    def epoch(self) -> float:
        """The same: samples are drawn without end, so that there is no pass over them."""
        return float(self.game.step)

    @property
    def length(self) -> float:
        """Iterations of the whole run."""
        return float(self.experiment.training.iterations)

    @property
    def n_parameters(self) -> int:
        """Numbers that both players learn."""
        return len(self.game.generator.flat.values) + len(self.game.discriminator.flat.values)

    @property
    def learning_rate(self) -> float:
        """The generator's."""
        return self.game.generator.learning_rate

    @property
    def obstacle(self) -> str:
        """Why no iteration can be taken and what to do; empty if nothing stands in the way."""
        return self.dataset.obstacle or find_obstacle(self.game)

    def advance(self, n_steps: int) -> None:
        """Play so many iterations."""
        self._stages = None
        self.game.play(n_steps)

    def advance_player(self, name: str) -> None:
        """Let only one player take one step; that counts as an iteration.

        Raises
        ------
        ValueError
            There is no such player.
        """
        if name not in PLAYERS:
            raise ValueError(f"player is {show(name)}; accepted: {', '.join(PLAYERS)}")
        self._stages = None
        self.game.play_one(name)

    def apply(self, experiment: GanExperiment) -> bool:
        """Take what may change mid-run; False (and nothing changed) if a rebuild is needed.

        Raises
        ------
        ValueError
            A name is unknown, or parts do not go together; nothing changed.
        """
        check_experiment(experiment)
        if not is_live_change(self.experiment, experiment):
            return False
        old, self.experiment = self.experiment, experiment
        if experiment.data != old.data:
            self._take_distribution(load_distribution(experiment.data, experiment.seed))
        self.game.apply(experiment, self.dataset)
        self._stages = self._stage_game = None
        return True

    def set_parameter(self, kind: str, column: int, to: int, from_: int, value: float) -> None:
        """Refused: a reader changes the experiment, not a weight.

        Raises
        ------
        ValueError
            Always.
        """
        raise ValueError(NOT_BY_HAND)

    def evaluate(self) -> dict[str, float]:
        """``d_loss``, ``g_loss``, ``d_real``, ``d_fake`` of the generator that is shown; see `Evaluation`."""
        return self.probes.evaluate(self.game.shown_generator, self.game.discriminator.network)

    def frame(self, demand: Demand) -> Frame:
        """This moment: step, epoch, metrics, and the arrays of `GanProbes.look`.

        In slow motion, both players as they are at the end of a stage, the generator not averaged.
        """
        game, stage = self.game, None
        generator, discriminator = game.shown_generator, game.discriminator.network
        if demand.stage and not self.obstacle:
            stage = self.trace()[demand.stage - 1]
            generator, discriminator = self._show_stage(stage)
        look = self.probes.look(demand, generator, discriminator, stage)
        counts = {
            "learning_rate": game.generator.learning_rate,
            "learning_rate_d": game.discriminator.learning_rate,
            "g_updates": float(game.generator.n_updates),
            "d_updates": float(game.discriminator.n_updates),
        }
        return Frame(step=self.step, epoch=self.epoch, metrics={**look.metrics, **counts}, arrays=look.arrays)

    def trace(self) -> tuple[Stage, ...]:
        """The stages of the next iteration; computed once."""
        if self._stages is None:
            self._stages = trace_iteration(self.game)
        return self._stages

    def report(self, demand: ReportDemand) -> GanReport:
        """This moment for the panels that are open; see `make_report`."""
        return make_report(demand, self.game.shown_generator, self._scorer, self.step, self.epoch)

    def measure_layers(self) -> dict[str, NDArray[np.float32]]:
        """Nothing: no panel shows how a player's layers are spread."""
        return {}

    def is_finite(self) -> bool:
        """Whether every parameter of both players is a finite number."""
        return self.game.is_finite()

    def describe_nonfinite(self) -> str:
        """What is no longer a finite number, as a part of a sentence."""
        return describe_broken(self.game)

    def diagnose(self) -> Diagnosis:
        """What is the matter and what to try; empty while all is well."""
        return Diagnosis() if self.obstacle else diagnose(self.game, self.dataset)

    def state(self) -> TrainerState:
        """A copy of everything that training changes."""
        return self.game.state()

    def load(self, state: TrainerState) -> None:
        """Continue from `state`; if it is of another optimizer, that player's starts afresh."""
        self._stages = None
        self.game.load(state)

    def restore(self, state: TrainerState) -> None:
        """Take the weights of `state`, and the optimizers' running quantities with them; all counters stay."""
        self._stages = None
        self.game.restore(state)

    def snapshot(self) -> dict[str, Tensor]:
        """A copy of just what a frame needs."""
        return self.game.snapshot()

    def show(self, snapshot: Mapping[str, Tensor], step: int) -> None:
        """Take a snapshot for looking only."""
        self._stages = None
        self.game.show(snapshot, step)

    def weights(self) -> dict[str, Tensor]:
        """A copy of both players' tensors; see `playground.engine.gan.weights`."""
        return copy_weights(self.game)

    def take_weights(self, weights: Mapping[str, Tensor], step: int, epoch: float) -> None:
        """Set the weights and go on from an iteration, both optimizers afresh; see `load_weights`."""
        load_weights(self.game, weights)
        self._stages = None
        self.game.begin(step)

    def _take_distribution(self, distribution: Distribution) -> None:
        self.dataset = distribution
        self.probes = GanProbes(distribution, self.experiment, GAN_LOSSES[self.experiment.objective.loss])
        self._scorer = Scorer(distribution, self.experiment)

    def _show_stage(self, stage: Stage) -> tuple[Network, Network]:
        """Networks of their own, as they are at the end of a stage."""
        if self._stage_game is None:
            self._stage_game = Game(self.experiment, self.dataset)
        twin = self._stage_game
        twin.show(self.game.snapshot(), self.step)
        twin.generator.flat.values.copy_(stage.generator_values)
        twin.discriminator.flat.values.copy_(stage.discriminator_values)
        return twin.generator.network, twin.discriminator.network
