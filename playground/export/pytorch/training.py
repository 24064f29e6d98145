"""The training loop of a PyTorch script: only what the experiment needs."""

from __future__ import annotations

import textwrap

from playground.export.code.describe import describe_training
from playground.export.code.job import Job
from playground.export.code.script import Section
from playground.export.code.spelling import SCHEDULES, spell_loss, spell_optimizer

ACCURACY = {
    "binary": "((outputs > 0) == (y_test > 0)).float().mean()",
    "multiclass": "(outputs.argmax(dim=1) == y_test).float().mean()",
}
WEIGHTS_FILE = """\
# To take the weights from a file of the playground instead of training:
# from safetensors.torch import load_file
# model.load_state_dict(load_file("weights.safetensors"))
"""


def write_training(job: Job) -> Section:
    """Loss, optimizer, and the loop over epochs."""
    loop = _write_steps(job) + "\n" + _write_evaluation(job) + _write_after_epoch(job)
    epochs = f"for epoch in range(1, {job.experiment.training.epochs + 1}):\n"
    criterion = _write_criterion(job)
    setup = _write_optimizer(job) + _write_weights(job) + _write_generators(job) + _write_best(job)
    # What is defined stands alone, what is assigned joins the other assignments.
    first = (criterion, setup) if criterion.startswith("def") else (criterion + setup,)
    blocks = (*first, epochs + textwrap.indent(loop, "    "), WEIGHTS_FILE)
    return Section(name="Training", summary=describe_training(job), blocks=blocks)


def _write_criterion(job: Job) -> str:
    smoothing = job.experiment.objective.label_smoothing
    spelled = spell_loss(job).pytorch.format(smoothing=smoothing)
    return spelled if spelled.startswith("def") else f"criterion = {spelled}\n"


def _write_optimizer(job: Job) -> str:
    schedule = job.experiment.schedule
    code = f"optimizer = torch.optim.{spell_optimizer(job.experiment.optimizer, 'model.parameters()')}\n"
    spelled = SCHEDULES[schedule.name].pytorch.format(
        every=schedule.every, factor=schedule.factor, epochs=job.experiment.training.epochs
    )
    return code + (f"scheduler = lr_scheduler.{spelled}\n" if spelled else "")


def _write_generators(job: Job) -> str:
    code = f"generator = torch.Generator().manual_seed({job.derive_seed('batches')})  # the order of the batches\n"
    if job.has_layer("dropout"):
        code += f"torch.manual_seed({job.derive_seed('dropout')})  # the units that dropout silences\n"
    return code


def _write_weights(job: Job) -> str:
    """What penalties apply to."""
    objective = job.experiment.objective
    code = (
        "# The penalty applies to weights only: biases, and what norms learn, are free\n"
        "weights = [layer.weight for layer in model.modules() if isinstance(layer, nn.Linear)]\n"
    )
    return code if objective.l1 or objective.l2 else ""


def _write_best(job: Job) -> str:
    return 'best_loss, best_epoch = float("inf"), 0\n' if _has_patience(job) else ""


def _write_steps(job: Job) -> str:
    """One pass over the training set."""
    clip_norm = job.experiment.optimizer.clip_norm
    lines = [
        "optimizer.zero_grad()  # backward() adds to what is there",
        "loss = criterion(model(X_train[batch]), y_train[batch])",
    ]
    lines += _list_penalties(job)
    lines += ["loss.backward()"]
    lines += [f"nn.utils.clip_grad_norm_(model.parameters(), {clip_norm})"] if clip_norm else []
    lines += ["optimizer.step()"]
    mode = "model.train()  # dropout and batch norm act differently while training\n"
    return (
        (mode if job.has_layer("dropout", "batch_norm") else "")
        + _write_order(job)
        + "".join(f"    {line}\n" for line in lines)
    )


def _write_order(job: Job) -> str:
    """The loop over the batches of an epoch."""
    size, order = job.experiment.training.batch_size, "torch.randperm(len(X_train), generator=generator)"
    if job.has_layer("batch_norm") and job.n_train > size and job.n_train % size == 1:
        return (
            f"order = {order}\n"
            "# Batch norm compares points: a last one that is alone joins the batch before it\n"
            f"for batch in order.tensor_split(tuple(range({size}, len(order) - 1, {size}))):\n"
        )
    return f"for batch in {order}.split({size}):\n"


def _list_penalties(job: Job) -> list[str]:
    objective = job.experiment.objective
    sums = {"w.abs().sum()": objective.l1, "w.square().sum() / 2": objective.l2}
    return [f"loss = loss + {strength} * sum({norm} for w in weights)" for norm, strength in sums.items() if strength]


def _write_evaluation(job: Job) -> str:
    """Losses and score of the whole sets, printed."""
    lines, printed = ["train_loss = criterion(model(X_train), y_train)"], []
    if job.n_test:
        lines += ["outputs = model(X_test)", "test_loss = criterion(outputs, y_test)"]
        printed.append("test loss {test_loss:.6f}")
    if job.score:
        r2 = "1 - nn.functional.mse_loss(outputs, y_test) / y_test.var(correction=0)"
        lines.append(f"test_{job.score} = {ACCURACY.get(job.header.task, r2)}")
        printed.append(f"test {job.score} {{test_{job.score}:.3f}}")
    return (
        "# Over all points with the weights of now, not averaged over the batches of the epoch\n"
        + ("model.eval()\n" if job.has_layer("dropout", "batch_norm") else "")
        + "with torch.no_grad():\n"
        + "".join(f"    {line}\n" for line in lines)
        + _write_print(job, "  ".join(printed))
    )


def _write_print(job: Job, test: str) -> str:
    train = f"epoch {{epoch:{len(str(job.experiment.training.epochs))}}}  train loss {{train_loss:.6f}}"
    return f'print(\n    f"{train}  "\n    f"{test}"\n)\n' if test else f'print(f"{train}")\n'


def _write_after_epoch(job: Job) -> str:
    """What the end of an epoch decides: the next learning rate, and whether to go on."""
    name, training = job.experiment.schedule.name, job.experiment.training
    code = ""
    if SCHEDULES[name].pytorch:
        code += f"scheduler.step({'train_loss' if name == 'plateau' else ''})\n"
    if training.target_loss and job.n_test:
        code += f"if test_loss <= {training.target_loss}:\n    break\n"
    if training.target_score and job.score:
        code += f"if test_{job.score} >= {training.target_score}:\n    break\n"
    if _has_patience(job):
        code += _write_patience(training.patience)
    return code


def _write_patience(patience: int) -> str:
    return f"""\
if test_loss < best_loss:
    best_loss, best_epoch = test_loss, epoch
    best_state = copy.deepcopy(model.state_dict())
elif epoch - best_epoch >= {patience}:
    print(f"No better for {patience} epochs: back to the weights of epoch {{best_epoch}}.")
    model.load_state_dict(best_state)
    break
"""


def _has_patience(job: Job) -> bool:
    return bool(job.experiment.training.patience and job.n_test)
