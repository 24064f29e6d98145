"""Which weights are drawn."""

from playground.config import Experiment, LinearConfig, ModelConfig
from playground.engine.build import build_trainer
from playground.engine.edges import compute_edges


def make_trainer(units):
    return build_trainer(Experiment(model=ModelConfig(layers=tuple(LinearConfig(units=n) for n in units))))


def test_only_the_strongest_edges_into_each_unit_are_sent_of_a_larger_network():
    trainer = make_trainer(units=(20, 10))
    edges, weights = compute_edges(trainer.network, max_edges=100)

    # 31 target units share 100 edges: 3 each, but layer A's units have only the 2 inputs.
    assert len(edges) == len(weights) == 20 * 2 + 10 * 3 + 1 * 3
    for layer, source, target in edges.tolist():
        incoming = trainer.network.weights[layer][target].abs()
        assert (incoming > incoming[source]).sum() < 3


def test_every_unit_keeps_an_edge_however_few_are_asked_for():
    edges, _ = compute_edges(make_trainer(units=(64, 64)).network, max_edges=1)

    assert len(edges) == 64 + 64 + 1
