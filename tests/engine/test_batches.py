import torch

from playground.engine.batches import Batches
from playground.engine.deck import PointDeck

N = 10
X = torch.arange(N, dtype=torch.float32).reshape(-1, 1)


def make_batches(batch_size=4, seed=0, least=1):
    return Batches(PointDeck(X, X.clone(), seed), batch_size, least)


def take(batches, n):
    return [batches.take()[0].flatten().tolist() for _ in range(n)]


def flat(batches):
    return [point for batch in batches for point in batch]


def test_an_epoch_deals_every_point_once_and_the_last_batch_is_smaller():
    dealt = take(make_batches(), 3)

    assert [len(batch) for batch in dealt] == [4, 4, 2]
    assert sorted(flat(dealt)) == list(range(N))


def test_the_order_is_randperm_of_the_own_generator_anew_each_epoch():
    generator = torch.Generator().manual_seed(5)
    expected = [torch.randperm(N, generator=generator).tolist() for _ in range(2)]

    batches = make_batches(seed=5)

    assert [flat(take(batches, 3)) for _ in range(2)] == expected


def test_targets_stay_with_their_points():
    batches = make_batches()
    for _ in range(6):
        features, targets = batches.take()
        assert torch.equal(features, targets)


def test_epoch_counts_points():
    batches = make_batches()
    epochs = []
    for _ in range(4):
        batches.take()
        epochs.append(batches.epoch)

    assert epochs == [0.4, 0.8, 1.0, 1.4]


def test_another_batch_size_mid_epoch_deals_the_rest_of_the_same_order():
    expected = flat(take(make_batches(), 3))
    batches = make_batches()
    dealt = take(batches, 1)
    batches.resize(3)
    dealt += take(batches, 2)

    assert [len(batch) for batch in dealt] == [4, 3, 3]
    assert flat(dealt) == expected
    assert batches.epoch == 1


def test_another_batch_size_between_epochs_holds_for_the_next():
    batches = make_batches()
    take(batches, 3)
    batches.resize(5)

    assert [len(batch) for batch in take(batches, 2)] == [5, 5]


def test_a_loaded_state_continues_exactly_at_any_place():
    for n_taken in range(7):
        batches, other = make_batches(), make_batches(seed=9)
        take(batches, n_taken)
        other.load(batches.state())

        assert other.epoch == batches.epoch
        assert take(other, 8) == take(batches, 8)


def test_targets_may_be_classes():
    batches = Batches(PointDeck(X, torch.arange(N), 0), 4)
    features, targets = batches.take()

    assert targets.dtype == torch.int64
    assert features.flatten().tolist() == targets.tolist()


def test_a_last_batch_of_too_few_joins_the_one_before():
    batches = make_batches(batch_size=3, least=2)

    assert batches.n_batches == 3
    assert [len(batch) for batch in take(batches, 4)] == [3, 3, 4, 3]
    assert batches.epoch == 1.3


def test_batches_left_of_an_epoch():
    batches = make_batches()
    left = []
    for _ in range(4):
        left.append((batches.n_left, batches.is_between_epochs))
        batches.take()

    assert left == [(3, True), (2, False), (1, False), (3, True)]


OTHER = torch.arange(100, 120, dtype=torch.float32).reshape(-1, 1)


def test_other_points_are_dealt_from_the_same_share_of_the_epoch_on():
    batches = make_batches()
    take(batches, 4)
    batches.replace(OTHER, OTHER.clone())

    assert batches.epoch == 1.4
    rest = take(batches, 3)
    assert [len(batch) for batch in rest] == [4, 4, 4]
    assert len(set(flat(rest))) == 12
    assert batches.epoch == 2
    assert sorted(flat(take(batches, 5))) == OTHER.flatten().tolist()


def test_fewer_points_never_turn_the_epoch_back():
    batches = make_batches()
    take(batches, 1)
    batches.replace(OTHER[:3], OTHER[:3])

    assert batches.epoch == 2 / 3
    take(batches, 1)
    assert batches.epoch == 1


def test_no_points_at_all_leave_the_passes():
    batches = make_batches()
    take(batches, 4)
    batches.replace(X[:0], X[:0])

    assert batches.epoch == 1
    batches.replace(X, X)
    assert batches.epoch == 1
    take(batches, 3)
