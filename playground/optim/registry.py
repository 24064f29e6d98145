"""Optimizers by name; they agree with `torch.optim` to float rounding."""

from __future__ import annotations

from dataclasses import dataclass

from playground.optim import rules


@dataclass(frozen=True, kw_only=True, slots=True)
class OptimizerSpec:
    """One optimizer of the registry.

    Parameters
    ----------
    update : callable
        ``update(params, grads, slots, t, rate, config, divide)`` changes `params` and `slots` in place, at the
        learning rate of this step; see `playground.optim.rules`.
    slots : tuple of str
        Names of the running quantities that the rule keeps, each shaped like the parameters, 0 at the start.
    uses : tuple of str
        Fields of `OptimizerConfig` that the rule reads besides the learning rate.
    """

    label: str
    summary: str
    formula: str
    update: rules.Rule
    slots: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    reference: str = ""


OPTIMIZERS: dict[str, OptimizerSpec] = {
    "sgd": OptimizerSpec(
        label="SGD",
        summary="A step straight down the gradient of one batch.",
        formula=r"\theta \leftarrow \theta - \eta g",
        update=rules.sgd,
        reference="Robbins and Monro, A stochastic approximation method (1951)",
    ),
    "momentum": OptimizerSpec(
        label="Momentum",
        summary="Keeps rolling: each step adds to a fading sum of the earlier ones.",
        formula=r"v \leftarrow \mu v + g, \quad \theta \leftarrow \theta - \eta v",
        update=rules.momentum,
        slots=("velocity",),
        uses=("momentum",),
        reference="Polyak, Some methods of speeding up the convergence of iteration methods (1964)",
    ),
    "nesterov": OptimizerSpec(
        label="Nesterov",
        summary="Momentum that looks ahead along its own way before it steps.",
        formula=r"v \leftarrow \mu v + g, \quad \theta \leftarrow \theta - \eta (g + \mu v)",
        update=rules.nesterov,
        slots=("velocity",),
        uses=("momentum",),
        reference="Sutskever, Martens, Dahl and Hinton, On the importance of initialization and momentum (2013)",
    ),
    "rmsprop": OptimizerSpec(
        label="RMSprop",
        summary="Divides each parameter's step by the recent size of its own gradient.",
        formula=r"s \leftarrow 0.99 s + 0.01 g^2, \quad \theta \leftarrow \theta - \eta \frac{g}{\sqrt{s} + \epsilon}",
        update=rules.rmsprop,
        slots=("square",),
        reference="Hinton, Neural networks for machine learning, lecture 6e (2012)",
    ),
    "adagrad": OptimizerSpec(
        label="Adagrad",
        summary="Divides each parameter's step by the size of all its gradients so far: steps only ever shrink.",
        formula=r"s \leftarrow s + g^2, \quad \theta \leftarrow \theta - \eta \frac{g}{\sqrt{s} + \epsilon}",
        update=rules.adagrad,
        slots=("square",),
        reference="Duchi, Hazan and Singer, Adaptive subgradient methods (2011)",
    ),
    "adadelta": OptimizerSpec(
        label="Adadelta",
        summary="Measures its own recent steps and makes the next one as large; a learning rate of 1 is usual.",
        formula=r"d = \frac{\sqrt{u + \epsilon}}{\sqrt{s + \epsilon}} g, \quad "
        r"u \leftarrow 0.9 u + 0.1 d^2, \quad \theta \leftarrow \theta - \eta d",
        update=rules.adadelta,
        slots=("square", "square_step"),
        reference="Zeiler, ADADELTA: an adaptive learning rate method (2012)",
    ),
    "adam": OptimizerSpec(
        label="Adam",
        summary="Momentum and RMSprop together, corrected for their start at zero: a good first choice.",
        formula=r"\theta \leftarrow \theta - \eta \frac{\hat m}{\sqrt{\hat v} + \epsilon}",
        update=rules.adam,
        slots=("mean", "square"),
        reference="Kingma and Ba, Adam: a method for stochastic optimization (2015)",
    ),
    "adamw": OptimizerSpec(
        label="AdamW",
        summary="Adam that also pulls every weight towards zero by a fixed share of each step.",
        formula=r"\theta \leftarrow (1 - \eta \lambda) \theta - \eta \frac{\hat m}{\sqrt{\hat v} + \epsilon}",
        update=rules.adamw,
        slots=("mean", "square"),
        uses=("weight_decay",),
        reference="Loshchilov and Hutter, Decoupled weight decay regularization (2019)",
    ),
    "nadam": OptimizerSpec(
        label="NAdam",
        summary="Adam that looks ahead along its own way, as Nesterov's momentum does.",
        formula=r"\theta \leftarrow \theta - \frac{\eta}{\sqrt{\hat v} + \epsilon} "
        r"\left(\frac{\mu_{t+1} m}{1 - M_{t+1}} + \frac{(1 - \mu_t) g}{1 - M_t}\right)",
        update=rules.nadam,
        slots=("mean", "square"),
        reference="Dozat, Incorporating Nesterov momentum into Adam (2016)",
    ),
    "amsgrad": OptimizerSpec(
        label="AMSGrad",
        summary="Adam that never forgets its largest gradients, so that its steps cannot grow again.",
        formula=r"v_{max} \leftarrow \max(v_{max}, v), \quad "
        r"\theta \leftarrow \theta - \eta \frac{\hat m}{\sqrt{\hat v_{max}} + \epsilon}",
        update=rules.amsgrad,
        slots=("mean", "square", "largest_square"),
        reference="Reddi, Kale and Kumar, On the convergence of Adam and beyond (2018)",
    ),
}
