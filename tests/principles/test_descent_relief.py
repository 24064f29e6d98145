"""Reliefs: heights that keep the order of losses, and trails that lie on them."""

import numpy as np
import pytest

from playground.principles.descent.relief import relief_of
from playground.principles.descent.state import read_state
from playground.principles.descent.surfaces import SURFACES


@pytest.mark.parametrize("surface", SURFACES)
def test_heights_keep_the_order_of_losses(surface):
    relief = relief_of(read_state({"surface": surface, "start": list(SURFACES[surface].start)}))
    order = np.argsort(relief.losses.ravel())

    assert (np.diff(relief.heights.ravel()[order]) >= 0).all()
    assert relief.heights.max() == pytest.approx(1.0)
    assert relief.heights.min() == 0.0


def test_grid_is_laid_as_it_is_named():
    # The bowl is x^2 / 2 + 2 y^2: at the middle of the right edge 8, of the upper edge 32.
    relief = relief_of(read_state({"surface": "bowl"}))

    assert relief.losses[30, -1] == pytest.approx(8.0)
    assert relief.losses[-1, 30] == pytest.approx(32.0)


@pytest.mark.parametrize("state", [{"surface": "bowl"}, {"tab": "batches"}])
def test_trails_stay_within_the_picture(state):
    relief = relief_of(read_state(state))

    assert len(relief.trails) == 3
    for trail in relief.trails:
        assert relief.x[0] <= trail.x.min() <= trail.x.max() <= relief.x[-1]
        assert len(trail.x) == len(trail.heights) == len(trail.losses) >= 2
