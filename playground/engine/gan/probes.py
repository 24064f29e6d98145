"""Probes of a GAN: what both players compute, and what is made of the generator's samples, as arrays for a frame.

They read the networks and change nothing, draw no random number after they are built, and leave train or eval mode as
it was. All that they remember is which units they show.
"""

from __future__ import annotations

import torch

from playground.config import GanExperiment
from playground.data import Distribution
from playground.engine.gan.evaluation import Evaluation, Logits, evaluating
from playground.engine.gan.maps import compute_histogram, encode_field, find_scale
from playground.engine.gan.samples import Look, SampleProbe, describe_stage
from playground.engine.gan.sight import UNIT_SIZE, choose_sight
from playground.engine.gan.stages import Stage
from playground.engine.gan.units import collect_weights, compute_image_unit_maps, compute_unit_maps, replace_silent
from playground.engine.maps import make_grid
from playground.engine.probes import Arrays
from playground.frame import Demand
from playground.models import Network
from playground.objectives import GanLossSpec


class GanProbes:
    """Looks into the players of one run.

    Parameters
    ----------
    distribution : Distribution
        That is imitated.
    experiment : GanExperiment
        Its seed, noise and layers settle what is looked at.
    spec : GanLossSpec
        The objective.

    Attributes
    ----------
    sight : Sight
        What is looked at, the same for the whole run.
    """

    def __init__(self, distribution: Distribution, experiment: GanExperiment, spec: GanLossSpec) -> None:
        self.sight = choose_sight(distribution, experiment)
        self._spec, self._is_image, self._extent = spec, distribution.is_image, distribution.extent
        self._evaluation = Evaluation(distribution, experiment, spec)
        self._samples = SampleProbe(distribution, experiment.noise, spec, self.sight)
        self._grid = torch.empty(0, 2)
        self._of_g, self._of_d = self.sight.generator_units, self.sight.discriminator_units

    def evaluate(self, generator: Network, discriminator: Network) -> dict[str, float]:
        """``d_loss``, ``g_loss``, ``d_real`` and ``d_fake``; see `Evaluation`."""
        return self._evaluation.compute_metrics(generator, discriminator)

    def look(self, demand: Demand, generator: Network, discriminator: Network, stage: Stage | None = None) -> Look:
        """What a view wants to see of both players.

        Parameters
        ----------
        demand : Demand
            Without a map size no field is computed, without unit bytes no maps of units.
        generator, discriminator : Network
        stage : Stage or None
            In slow motion, what its batch was: shown instead of the samples that are always shown.

        Returns
        -------
        Look
            Arrays, float32 unless said, scores in the objective's own unit.

            Of a distribution in the plane:

            - ``fake`` (128, 2), ``loss_fake`` (128,), ``pull`` (128, 2): samples, the generator's loss of each, and
              minus the slope of that loss there; ``score_fake`` (128,), ``score_real`` (up to 128,).
            - ``field``, uint16 (map_size, map_size), row 0 on top: u = (score - middle) / span, clipped to [-1, 1],
              as 0 to 65535.
            - ``manifold`` (17, 17, 2): what becomes of lines that cut the noise into cells of equal probability, z2
              falling by row, z1 rising by column; for one noise number (1, 129, 2); for more than two left out.

            Of images: ``sheet``, uint8 (36, 8, 8), with ``score_fake`` (36,), ``nearest``, uint8 (36, 8, 8), the
            closest real images, and ``nearest_distance`` (36,); ``between``, uint8 (9, 8, 8), on the way between two
            noise vectors, and ``score_between`` (9,).

            Of both: ``hist_real``, ``hist_fake`` (25,): shares of 1,000 samples over u; ``shown_g``, ``shown_d``,
            uint8 (n_hidden_columns, 4); ``units_g``, ``units_d``, uint8 (n, 12, 12), with ``scales_g``, ``scales_d``;
            ``weights_g``, ``weights_d`` between shown units. If a noise vector is followed, ``followed_z`` (size,),
            ``followed_x`` (2,) or uint8 (8, 8), and in the plane ``followed_pull`` (2,). In a stage also ``z``
            (n, 1 or 2) and ``real`` (n, 2) or ``real_sheet``, uint8 (36, 8, 8).

            Metrics: those of `evaluate`, ``middle``, ``span``, and if there is what they are about, ``field_low``,
            ``field_high``, ``followed_score``, ``followed_loss``, and those of the stage.
        """
        with evaluating(generator, discriminator):
            logits = self._evaluation.compute_logits(generator, discriminator)
            arrays, metrics = self._show_scores(demand.map_size, discriminator, logits)
            metrics |= logits.compute_metrics()
            arrays |= self._show_samples(demand, generator, discriminator, stage)
            arrays |= self._show_units(demand, generator, discriminator)
            followed = self._samples.follow(demand.noise, generator, discriminator)
        metrics |= followed.metrics
        if stage is not None:
            metrics |= describe_stage(stage)
        return Look(arrays | followed.arrays, metrics)

    def _show_scores(self, size: int, discriminator: Network, logits: Logits) -> Look:
        """What the discriminator says everywhere, and of many samples."""
        has_field = size > 0 and not self._is_image
        seen = torch.cat([logits.real_scores, logits.fake_scores])
        if has_field:
            if len(self._grid) != size * size:
                self._grid = make_grid(self._extent, size)
            seen = self._spec.score(discriminator(self._grid)[:, 0])
        scale = find_scale(self._spec, seen, logits.real_scores, logits.fake_scores)
        metrics = {"middle": scale.middle, "span": scale.span}
        arrays: Arrays = {
            "hist_real": compute_histogram(logits.real_scores, scale),
            "hist_fake": compute_histogram(logits.fake_scores, scale),
        }
        if has_field:
            arrays["field"] = encode_field(seen, scale)
            metrics |= {"field_low": float(seen.min()), "field_high": float(seen.max())}
        return Look(arrays, metrics)

    def _show_samples(self, demand: Demand, generator: Network, discriminator: Network, stage: Stage | None) -> Arrays:
        arrays = self._samples.show(demand, generator, discriminator)
        if stage is not None:
            arrays |= self._samples.show_stage(stage, discriminator)
        if (mesh := self.sight.mesh) is not None:
            places = generator(mesh.reshape(-1, mesh.shape[-1]))
            arrays["manifold"] = places.reshape(*mesh.shape[:2], -1).numpy()
        return arrays

    def _show_units(self, demand: Demand, generator: Network, discriminator: Network) -> Arrays:
        sight = self.sight
        of_g = self._of_g = replace_silent(self._of_g, generator, sight.noise)
        of_d = self._of_d = replace_silent(self._of_d, discriminator, sight.seen)
        arrays: Arrays = {
            "shown_g": of_g.to_array(),
            "shown_d": of_d.to_array(),
            "weights_g": collect_weights(generator, of_g),
            "weights_d": collect_weights(discriminator, of_d),
        }
        if demand.unit_bytes > 0:
            reach = None if self._is_image else max(map(abs, self._extent))
            arrays["units_g"], arrays["scales_g"] = compute_unit_maps(generator, of_g, sight.noise_plane, reach)
            if sight.data_plane is None:
                maps = compute_image_unit_maps(discriminator, of_d, sight.real, UNIT_SIZE)
            else:
                maps = compute_unit_maps(discriminator, of_d, sight.data_plane, None)
            arrays["units_d"], arrays["scales_d"] = maps
        return arrays
