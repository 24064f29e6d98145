"""A GAN as a Jupyter notebook: the PyTorch script in cells, with words between them."""

from __future__ import annotations

from playground.config import GanExperiment
from playground.export.gan.job import GanJob, read_gan_job
from playground.export.gan.script import REMARK, write_gan_sections
from playground.export.notebook import Cell, make_cell, write_notebook

ADVICE = {
    "Data": "**Try:** another distribution. Any float32 tensor of samples, one a row, can be `real_samples`.",
    "Networks": "**Try:** fewer units, or a discriminator that is much larger than the generator. Run this cell again "
    "to begin with fresh weights.",
    "Training": "An *iteration* is one round of both players. Neither loss has to fall: they pull against each other, "
    "and at the equilibrium the discriminator says the same of real and of generated samples.\n\n"
    "**Try:** a learning rate ten times as large for one of the two, or more steps of the discriminator in an "
    "iteration. Run the cell of the networks first, or training goes on from where it is.",
}
QUESTION = (
    "## Ask the generator\n\nFive samples of noise it has never seen, and what the discriminator says of them. "
    "**Try:** a noise vector of your own, or a straight line of them from one to another."
)


def make_gan_notebook(experiment: GanExperiment) -> str:
    """The notebook of an experiment, as the text of an .ipynb file of format 4.5.

    Raises
    ------
    ValueError
        Nothing can be learned: there are not enough painted points, or neither player takes a step.
    """
    job = read_gan_job(experiment)
    return write_notebook(job.title, REMARK, write_gan_sections(job), ADVICE, _ask(job))


def _ask(job: GanJob) -> list[Cell]:
    code = (
        f"with torch.no_grad():\n    samples = {job.shown}(draw_noise(5, rng))\n"
        "    print(samples)\n    print(discriminator(samples))\n"
    )
    return [make_cell("about-question", QUESTION), make_cell("question", code, is_code=True)]
