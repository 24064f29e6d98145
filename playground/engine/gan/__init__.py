"""The GAN lab's engine: two networks that train against each other."""

from playground.engine.gan.build import build_gan_trainer
from playground.engine.gan.trainer import GanTrainer

__all__ = ["GanTrainer", "build_gan_trainer"]
