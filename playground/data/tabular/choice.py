"""Choice: which columns of a table are learned, and as what."""

from __future__ import annotations

from dataclasses import dataclass

from playground.checks import show
from playground.config import MAX_CLASSES
from playground.data.tabular.cells import is_gap, parse_number
from playground.data.tabular.table import Table

TASKS = ("classification", "regression")

_TARGET_NAMES = {"target", "class", "label", "species"}
_MOSTLY = 0.8  # share of a column's cells that must be numbers for it to be one of numbers


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """What to learn from a table.

    Parameters
    ----------
    target : str
        The column that is predicted.
    features : tuple of str
        The columns that it is predicted from: two, or one for a regression.
    task : {"classification", "regression"}
        Whether the target's values are classes or numbers.
    """

    target: str
    features: tuple[str, ...]
    task: str


def is_numeric(table: Table, name: str) -> bool:
    """Whether a column is one of numbers: four of five cells that are no gaps hold one.

    Raises
    ------
    ValueError
        There is no such column.
    """
    cells = [cell for cell in table.column(name) if not is_gap(cell)]
    n_numbers = sum(parse_number(cell, table.delimiter) is not None for cell in cells)
    return n_numbers > 0 and n_numbers >= _MOSTLY * len(cells)


def suggest(table: Table, target: str = "") -> Choice:
    """A choice that probably makes sense: the target by its name or its few values, the first numbers as features.

    Parameters
    ----------
    table : Table
    target : str
        The target, if that is chosen already.

    Raises
    ------
    ValueError
        There are too few columns of numbers.
    """
    numeric = [name for name in table.columns if is_numeric(table, name)]
    target = target or _find_target(table, numeric)
    is_class = target not in numeric or _looks_like_classes(table, target)
    others = [name for name in numeric if name != target]
    features = tuple(([name for name in others if not _counts_rows(table, name)] + others)[:2])
    features = features if len(set(features)) == 2 else tuple(others[:2])
    if is_class and len(features) == 1 and target in numeric:
        is_class = False
    task = "classification" if is_class else "regression"
    choice = Choice(target=target, features=features, task=task)
    check_choice(table, choice)
    return choice


def explain_choice(table: Table, choice: Choice) -> list[str]:
    """A sentence on the column of texts that would be learned if its classes were not too many, if there is one."""
    if choice.task != "regression":
        return []
    counts = {name: len({cell for cell in table.column(name) if not is_gap(cell)}) for name in table.columns}
    texts = [name for name in table.columns if not is_numeric(table, name)]
    crowded = [name for name in texts if counts[name] > MAX_CLASSES and 2 * counts[name] <= len(table.cells)]
    if not crowded:
        return []
    name = next((name for name in crowded if name.casefold() in _TARGET_NAMES), crowded[-1])
    return [
        f"The column {show(name)} holds {counts[name]} classes, and at most {MAX_CLASSES} can be learned: so the "
        f"numbers of {show(choice.target)} are predicted instead."
    ]


def check_choice(table: Table, choice: Choice) -> None:
    """Check that a choice can be learned from a table.

    Raises
    ------
    ValueError
        A column is not there, stands twice or does not hold numbers, or there are too few features.
    """
    if choice.task not in TASKS:
        raise ValueError(f"the task is {show(choice.task)}; accepted: {', '.join(TASKS)}")
    names = (*choice.features, choice.target)
    least = 2 if choice.task == "classification" else 1
    if not least <= len(choice.features) <= 2:
        n, wanted = len(choice.features), "two for classes, one or two for a regression"
        raise ValueError(
            f"the table offers {n} columns of numbers beside the target {show(choice.target)}; accepted: {wanted}"
        )
    for name in names:
        table.column(name)
        if names.count(name) > 1:
            raise ValueError(f"the column {show(name)} is chosen twice; accepted: each column once")
    for name in names if choice.task == "regression" else choice.features:
        if not is_numeric(table, name):
            raise ValueError(f"the column {show(name)} holds {_describe(table, name)}; accepted: a column of numbers")


def _find_target(table: Table, numeric: list[str]) -> str:
    """The last column with a target's name, else the last of a few texts, else the last of numbers."""
    columns = [name for name in table.columns if not set(table.column(name)) <= {"train", "test"}] or table.columns
    texts = [name for name in columns if name not in numeric and _looks_like_classes(table, name)]
    by_name = [name for name in columns if name.casefold() in _TARGET_NAMES and name in (*texts, *numeric)]
    return (by_name or texts or numeric or columns)[-1]


def _looks_like_classes(table: Table, name: str) -> bool:
    """Whether a column has two to six different values that repeat: text, or whole numbers each twice on average."""
    cells = [cell for cell in table.column(name) if not is_gap(cell)]
    values = set(cells)
    if not 2 <= len(values) <= MAX_CLASSES or len(cells) == len(values):
        return False
    numbers = [parse_number(value, table.delimiter) for value in values]
    are_texts = None in numbers
    return are_texts or (len(cells) >= 2 * len(values) and all(number == int(number) for number in numbers if number))


def _counts_rows(table: Table, name: str) -> bool:
    """Whether a column numbers the rows."""
    numbers = [parse_number(cell, table.delimiter) for cell in table.column(name)[:1000]]
    return numbers in (list(range(len(numbers))), list(range(1, len(numbers) + 1)))


def _describe(table: Table, name: str) -> str:
    texts = [cell for cell in table.column(name) if not is_gap(cell)]
    return f"text such as {show(texts[0])}" if texts else "gaps only"
