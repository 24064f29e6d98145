"""The networks of a GAN's script: two nn.Sequential with the initial weights of the playground."""

from __future__ import annotations

import re

from playground.export.code.script import Section
from playground.export.gan.job import GanJob
from playground.export.pytorch.network import RESIDUAL, has_residual, write_model

DROPOUT = '''\
class Dropout(nn.Module):
    """As nn.Dropout, with a random generator of its own: each player draws its own masks."""

    def __init__(self, rate, rng):
        super().__init__()
        self.kept, self.rng = 1 - rate, rng

    def forward(self, X):
        if not self.training:
            return X
        mask = torch.empty_like(X).bernoulli_(self.kept, generator=self.rng)
        return X * (mask * (1 / self.kept if self.kept else 0))
'''
_DROPOUT = re.compile(r"nn\.Dropout\((.*?)\)")


def write_networks(job: GanJob) -> Section:
    """``generator`` and ``discriminator``."""
    experiment, d = job.experiment, job.n_features
    ends = {"generator": (experiment.noise.size, d), "discriminator": (d, 1)}
    models = {"generator": experiment.generator.model, "discriminator": experiment.discriminator.model}
    blocks = [RESIDUAL] if any(map(has_residual, models.values())) else []
    blocks += [DROPOUT] if any(job.has_layer(name, "dropout") for name in models) else []
    for name, model in models.items():
        masks = ""
        if job.has_layer(name, "dropout"):
            masks = f"{name}_masks = torch.Generator().manual_seed({job.derive_seed(name, 'dropout')})\n"
        written = write_model(name, model, ends[name], job.derive_seed(name, "weights"))
        blocks += [masks + _DROPOUT.sub(rf"Dropout(\1, {name}_masks)", written[0]), *written[1:]]
    noise = "one number" if experiment.noise.size == 1 else f"{experiment.noise.size} numbers"
    summary = f"The generator turns {noise} of noise into a sample, the discriminator scores samples."
    return Section(name="Networks", summary=summary, blocks=tuple(blocks))
