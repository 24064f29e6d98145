"""The history as a table: numbers come back to the last digit."""

import csv
import io
import math

import numpy as np

from playground.export.history_csv import history_to_csv


def history(**columns):
    return {name: np.array(values, dtype=float) for name, values in columns.items()}


def test_numbers_come_back_to_the_last_digit():
    losses = [0.1 + 0.2, 1e-300, 12345678.000000001]
    text = history_to_csv(history(step=[0, 1, 22], epoch=[0, 1 / 22, 1], train_loss=losses, test_loss=losses[::-1]))
    rows = list(csv.DictReader(io.StringIO(text)))

    assert [float(row["train_loss"]) for row in rows] == losses
    assert [float(row["epoch"]) for row in rows] == [0, 1 / 22, 1]
    assert [row["step"] for row in rows] == ["0", "1", "22"]


def test_what_was_not_measured_is_an_empty_cell():
    text = history_to_csv(history(step=[0], epoch=[0], train_loss=[0.5], test_loss=[math.nan]))

    assert text == "step,epoch,train_loss,test_loss\n0,0.0,0.5,\n"


def test_every_recorded_column_is_there_also_the_band_of_an_ensemble():
    columns = history(step=[3], epoch=[1], train_loss=[0.5], test_loss=[0.25], test_loss_low=[0.2])

    assert history_to_csv(columns) == "step,epoch,train_loss,test_loss,test_loss_low\n3,1.0,0.5,0.25,0.2\n"
