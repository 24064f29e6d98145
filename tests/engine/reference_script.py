"""The same training as anybody would write it in PyTorch: nn.Sequential, autograd, torch.optim.

Only the initial weights and the order of the batches are the engine's: they come from (seed, purpose).
"""

import torch
from torch import nn

from playground.data import load_dataset
from playground.seeding import derive_seed

LAYERS = {
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
    "adam": lambda p, c: torch.optim.Adam(p, lr=c.learning_rate),
    "adamw": lambda p, c: torch.optim.AdamW(p, lr=c.learning_rate, weight_decay=c.weight_decay),
}


def build_model(experiment):
    """nn.Sequential with nn.Linear's default draws, from the experiment's own generator."""
    generator = torch.Generator().manual_seed(derive_seed(experiment.seed, "weights"))
    layers, n_inputs = [], 2
    for layer in experiment.model.layers:
        layers += [nn.Linear(n_inputs, layer.units), LAYERS[layer.activation]()]
        n_inputs = layer.units
    model = nn.Sequential(*layers, nn.Linear(n_inputs, 1))
    for linear in model:
        if isinstance(linear, nn.Linear):
            bound = linear.in_features**-0.5
            nn.init.uniform_(linear.weight, -bound, bound, generator=generator)
            nn.init.uniform_(linear.bias, -bound, bound, generator=generator)
    return model


def train(experiment, n_epochs):
    """(train_loss, test_loss) after each epoch."""
    dataset = load_dataset(experiment.data, experiment.seed)
    X_train, X_test = torch.tensor(dataset.X_train), torch.tensor(dataset.X_test)
    y_train, y_test = torch.tensor(dataset.y_train).float(), torch.tensor(dataset.y_test).float()
    model = build_model(experiment)
    optimizer = OPTIMIZERS[experiment.optimizer.name](model.parameters(), experiment.optimizer)
    criterion = nn.BCEWithLogitsLoss()
    generator = torch.Generator().manual_seed(derive_seed(experiment.seed, "batches"))
    losses = []
    for _ in range(n_epochs):
        for batch in torch.randperm(len(X_train), generator=generator).split(experiment.training.batch_size):
            optimizer.zero_grad()
            loss = criterion(model(X_train[batch]).squeeze(1), y_train[batch])
            loss.backward()
            optimizer.step()
        with torch.no_grad():
            train_loss = criterion(model(X_train).squeeze(1), y_train)
            test_loss = criterion(model(X_test).squeeze(1), y_test)
        losses.append((train_loss.item(), test_loss.item()))
    return losses
