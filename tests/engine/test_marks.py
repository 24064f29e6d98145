from types import SimpleNamespace

from playground.engine.marks import EDIT_SECONDS, MAX_MARKS, Marks


def at(epoch):
    return SimpleNamespace(step=round(epoch * 10), epoch=epoch)


def test_nothing_is_marked_before_the_first_step_or_twice():
    marks = Marks()
    for epoch in (0, 1, 1, 2):
        marks.add(at(epoch))

    assert marks.array().tolist() == [1, 2]


def test_the_newest_marks_are_kept():
    marks = Marks()
    for epoch in range(1, MAX_MARKS + 9):
        marks.add(at(epoch))

    assert marks.array().tolist() == list(range(9, MAX_MARKS + 9))


def test_dragging_a_weight_leaves_one_mark():
    marks = Marks()
    for i in range(30):
        marks.add_edit(at(1 + i), now=0.1 * i)
    marks.add_edit(at(40), now=3.0 + EDIT_SECONDS)

    assert marks.array().tolist() == [1, 40]
