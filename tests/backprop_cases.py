"""Random networks, samples and losses for the tests of the backpropagation lab; the same ones every time."""

import random

from playground.principles.backprop.functions import FUNCTIONS, LOSSES
from playground.principles.backprop.setting import count_parameters


def draw_states(n, seed=0):
    """States of every shape, function and loss; weights uniform in +-1.5, inputs in +-1, as exact as floats are."""
    draw = random.Random(seed)
    for index in range(n):
        n_hidden = draw.randint(0, 2)
        sizes = [draw.randint(1, 3), *(draw.randint(1, 4) for _ in range(n_hidden)), draw.randint(1, 2)]
        if index % 10 == 0:
            sizes = [3, 4, 4, 2]
        loss = draw.choice(list(LOSSES))
        share = draw.random()
        yield {
            "sizes": sizes,
            "hidden": draw.choice(list(FUNCTIONS)),
            "output": draw.choice(list(FUNCTIONS)),
            "loss": loss,
            "x": [draw.uniform(-1, 1) for _ in range(sizes[0])],
            "t": [share, 1 - share][: sizes[-1]],
            "parameters": [draw.uniform(-1.5, 1.5) for _ in range(count_parameters(sizes))],
            "route": [draw.randrange(size) for size in sizes[1:]],
            "selected": draw.randrange(count_parameters(sizes)),
            "step": 0,
        }
