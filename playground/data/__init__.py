"""Data sets, the network's inputs, and the reader's own tables."""

from playground.data.dataset import Dataset, load_dataset
from playground.data.features import FEATURES, FeatureSpec, compute_features, usable_features
from playground.data.registry import DATASETS, describe_data
from playground.data.spec import DatasetSpec, Header
from playground.data.tabular import (
    Choice,
    Table,
    is_numeric,
    make_own,
    points_to_csv,
    read_table,
    suggest,
)

__all__ = [
    "DATASETS",
    "FEATURES",
    "Choice",
    "Dataset",
    "DatasetSpec",
    "FeatureSpec",
    "Header",
    "Table",
    "compute_features",
    "describe_data",
    "is_numeric",
    "load_dataset",
    "make_own",
    "points_to_csv",
    "read_table",
    "suggest",
    "usable_features",
]
