"""Evidence: a network as its training set sees it, for diagnosis."""

from __future__ import annotations

from dataclasses import dataclass

from torch import Tensor

from playground.engine.gradients import Gradients, compute_gradients
from playground.engine.points import Points
from playground.models import Dense, Dropout, Network
from playground.objectives import Loss, compute_scores

# Chosen so that default runs of every data set, optimizer and activation stay without a diagnosis.
HIGH_LOSS = 0.3  # training loss of a classification; below it a network has learned something, whatever else is odd
LOW_R2 = 0.5  # the same for a regression, whose loss depends on the targets' spread


@dataclass(frozen=True, slots=True, eq=False)
class Hidden:
    """One hidden layer as the training set sees it.

    Parameters
    ----------
    is_alone : bool
        Whether its units can be judged by weights and activation alone: no residual and no dropout.
    """

    name: str
    activation: str
    is_alone: bool
    weight: Tensor  # (n_units, n_inputs)
    bias: Tensor  # (n_units,)
    outgoing: Tensor  # (n_units of the layer above, n_units)
    outputs: Tensor  # (n_train, n_units): f(z)
    slopes: Tensor  # (n_train, n_units): f'(z)

    @property
    def dead(self) -> Tensor:
        """Which units output 0, with slope 0, for every training point; (n_units,) of booleans."""
        return find_dead(self.outputs, self.slopes)


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """What a network computes for the whole training set, and in which direction it would learn.

    Parameters
    ----------
    is_poor : bool
        Whether it has learned next to nothing so far.
    """

    hidden: list[Hidden]
    weights: tuple[Tensor, ...]
    outputs: Tensor
    gradients: Gradients
    initial_loss: float
    epoch: float
    is_poor: bool

    @property
    def loss(self) -> float:
        """Training loss."""
        return self.gradients.loss


def name_layer(network: Network, index: int) -> str:
    """A layer's name for readers: hidden layers are layer A, layer B, ..., the last is the output layer."""
    return "the output layer" if index == len(network.linears) - 1 else f"layer {chr(ord('A') + index)}"


def gather_evidence(
    network: Network, loss: Loss, points: Points, task: str, initial_loss: float, epoch: float
) -> Evidence:
    """Collect the evidence; parameters as in `playground.engine.diagnosis.diagnose`."""
    gradients = compute_gradients(network, loss, points)
    trace = network.trace(points.inputs)
    hidden = [
        Hidden(
            name=name_layer(network, i),
            activation=activation.label,
            is_alone=not any(isinstance(x, Dropout) or (isinstance(x, Dense) and x.residual) for x in column),
            weight=network.weights[i],
            bias=network.biases[i],
            outgoing=network.weights[i + 1],
            outputs=trace.activations[i],
            slopes=activation.derivative(trace.sums[i], trace.activations[i]),
        )
        for i, (activation, column) in enumerate(zip(network.activations, network.columns[1:], strict=True))
    ]
    outputs = trace.sums[-1]
    if task == "regression":
        is_poor = not compute_scores(task, outputs, points.targets).get("r2", 0.0) >= LOW_R2
    else:
        # Without smoothing: it keeps the loss from falling low, however well the network has learned.
        is_poor = loss.spec.function(outputs, points.targets, 0.0).item() > HIGH_LOSS
    return Evidence(hidden, network.weights, outputs, gradients, initial_loss, epoch, is_poor)


def find_dead(outputs: Tensor, slopes: Tensor) -> Tensor:
    """Which units output 0, with slope 0, for every point: nothing that happens above can wake them."""
    return ~(outputs.any(dim=0) | slopes.any(dim=0))
