"""A GAN as something to take along: script, notebook, samples, pictures, film."""

from playground.export.gan.film import draw_gan_film
from playground.export.gan.notebook import make_gan_notebook
from playground.export.gan.picture import draw_samples
from playground.export.gan.samples import SampleSet, draw_sample_set, samples_to_csv
from playground.export.gan.script import make_script

__all__ = [
    "SampleSet",
    "draw_gan_film",
    "draw_sample_set",
    "draw_samples",
    "make_gan_notebook",
    "make_script",
    "samples_to_csv",
]
