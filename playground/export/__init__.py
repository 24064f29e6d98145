"""Export: an experiment as something to take along: scripts, a notebook, a file, a link."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playground.config import AnyExperiment, GanExperiment
from playground.serialization import to_json, to_link

# Scripts need torch to look at the data; it is imported where they are made, so that this list costs nothing.


@dataclass(frozen=True, kw_only=True, slots=True)
class ExportSpec:
    """One form in which an experiment can be taken along.

    Parameters
    ----------
    file_name : str
        What a downloaded file is called.
    mime : str
        Its media type.
    language : {"python", "json", ""}
        In which it is shown.
    make : callable
        ``make(experiment) -> text``: the whole file, ending in a line break. Scripts and the notebook raise ValueError
        if nothing can be learned, with the sentence that the page shows then; so does a form that there is not for
        this kind of experiment.
    """

    label: str
    summary: str
    file_name: str
    mime: str
    language: str
    make: Callable[[AnyExperiment], str]


def _make_pytorch(experiment: AnyExperiment) -> str:
    if isinstance(experiment, GanExperiment):
        from playground.export.gan.script import make_script as make_gan_script

        return make_gan_script(experiment)
    from playground.export.pytorch import make_script

    return make_script(experiment)


def _make_keras(experiment: AnyExperiment) -> str:
    if isinstance(experiment, GanExperiment):
        raise ValueError("the form is 'keras'; accepted for a GAN: pytorch, notebook, json, link")
    from playground.export.keras import make_script

    return make_script(experiment)


def _make_notebook(experiment: AnyExperiment) -> str:
    if isinstance(experiment, GanExperiment):
        from playground.export.gan.notebook import make_gan_notebook

        return make_gan_notebook(experiment)
    from playground.export.notebook import make_notebook

    return make_notebook(experiment)


EXPORTS: dict[str, ExportSpec] = {
    "pytorch": ExportSpec(
        label="PyTorch script",
        summary="A short script that prints the losses of this page; it needs torch, numpy and scikit-learn only.",
        file_name="playground_pytorch.py",
        mime="text/x-python",
        language="python",
        make=_make_pytorch,
    ),
    "keras": ExportSpec(
        label="Keras script",
        summary="The same experiment in Keras 3, with random draws of its own: it ends at about the same score.",
        file_name="playground_keras.py",
        mime="text/x-python",
        language="python",
        make=_make_keras,
    ),
    "notebook": ExportSpec(
        label="Jupyter notebook",
        summary="The PyTorch script in cells, with what each does and what to try.",
        file_name="playground.ipynb",
        mime="application/x-ipynb+json",
        language="json",
        make=_make_notebook,
    ),
    "json": ExportSpec(
        label="Experiment (JSON)",
        summary="Every setting in a file that this page opens again.",
        file_name="experiment.json",
        mime="application/json",
        language="json",
        make=lambda experiment: to_json(experiment) + "\n",
    ),
    "link": ExportSpec(
        label="Link",
        summary="Every setting in a few letters: what stands behind e= in this page's address.",
        file_name="link.txt",
        mime="text/plain",
        language="",
        make=lambda experiment: to_link(experiment) + "\n",
    ),
}
"""What `python -m playground export --to` and the download menu offer, in their order."""
