"""Seeds: the same everywhere, independent by purpose."""

import hashlib
import subprocess
import sys

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from playground.seeding import derive_seed, make_generator


def test_seed_is_the_documented_digest():
    # The definition, written out a second time: SHA-256 of "seed/purpose", first 8 bytes, without the lowest bit.
    digest = hashlib.sha256(b"42/weights").digest()

    assert derive_seed(42, "weights") == int.from_bytes(digest[:8], "little") // 2


def test_seed_is_the_same_in_another_process():
    code = "from playground.seeding import derive_seed; print(derive_seed(42, 'batches'))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert int(run.stdout) == derive_seed(42, "batches")


@given(st.integers(0, 2**31 - 1), st.text())
def test_seed_fits_a_torch_generator(seed, purpose):
    assert 0 <= derive_seed(seed, purpose) < 2**63


def test_purposes_and_seeds_give_different_streams():
    seeds = {derive_seed(seed, purpose) for seed in range(100) for purpose in ("weights", "batches", "data")}

    assert len(seeds) == 300


def test_generators_of_one_purpose_repeat_and_do_not_disturb_each_other():
    first, second = make_generator(1, "weights"), make_generator(1, "weights")
    make_generator(1, "batches").normal(size=1000)

    np.testing.assert_array_equal(first.normal(size=5), second.normal(size=5))


def test_global_generator_is_left_alone():
    np.random.seed(0)
    before = np.random.get_state()[1].copy()
    make_generator(1, "weights").normal(size=5)

    np.testing.assert_array_equal(np.random.get_state()[1], before)
