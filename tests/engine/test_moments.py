"""Film: which moments of a run are kept."""

import numpy as np
import pytest
import torch

from playground.config import Experiment
from playground.engine.film import MAX_BYTES, MAX_MOMENTS, MIN_MOMENTS, Film, Moment


def make_moment(step, n_numbers=10):
    tensors = {"parameters": torch.full((n_numbers,), float(step))}
    return Moment(step=step, epoch=step / 10, experiment=Experiment(), metrics={}, tensors=tensors)


def make_film(n_steps, stride=1, every=1, n_numbers=10):
    film = Film(stride)
    for step in range(0, n_steps + 1, every):
        film.record(make_moment(step, n_numbers))
    return film


def steps(film):
    return [moment.step for moment in film.moments]


def test_a_short_film_has_every_moment():
    assert steps(make_film(MAX_MOMENTS - 1)) == list(range(MAX_MOMENTS))


@pytest.mark.parametrize("n_steps", [MAX_MOMENTS, 1_000, 12_345, 100_000])
def test_a_long_film_is_evenly_spaced_from_the_first_moment_to_the_newest(n_steps):
    film = make_film(n_steps)
    gaps = np.diff(steps(film))

    assert MAX_MOMENTS // 2 <= len(film) <= MAX_MOMENTS
    assert (steps(film)[0], steps(film)[-1]) == (0, n_steps)
    assert len(set(gaps[:-1])) == 1
    assert gaps[-1] <= gaps[0]


def test_a_moment_between_two_strides_stays_only_until_the_next():
    film = make_film(40, stride=10, every=10)
    film.record(make_moment(43))
    assert steps(film) == [0, 10, 20, 30, 40, 43]
    film.record(make_moment(50))
    assert steps(film) == [0, 10, 20, 30, 40, 50]


def test_a_moment_is_due_if_it_would_stay():
    film = make_film(40, stride=10, every=10)
    assert [film.is_due(step) for step in (43, 49, 50)] == [False, False, True]
    film.record(make_moment(43))
    assert [film.is_due(step) for step in (49, 50)] == [False, True]
    assert Film().is_due(0)


def test_the_same_step_again_is_one_moment_the_newer():
    film = make_film(3)
    again = make_moment(3)
    film.record(again)
    assert steps(film) == [0, 1, 2, 3]
    assert film.moments[-1] is again


def test_a_film_of_a_large_network_keeps_to_its_memory():
    film = make_film(200, n_numbers=100_000)  # 400 kB a moment

    assert film.nbytes <= MAX_BYTES
    assert len(film) >= MIN_MOMENTS


def test_even_the_largest_networks_have_a_few_moments():
    film = make_film(40, n_numbers=400_000)

    assert MIN_MOMENTS // 2 <= len(film) <= MIN_MOMENTS


def test_a_film_that_begins_late_keeps_its_first_moment():
    film = Film()
    for step in range(1_001, 5_000):
        film.record(make_moment(step))
    assert steps(film)[0] == 1_001


def test_the_nearest_moment_is_found():
    film = make_film(40, stride=10, every=10)

    assert [film.find(step).step for step in (0, 4, 6, 29, 10**9)] == [0, 0, 10, 30, 40]
    assert Film().find(3) is None


@pytest.mark.parametrize(
    ("n_moments", "expected"), [(1, [40]), (2, [0, 40]), (3, [0, 20, 40]), (9, [0, 10, 20, 30, 40])]
)
def test_moments_are_spread_evenly_with_both_ends(n_moments, expected):
    film = make_film(40, stride=10, every=10)

    assert [moment.step for moment in film.spread(n_moments)] == expected


@pytest.mark.parametrize("n_moments", [0, 1, 5])
def test_films_of_no_and_of_one_moment_can_be_spread(n_moments):
    assert Film().spread(n_moments) == ()
    assert len(make_film(0).spread(n_moments)) == min(n_moments, 1)


def test_arrays_tell_steps_and_epochs():
    arrays = make_film(40, stride=10, every=10).arrays()

    assert arrays["film_steps"].tolist() == [0, 10, 20, 30, 40]
    assert arrays["film_epochs"].tolist() == [0, 1, 2, 3, 4]
    assert {array.dtype for array in arrays.values()} == {np.dtype(np.float32)}
