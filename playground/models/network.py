"""Network: the layers of an experiment one after the other, and a linear output layer.

Layers stand in columns: column 0 holds what is done to the inputs, each hidden column a dense layer and what
follows it up to the next one. The output units are the column after the last.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import torch
from torch import Generator, Tensor, nn

from playground.config import ModelConfig
from playground.models.activations import ActivationSpec
from playground.models.initializers import INITIALIZERS
from playground.models.layers import LAYERS, BatchNorm, Dense, Dropout, Layer, make_linear
from playground.models.trace import Trace
from playground.registry import lookup
from playground.seeding import derive_seed

UNBOUNDED = (-torch.inf, torch.inf)


class Network(nn.Module):
    """A stack of layers and a linear output layer without activation.

    Parameters
    ----------
    config : ModelConfig
        The layers.
    n_inputs, n_outputs : int
        Units before the first layer and after the last.
    generator : torch.Generator
        Source of dropout's masks.

    Attributes
    ----------
    layers : tuple of Layer
        One for each entry of ``config.layers``.
    columns : tuple of tuple of Layer
        The same, grouped: columns 0 to H.
    sizes : tuple of int
        Units of columns 0 to H and of the output.
    linears : tuple of nn.Linear
        The linear maps into columns 1 to H and into the output.
    generator : torch.Generator
        Source of dropout's masks.
    """

    def __init__(self, config: ModelConfig, n_inputs: int, n_outputs: int, generator: Generator) -> None:
        super().__init__()
        self.generator = generator
        columns: list[list[Layer]] = [[]]
        sizes = [n_inputs]
        for i, entry in enumerate(config.layers):
            layer = lookup(LAYERS, entry.kind, f"model.layers[{i}].kind").build(entry, sizes[-1], generator)
            if isinstance(layer, Dense):
                columns.append([])
                sizes.append(layer.linear.out_features)
            columns[-1].append(layer)
        # Tuples beside the registered modules: typed, and faster to walk.
        self.columns = tuple(map(tuple, columns))
        self.layers = tuple(layer for column in columns for layer in column)
        self.stack = nn.ModuleList(self.layers)
        self.output = make_linear(sizes[-1], n_outputs)
        self.sizes = (*sizes, n_outputs)
        self.linears = (*(layer.linear for layer in self.layers if isinstance(layer, Dense)), self.output)
        self.adopt(config)

    def adopt(self, config: ModelConfig) -> None:
        """Take what may change mid-run: activations and rates of dropout. The layers are the same as before.

        Raises
        ------
        ValueError
            An activation's name is unknown.
        """
        for i, (layer, entry) in enumerate(zip(self.layers, config.layers, strict=True)):
            layer.adopt(entry, f"model.layers[{i}]")

    @property
    def weights(self) -> tuple[Tensor, ...]:
        """Weight of each linear map, shape (n_outputs, n_inputs), outside autograd; writing to it changes the model."""
        return tuple(linear.weight.data for linear in self.linears)

    @property
    def biases(self) -> tuple[Tensor, ...]:
        """Bias of each linear map, shape (n_outputs,), outside autograd; writing to it changes the model."""
        return tuple(linear.bias.data for linear in self.linears)

    @property
    def activations(self) -> tuple[ActivationSpec, ...]:
        """Activation of each hidden column's dense layer."""
        return tuple(layer.activation for layer in self.layers if isinstance(layer, Dense))

    @property
    def ranges(self) -> tuple[tuple[float, float], ...]:
        """Infimum and supremum of what leaves each hidden column in eval mode."""
        return tuple(map(_find_range, self.columns[1:]))

    @property
    def is_dense(self) -> bool:
        """Whether there is nothing but linear maps and activations, each straight after the other."""
        return all(isinstance(layer, Dense) and not layer.residual for layer in self.layers)

    @property
    def has_batch_norm(self) -> bool:
        """Whether a batch in train mode needs at least two points."""
        return any(isinstance(layer, BatchNorm) for layer in self.layers)

    def forward(self, X: Tensor) -> Tensor:
        """Outputs of shape (n, n_outputs) for inputs of shape (n, n_inputs)."""
        for layer in self.layers:
            X = layer(X)
        outputs: Tensor = self.output(X)
        return outputs

    @torch.no_grad()
    def trace(self, X: Tensor) -> Trace:
        """What every column computes on the way, in the present mode."""
        trace = Trace([], [], [])
        for column in self.columns:
            for layer in column:
                if isinstance(layer, Dense):
                    trace.sums.append(layer.linear(X))
                    trace.activations.append(layer.activation.function(trace.sums[-1]))
                    X = trace.activations[-1] + X if layer.residual else trace.activations[-1]
                else:
                    X = layer(X)
            trace.outputs.append(X)
        trace.sums.append(self.output(X))
        return trace

    @contextmanager
    def thinned(self, batch: Tensor, generator: Generator) -> Iterator[list[Tensor]]:
        """Within the block, the network as it is during one step of training, for any points.

        Dropout silences the same units for every point, and batch norm takes the statistics of `batch`; neither the
        run's generator nor its running statistics notice.

        Parameters
        ----------
        batch : Tensor of shape (n, n_inputs)
            The points of that step.
        generator : torch.Generator
            Source of the masks.

        Yields
        ------
        list of Tensor
            For columns 0 to H which units are kept: 1.0 or 0.0, shape (units,).
        """
        try:
            yield self._freeze(batch, generator)
        finally:
            for layer in self.layers:
                if isinstance(layer, Dropout | BatchNorm):
                    layer.thaw()

    @torch.no_grad()
    def _freeze(self, batch: Tensor, generator: Generator) -> list[Tensor]:
        kept = [torch.ones(n) for n in self.sizes[:-1]]
        for mask, column in zip(kept, self.columns, strict=True):
            for layer in column:
                if isinstance(layer, Dropout):
                    mask.mul_(layer.freeze(len(mask), generator))
                elif isinstance(layer, BatchNorm):
                    layer.freeze(batch)
                batch = layer(batch)
        return kept

    def compute_norms(self) -> list[Tensor]:
        """For each hidden column the gain and the shift of its batch norms in eval mode, (units, 2); else 1 and 0."""
        norms = []
        for size, column in zip(self.sizes[1:-1], self.columns[1:], strict=True):
            gain, shift = torch.ones(size), torch.zeros(size)
            for layer in column:
                if isinstance(layer, BatchNorm):
                    g, s = layer.compute_affine()
                    gain, shift = gain * g, shift * g + s
            norms.append(torch.stack([gain, shift], dim=1))
        return norms

    @property
    def statistics(self) -> Tensor:
        """A copy of all running statistics, one after the other; empty without batch norm."""
        return torch.cat([torch.empty(0), *self.buffers()])

    def take_statistics(self, statistics: Tensor) -> None:
        """Go back to running statistics that were copied."""
        start = 0
        for buffer in self.buffers():
            buffer.copy_(statistics[start : start + len(buffer)])
            start += len(buffer)

    def state(self) -> dict[str, Tensor]:
        """A copy of what training changes besides the parameters: dropout's generator and running statistics."""
        return {"dropout": self.generator.get_state(), "statistics": self.statistics}

    def load(self, state: Mapping[str, Tensor]) -> None:
        """Go back to what `state` described."""
        self.generator.set_state(state["dropout"])
        self.take_statistics(state["statistics"])


def _find_range(column: tuple[Layer, ...]) -> tuple[float, float]:
    bounds = UNBOUNDED
    for layer in column:
        if not isinstance(layer, Dropout):
            is_residual = isinstance(layer, Dense) and layer.residual
            bounds = UNBOUNDED if is_residual else layer.activation.range
    return bounds


def build_network(config: ModelConfig, n_inputs: int, n_outputs: int, seed: int) -> Network:
    """The network that an experiment describes, in eval mode, with its weights drawn.

    Parameters
    ----------
    config : ModelConfig
        Layers and initializer.
    n_inputs, n_outputs : int
        Units before the first and in the last layer.
    seed : int
        The experiment's. Weights come from (seed, "weights"), linear map by linear map, weight before bias;
        dropout's masks from (seed, "dropout").
    """
    initializer = lookup(INITIALIZERS, config.initializer, "model.initializer")
    masks = Generator().manual_seed(derive_seed(seed, "dropout"))
    network = Network(config, n_inputs, n_outputs, masks)
    generator = Generator().manual_seed(derive_seed(seed, "weights"))
    for weight, bias in zip(network.weights, network.biases, strict=True):
        initializer.draw(weight, bias, generator)
    return network.eval()
