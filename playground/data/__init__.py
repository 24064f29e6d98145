"""Data sets: registry name -> how its points are drawn."""

from playground.data.dataset import Dataset, load_dataset
from playground.data.planar import DATASETS, DatasetSpec

__all__ = ["DATASETS", "Dataset", "DatasetSpec", "load_dataset"]
