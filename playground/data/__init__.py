"""Data sets, distributions to imitate, the network's inputs, and the reader's own tables."""

from playground.data.dataset import Dataset, load_dataset
from playground.data.distributions import (
    DISTRIBUTIONS,
    Distribution,
    DistributionSpec,
    draw_real_pairs,
    load_distribution,
    preview_distribution,
)
from playground.data.features import FEATURES, FeatureSpec, compute_features, usable_features
from playground.data.registry import DATASETS, describe_data
from playground.data.spec import DatasetSpec, Header
from playground.data.tabular import (
    Choice,
    Table,
    explain_choice,
    is_numeric,
    make_own,
    points_to_csv,
    read_table,
    suggest,
)

__all__ = [
    "DATASETS",
    "DISTRIBUTIONS",
    "FEATURES",
    "Choice",
    "Dataset",
    "DatasetSpec",
    "Distribution",
    "DistributionSpec",
    "FeatureSpec",
    "Header",
    "Table",
    "compute_features",
    "describe_data",
    "draw_real_pairs",
    "explain_choice",
    "is_numeric",
    "load_dataset",
    "load_distribution",
    "make_own",
    "points_to_csv",
    "preview_distribution",
    "read_table",
    "suggest",
    "usable_features",
]
