"""The same training as anybody would write it in PyTorch: nn.Sequential, autograd, torch.optim.

Only the random draws are the engine's: initial weights, the order of the batches and dropout's masks come from
(seed, purpose).
"""

import torch
from torch import nn
from torch.optim import lr_scheduler

from playground.data import compute_features, load_dataset, usable_features
from playground.seeding import derive_seed

ACTIVATIONS = {
    "linear": nn.Identity,
    "relu": nn.ReLU,
    "leaky_relu": nn.LeakyReLU,
    "sigmoid": nn.Sigmoid,
    "tanh": nn.Tanh,
    "elu": nn.ELU,
    "gelu": nn.GELU,
    "silu": nn.SiLU,
    "softplus": nn.Softplus,
}
OPTIMIZERS = {
    "sgd": lambda p, c: torch.optim.SGD(p, lr=c.learning_rate),
    "momentum": lambda p, c: torch.optim.SGD(p, lr=c.learning_rate, momentum=c.momentum),
    "nesterov": lambda p, c: torch.optim.SGD(p, lr=c.learning_rate, momentum=c.momentum, nesterov=True),
    "rmsprop": lambda p, c: torch.optim.RMSprop(p, lr=c.learning_rate),
    "adagrad": lambda p, c: torch.optim.Adagrad(p, lr=c.learning_rate),
    "adadelta": lambda p, c: torch.optim.Adadelta(p, lr=c.learning_rate),
    "adam": lambda p, c: torch.optim.Adam(p, lr=c.learning_rate),
    "adamw": lambda p, c: torch.optim.AdamW(p, lr=c.learning_rate, weight_decay=c.weight_decay),
    "nadam": lambda p, c: torch.optim.NAdam(p, lr=c.learning_rate),
    "amsgrad": lambda p, c: torch.optim.Adam(p, lr=c.learning_rate, amsgrad=True),
}
SCHEDULERS = {
    "constant": lambda o, c, epochs: lr_scheduler.ConstantLR(o, factor=1.0),
    "step": lambda o, c, epochs: lr_scheduler.StepLR(o, c.every, c.factor),
    "cosine": lambda o, c, epochs: lr_scheduler.CosineAnnealingLR(o, epochs),
    "exponential": lambda o, c, epochs: lr_scheduler.ExponentialLR(o, c.factor ** (1 / c.every)),
    "warmup": lambda o, c, epochs: lr_scheduler.LambdaLR(o, lambda epoch: min(1, (epoch + 1) / c.every)),
    "plateau": lambda o, c, epochs: lr_scheduler.ReduceLROnPlateau(o, factor=c.factor, patience=c.every),
}


class Residual(nn.Module):
    """Adds its input to what the inner module makes of it."""

    def __init__(self, inner):
        super().__init__()
        self.inner = inner

    def forward(self, X):
        return self.inner(X) + X


class SmoothedBCE(nn.Module):
    """Binary cross-entropy whose targets are s/2 and 1 - s/2."""

    def __init__(self, smoothing):
        super().__init__()
        self.smoothing = smoothing

    def forward(self, logits, y):
        return nn.functional.binary_cross_entropy_with_logits(logits, y * (1 - self.smoothing) + self.smoothing / 2)


class BinaryHinge(nn.Module):
    """Targets 0 and 1 become -1 and 1."""

    def forward(self, scores, y):
        return nn.functional.relu(1 - (2 * y - 1) * scores).mean()


def build_criterion(config, n_outputs):
    hinge = BinaryHinge if n_outputs == 1 else nn.MultiMarginLoss
    criteria = {
        "binary_cross_entropy": lambda: SmoothedBCE(config.label_smoothing),
        "cross_entropy": lambda: nn.CrossEntropyLoss(label_smoothing=config.label_smoothing),
        "hinge": hinge,
        "mse": nn.MSELoss,
        "mae": nn.L1Loss,
        "huber": nn.HuberLoss,
    }
    return criteria[config.loss]()


