"""The training loop of a GAN's script: only what the experiment needs."""

from __future__ import annotations

import textwrap

from playground.engine.gan.evaluation import EVALUATED
from playground.engine.gan.step import find_penalty
from playground.export.code.script import Section
from playground.export.code.spelling import spell_optimizer
from playground.export.gan.job import GanJob
from playground.export.gan.losses import LOSSES, write_losses
from playground.objectives import GAN_LOSSES
from playground.optim import OPTIMIZERS

INDENT = "    "
NOISE = {
    "normal": "torch.randn(n, {size}, generator=rng)",
    "uniform": "2 * torch.rand(n, {size}, generator=rng) - 1",
}
SLOPES = '''\
def slopes_at(samples):
    """Gradient of D's output of each sample by that sample, to be differentiated once more."""
    samples = samples.detach().requires_grad_()
    (slopes,) = torch.autograd.grad(discriminator(samples).sum(), samples, create_graph=True)
    return slopes
'''
FOLLOW = '''\
def follow(t):
    """Move the average towards the generator after its update number t, at first fast."""
    decay = min({decay}, (1 + t) / (10 + t))
    with torch.no_grad():
        for averaged, trained in zip(average.{tensors}(), generator.{tensors}(), strict=True):
            averaged.lerp_(trained, 1 - decay)
'''
FOLLOW_STATISTICS = '''\
def follow(t):
    """Move the average, with its statistics, towards the generator after its update number t."""
    decay = min({decay}, (1 + t) / (10 + t))
    averaged, trained = average.state_dict(), generator.state_dict()
    for name in averaged:
        if averaged[name].is_floating_point():
            averaged[name].lerp_(trained[name], 1 - decay)
'''


def write_training(job: GanJob) -> Section:
    """Losses, optimizers, and the loop over iterations."""
    parts = [_write_discriminator_step(job), _write_generator_step(job), _write_evaluation(job)]
    loop = "\n".join(part for part in parts if part)
    iterations = job.experiment.training.iterations
    header = f"for iteration in range(1, {iterations + 1}):\n"
    blocks = (*_write_functions(job), _write_setup(job), header + textwrap.indent(loop, INDENT))
    return Section(name="Training", summary=_describe(job), blocks=blocks)


def find_stride(iterations: int) -> int:
    """Iterations between two lines of output."""
    return 50 if iterations >= 1000 else 10 if iterations >= 10 else 1


def _describe(job: GanJob) -> str:
    experiment = job.experiment
    rules = [OPTIMIZERS[player.optimizer.name].label for player in (experiment.generator, experiment.discriminator)]
    label = GAN_LOSSES[experiment.objective.loss].label
    rule = rules[0] if rules[0] == rules[1] else f"{rules[0]} for G and {rules[1]} for D"
    size, iterations = experiment.training.batch_size, experiment.training.iterations
    return f"{label} loss and {rule}, {iterations:,} iterations in batches of {size}."


def _write_functions(job: GanJob) -> list[str]:
    experiment = job.experiment
    noise = NOISE[experiment.noise.distribution].format(size=experiment.noise.size)
    blocks = [f"def draw_noise(n, rng):\n    return {noise}\n", *write_losses(job)]
    if experiment.discriminator.steps and (experiment.objective.r1 or find_penalty(experiment.objective)):
        blocks.append(SLOPES)
    if job.has_average:
        follow = FOLLOW_STATISTICS if job.has_layer("generator", "batch_norm") else FOLLOW
        blocks += ["average = copy.deepcopy(generator).eval()  # the generator that is shown\n"]
        blocks += [follow.format(decay=experiment.training.average, tensors="parameters")]
    return blocks


def _write_setup(job: GanJob) -> str:
    seeds = {purpose: job.derive_seed(purpose) for purpose in ("training", "evaluation noise")}
    code = ""
    for letter, name in (("g", "generator"), ("d", "discriminator")):
        player = getattr(job.experiment, name)
        spelled = spell_optimizer(player.optimizer, f"{name}.parameters()")
        code += f"{letter}_optimizer = torch.optim.{spelled}\n" if player.steps else ""
    return (
        f"{code}"
        f"rng = torch.Generator().manual_seed({seeds['evaluation noise']})\n"
        f"evaluation_noise = draw_noise({EVALUATED}, rng)\n"
        f"rng = torch.Generator().manual_seed({seeds['training']})  # all that training draws\n"
    )


