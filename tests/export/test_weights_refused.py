"""Weights files that are broken, foreign or hostile: one sentence each, and nothing large is ever allocated."""

import io
import json
import math
import pickle
import struct
import tracemalloc

import numpy as np
import pytest
import torch
from hypothesis import example, given, settings
from hypothesis import strategies as st

from playground.config import BatchNormConfig, Experiment, LinearConfig, ModelConfig
from playground.engine.build import build_trainer
from playground.export.tensor_file import MAX_BYTES
from playground.export.weights import read_weights, write_weights

FOREIGN = "; accepted: a .safetensors file that this page wrote"


def make_file():
    model = ModelConfig(layers=(LinearConfig(units=3), BatchNormConfig()))
    trainer = build_trainer(Experiment(model=model))
    trainer.advance(5)
    rows = np.arange(6.0)
    history = {"step": rows, "epoch": rows / 22, "train_loss": rows + 0.5, "test_loss": rows + 0.25}
    return write_weights(trainer.experiment, trainer.network.state_dict(), trainer.step, trainer.epoch, history)


GOOD = make_file()


def split(data=GOOD):
    (length,) = struct.unpack("<Q", data[:8])
    return json.loads(data[8 : 8 + length]), data[8 + length :]


def join(header, body):
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + body


def edited(edit):
    """The good file with its header changed by `edit(header)`."""
    header, body = split()
    edit(header)
    return join(header, body)


def with_text(name, value):
    return edited(lambda header: header["__metadata__"].update({name: value}))


def with_entry(name, **changes):
    return edited(lambda header: header[name].update(changes))


def with_value(name, value):
    """The good file with the first number of a tensor changed."""
    header, body = split()
    start = header[name]["data_offsets"][0]
    return join(header, body[:start] + struct.pack("<f", value) + body[start + 4 :])


def refusal_of(data):
    """The sentence of the ValueError that reading raises, or nothing; any other exception fails the test."""
    try:
        read_weights(data)
    except ValueError as error:
        return str(error)
    return ""


def saved(value):
    buffer = io.BytesIO()
    torch.save(value, buffer)
    return buffer.getvalue()


class Bomb:
    def __reduce__(self):
        return exec, ("raise SystemError('unpickled')",)


