"""Tables: from the bytes of a CSV file to the reader's own points, and from points to a CSV file.

`read_table` reads the text, `suggest` proposes which columns to learn, `make_own` turns them into points.
"""

from playground.data.tabular.choice import Choice, check_choice, explain_choice, is_numeric, suggest
from playground.data.tabular.own import make_own
from playground.data.tabular.save import points_to_csv
from playground.data.tabular.table import Table, read_table

__all__ = [
    "Choice",
    "Table",
    "check_choice",
    "explain_choice",
    "is_numeric",
    "make_own",
    "points_to_csv",
    "read_table",
    "suggest",
]