def _write_discriminator_step(job: GanJob) -> str:
    experiment, objective = job.experiment, job.experiment.objective
    size, penalty = experiment.training.batch_size, find_penalty(experiment.objective)
    smooths = bool(objective.label_smoothing) and GAN_LOSSES[objective.loss].smooths
    smoothing = f", smoothing={objective.label_smoothing}" if smooths else ""
    step = (
        f"real = real_samples[torch.randint(len(real_samples), ({size},), generator=rng)]\n"
        "with torch.no_grad():  # this loss does not move the generator\n"
        f"    fake = generator(draw_noise({size}, rng))\n"
        f"loss = discriminator_loss(discriminator(real), discriminator(fake){smoothing})\n"
    )
    if objective.r1:
        step += f"loss = loss + {objective.r1} / 2 * slopes_at(real).square().sum(dim=1).mean()  # R1 penalty\n"
    if penalty:
        step += (
            "# Between generated and real samples the slope of D is to be 1\n"
            f"mix = torch.rand({size}, 1, generator=rng)\n"
            "slopes = slopes_at(torch.lerp(fake, real, mix)).norm(dim=1)\n"
            f"loss = loss + {penalty} * (slopes - 1).square().mean()\n"
        )
    step += _write_update("d", "discriminator", experiment.discriminator.optimizer.clip_norm)
    comment = "# The discriminator learns to tell real samples from generated ones\n"
    return _repeat(comment, step, experiment.discriminator.steps, "_")


def _write_generator_step(job: GanJob) -> str:
    experiment = job.experiment
    size, steps = experiment.training.batch_size, experiment.generator.steps
    step = f"loss = generator_loss(discriminator(generator(draw_noise({size}, rng))))\n"
    step += _write_update("g", "generator", experiment.generator.optimizer.clip_norm)
    counter = "_"
    if job.has_average:
        counter = "k"
        step += "follow(iteration)\n" if steps == 1 else f"follow({steps} * (iteration - 1) + k + 1)\n"
    comment = "# The generator learns to make samples that the discriminator takes for real\n"
    return _repeat(comment, step, steps, counter)


def _write_update(letter: str, name: str, clip_norm: float) -> str:
    clip = f"nn.utils.clip_grad_norm_({name}.parameters(), {clip_norm})\n" if clip_norm else ""
    return f"{letter}_optimizer.zero_grad()\nloss.backward()\n{clip}{letter}_optimizer.step()\n"


def _repeat(comment: str, step: str, times: int, counter: str) -> str:
    """A step, so many times an iteration; nothing for none."""
    if times == 0:
        return ""
    loop = f"for {counter} in range({times}):\n{textwrap.indent(step, INDENT)}"
    return comment + (step if times == 1 else loop)


def _write_evaluation(job: GanJob) -> str:
    """Losses and mean scores of samples that stay the same, printed."""
    score = LOSSES[job.experiment.objective.loss].score
    d_real, d_fake = (f"{score.format(outputs=name)}.mean()" for name in ("real", "fake"))
    players = [name for name in ("generator", "discriminator") if job.has_layer(name, "dropout", "batch_norm")]
    players = [name for name in players if name == "discriminator" or job.shown == name]
    width = len(str(job.experiment.training.iterations))
    body = (
        "".join(f"{name}.eval()\n" for name in players)
        + "with torch.no_grad():\n"
        + f"    real, fake = discriminator(held_out), discriminator({job.shown}(evaluation_noise))\n"
        + "    d_loss, g_loss = discriminator_loss(real, fake), generator_loss(fake)\n"
        + f"    d_real, d_fake = {d_real}, {d_fake}\n"
        + "print(\n"
        + f'    f"iteration {{iteration:{width}}}  D loss {{d_loss:.6f}}  G loss {{g_loss:.6f}}  "\n'
        + '    f"D(real) {d_real:.6f}  D(fake) {d_fake:.6f}"\n'
        + ")\n"
        + "".join(f"{name}.train()\n" for name in players)
    )
    stride = find_stride(job.experiment.training.iterations)
    return f"if iteration % {stride} == 0:\n{textwrap.indent(body, INDENT)}"