BAD = {
    "empty": (b"", "the weights file is no .safetensors file, or cut off within its header (0 bytes)" + FOREIGN),
    "pickle": (pickle.dumps(Bomb()), "the weights file is a pickle, which could run code" + FOREIGN),
    "torch.save": (
        saved({"0.weight": torch.ones(2)}),
        "the weights file is a zip archive such as torch.save writes" + FOREIGN,
    ),
    "keras": (b"\x89HDF\r\n\x1a\n" + bytes(90), "the weights file is an HDF5 file" + FOREIGN),
    "text": (b'{"version": 1, "seed": 42}', "the weights file is no .safetensors file, or cut off within its header"),
    "too large": (bytes(MAX_BYTES + 1), "the weights file has 8,000,001 bytes; accepted: at most 8,000,000"),
    "no header": (join(b"", b""), "the header of the weights file is no JSON object" + FOREIGN),
    "endless header": (
        struct.pack("<Q", 2**63) + GOOD[8:],
        "the weights file is no .safetensors file, or cut off within its header",
    ),
    "cut in the header": (GOOD[:300], "the weights file is no .safetensors file, or cut off within its header"),
    "header of other bytes": (join(b"\xff\xfe{}", b""), "the header of the weights file is no JSON object" + FOREIGN),
    "header of a list": (join([], b""), "the header of the weights file is no JSON object" + FOREIGN),
    "deep header": (join(b"[" * 100_000, b""), "the header of the weights file is no JSON object" + FOREIGN),
    "huge number": (
        join(b'{"a":' + b"9" * 5000 + b"}", b""),
        "the header of the weights file is no JSON object" + FOREIGN,
    ),
    "foreign": (
        edited(lambda header: header.pop("__metadata__")),
        "the weights file comes from another program, without its experiment" + FOREIGN,
    ),
    "foreign metadata": (
        edited(lambda header: header.update(__metadata__="pt")),
        "the weights file comes from another program, without its experiment" + FOREIGN,
    ),
    "version": (with_text("version", "2"), "version of the weights file is '2'; accepted: '1'"),
    "no text": (with_text("step", 5), "'step' of the weights file is 5; accepted: a text"),
    "no experiment": (with_text("experiment", ""), "the text '' is no JSON at line 1, column 1: "),
    "bad experiment": (with_text("experiment", '{"seed": -1}'), "seed is -1; accepted: "),
    "unknown name": (
        with_text("experiment", '{"optimizer": {"name": "adamm"}}'),
        "optimizer.name is 'adamm'; accepted: ",
    ),
    "other experiment": (with_text("experiment", "{}"), "the weights file lacks the tensor '4.weight'; accepted: "),
    "negative step": (with_text("step", "-5"), "step is '-5'; accepted: a number from 0 to 1,000,000,000"),
    "half a step": (with_text("step", "5.5"), "step is '5.5'; accepted: a whole number"),
    "step of words": (with_text("step", "five"), "step is 'five'; accepted: a number from 0 to 1,000,000,000"),
    "endless epoch": (with_text("epoch", "inf"), "epoch is 'inf'; accepted: a number from 0 to 1,000,000,000"),
    "no epoch": (
        edited(lambda header: header["__metadata__"].pop("epoch")),
        "epoch is None; accepted: a number from 0 to 1,000,000,000",
    ),
    "no history": (with_text("history", "?"), "history is '?'; accepted: a list of at most 240 rows"),
    "long history": (
        with_text("history", json.dumps([[i, i, 0, 0] for i in range(241)])),
        "history is '[[0, 0, 0, 0], [1, 1, 0, 0], [2, 2, 0, 0], [3, 3, 0, 0],...; accepted: a list of at most 240",
    ),
    "short row": (with_text("history", "[[0, 0, 1]]"), "history[0] is [0, 0, 1]; accepted: step, epoch and two losses"),
    "wordy row": (with_text("history", '[["0", 0, 1, 1]]'), "history[0] is ['0', 0, 1, 1]; accepted: step, epoch and"),
    "huge loss": (with_text("history", f"[[0, 0, 1{'0' * 400}, 1]]"), "history[0] is [0, 0, 1000"),
    "half a row's step": (with_text("history", "[[0.5, 0, 1, 1]]"), "the step of history[0] is 0.5; accepted: a whole"),
    "history backwards": (
        with_text("history", "[[3, 0, 1, 1], [2, 0, 1, 1]]"),
        "the steps of history are not in order; accepted: rising ones, none above 5",
    ),
    "history of the future": (
        with_text("history", "[[6, 0, 1, 1]]"),
        "the steps of history are not in order; accepted",
    ),
    "missing tensor": (
        edited(lambda header: header.pop("0.bias")),
        "the weights file lacks the tensor '0.bias'; accepted: all tensors of its network",
    ),
    "unknown tensor": (
        edited(lambda header: header.update({"9.x": header["0.bias"]})),
        "the weights file holds the tensor '9.x'; accepted: those of its network only",
    ),
    "no entry": (
        edited(lambda header: header.update({"0.bias": []})),
        "the tensor '0.bias' is of type None; accepted: 'F32'",
    ),
    "other type": (with_entry("0.bias", dtype="F64"), "the tensor '0.bias' is of type 'F64'; accepted: 'F32'"),
    "other shape": (
        with_entry("0.weight", shape=[2, 3]),
        "the tensor '0.weight' has the shape [2, 3]; accepted: [3, 2]",
    ),
    "a thousand million": (
        with_entry("0.weight", shape=[10**9], data_offsets=[0, 4 * 10**9]),
        "the tensor '0.weight' has the shape [1000000000]; accepted: [3, 2]",
    ),
    "offsets of a thousand million": (
        with_entry("0.weight", data_offsets=[0, 4 * 10**9]),
        "the tensor '0.weight' lies at bytes [0, 4000000000]; accepted: a range of 24 bytes",
    ),
    "offsets beyond the end": (
        with_entry("0.weight", data_offsets=[10**12, 10**12 + 24]),
        "the tensor '2.bias' begins at byte 36; accepted: 12, the end of the one before",
    ),
    "negative offsets": (
        with_entry("0.weight", data_offsets=[-24, 0]),
        "the tensor '0.weight' begins at byte -24; accepted: 0, the end of the one before",
    ),
    "overlapping": (
        edited(lambda header: header["0.bias"].update(data_offsets=header["2.bias"]["data_offsets"][:1] * 2)),
        "the tensor '0.bias' lies at bytes ",
    ),
    "same place": (
        edited(lambda header: header["2.bias"].update(data_offsets=header["2.weight"]["data_offsets"])),
        "the tensor '2.running_mean' begins at byte 48; accepted: 36, the end of the one before",
    ),
    "cut short": (GOOD[:-4], "the weights file is cut short or changed: it holds "),
    "longer": (GOOD + b"more", "the weights file is cut short or changed: it holds "),
    "not a number": (
        with_value("0.weight", math.nan),
        "the tensor '0.weight' holds values that are not finite; accepted: finite numbers",
    ),
    "infinite": (
        with_value("3.bias", -math.inf),
        "the tensor '3.bias' holds values that are not finite; accepted: finite numbers",
    ),
    "negative variance": (
        with_value("2.running_var", -1.0),
        "the tensor '2.running_var' holds a negative variance; accepted: 0 or more",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_file_is_refused_in_one_sentence(name):
    data, sentence = BAD[name]
    tracemalloc.start()
    refusal = refusal_of(data)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert refusal.startswith(sentence)
    assert "; accepted: " in refusal
    assert len(refusal) < 400
    assert len(refusal.splitlines()) == 1
    assert most < 20_000_000


def test_refusal_leaves_nothing_on_disk(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for data, _ in BAD.values():
        refusal_of(data)

    assert list(tmp_path.iterdir()) == []


@settings(max_examples=1000, derandomize=True)
@given(
    st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 255)), min_size=1, max_size=4),
    st.integers(0, len(GOOD)),
)
@example([(8, ord("["))], len(GOOD))
def test_changed_bytes_are_refused_or_give_a_sound_file(changes, length):
    data = bytearray(GOOD)
    for place, value in changes:
        data[place] = value
    data = bytes(data[:length] if length % 3 == 0 else data)

    refusal = refusal_of(data)
    if refusal:
        assert "; accepted: " in refusal
        assert len(refusal.splitlines()) == 1
        assert len(refusal) < 400
    else:
        file = read_weights(data)
        assert all(tensor.isfinite().all() for tensor in file.weights.values())
        network = build_trainer(file.experiment).network
        network.load_state_dict(file.weights)
