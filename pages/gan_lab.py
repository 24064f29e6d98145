"""GAN lab: watch a generator learn a distribution from a discriminator that learns to tell its samples apart."""

from playground.lessons.presets.gan import GAN_LAB
from playground.ui.gan.lab import open_gan_lab, setup
from playground.ui.layout import lesson
from playground.ui.page import run

state = open_gan_lab(GAN_LAB)
setup(state)
run(state)
lesson("gan_lab")