def build_layer(layer, n_inputs):
    if layer.kind == "dropout":
        return nn.Dropout(layer.rate)
    if layer.kind == "linear":
        module = nn.Sequential(nn.Linear(n_inputs, layer.units), ACTIVATIONS[layer.activation]())
        return Residual(module) if layer.residual else module
    norm = {"batch_norm": nn.BatchNorm1d, "layer_norm": nn.LayerNorm}[layer.kind](n_inputs)
    return nn.Sequential(norm, ACTIVATIONS[layer.activation]())


def build_model(experiment, n_inputs, n_outputs):
    """nn.Sequential with nn.Linear's default draws, from the experiment's own generator."""
    generator = torch.Generator().manual_seed(derive_seed(experiment.seed, "weights"))
    layers = []
    for layer in experiment.model.layers:
        layers.append(build_layer(layer, n_inputs))
        n_inputs = getattr(layer, "units", n_inputs)
    model = nn.Sequential(*layers, nn.Linear(n_inputs, n_outputs))
    for linear in linears_of(model):
        bound = linear.in_features**-0.5
        nn.init.uniform_(linear.weight, -bound, bound, generator=generator)
        nn.init.uniform_(linear.bias, -bound, bound, generator=generator)
    return model


def linears_of(model):
    return [module for module in model.modules() if isinstance(module, nn.Linear)]


def compute_penalty(model, config):
    weights = torch.cat([linear.weight.flatten() for linear in linears_of(model)])
    return config.l1 * weights.abs().sum() + config.l2 / 2 * weights.square().sum()


def load_points(experiment):
    """(X_train, y_train), (X_test, y_test) as tensors, and the number of outputs."""
    dataset = load_dataset(experiment.data, experiment.seed)
    names = usable_features(experiment.model.inputs, len(dataset.feature_names))
    parts = []
    for X, y in ((dataset.X_train, dataset.y_train), (dataset.X_test, dataset.y_test)):
        targets = torch.tensor(y) if dataset.n_outputs > 1 else torch.tensor(y).float().unsqueeze(1)
        parts.append((compute_features(names, torch.tensor(X)), targets))
    return *parts, dataset.n_outputs


def train(experiment, n_epochs):
    """(train_loss, test_loss) after each epoch; the global generator is left as it was."""
    with torch.random.fork_rng():
        return list(_train(experiment, n_epochs))


def _train(experiment, n_epochs):
    (X_train, y_train), (X_test, y_test), n_outputs = load_points(experiment)
    model = build_model(experiment, X_train.shape[1], n_outputs)
    torch.manual_seed(derive_seed(experiment.seed, "dropout"))  # of nn.Dropout's masks
    optimizer = OPTIMIZERS[experiment.optimizer.name](model.parameters(), experiment.optimizer)
    scheduler = SCHEDULERS[experiment.schedule.name](optimizer, experiment.schedule, experiment.training.epochs)
    criterion = build_criterion(experiment.objective, n_outputs)
    generator = torch.Generator().manual_seed(derive_seed(experiment.seed, "batches"))
    for _ in range(n_epochs):
        model.train()
        for batch in torch.randperm(len(X_train), generator=generator).split(experiment.training.batch_size):
            optimizer.zero_grad()
            loss = criterion(model(X_train[batch]), y_train[batch])
            (loss + compute_penalty(model, experiment.objective)).backward()
            if experiment.optimizer.clip_norm > 0:
                nn.utils.clip_grad_norm_(model.parameters(), experiment.optimizer.clip_norm)
            optimizer.step()
        model.eval()
        with torch.no_grad():
            train_loss = criterion(model(X_train), y_train).item()
            test_loss = criterion(model(X_test), y_test).item()
        scheduler.step(*[train_loss] if experiment.schedule.name == "plateau" else [])
        yield train_loss, test_loss
