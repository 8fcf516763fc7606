"""The data files of this folder, read once."""

import re
from collections.abc import Mapping
from functools import cache
from importlib import resources


def _lines(name: str) -> list[str]:
    text = resources.files("pipeline.ingest").joinpath(name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


@cache
def words(name: str) -> frozenset[str]:
    """Return the lines of a word list in lower case."""
    return frozenset(line.strip().lower() for line in _lines(name))


@cache
def weights(name: str) -> Mapping[str, float]:
    """Return the weights of a logistic score by feature."""
    return {feature: float(value) for feature, value in (line.split("\t") for line in _lines(name))}


@cache
def furniture(where: str) -> tuple[re.Pattern[str], ...]:
    """Return the patterns of `furniture.tsv` for one place: line, start, end or stop."""
    rows = [line.split("\t", 1) for line in _lines("furniture.tsv")]
    return tuple(re.compile(pattern, re.IGNORECASE) for place, pattern in rows if place == where)


@cache
def _publishers() -> tuple[dict[str, str], dict[str, str]]:
    names, hosts = dict[str, str](), dict[str, str]()
    for line in _lines("publishers.tsv"):
        name, host_list, other = [*line.split("\t"), "", ""][:3]
        for alias in (name, *other.split("|")):
            names[alias.strip().lower()] = name
        for host in host_list.split(","):
            hosts[host.strip()] = name
    names.pop("", None)
    hosts.pop("", None)
    return names, hosts


def publisher_named(text: str) -> str | None:
    """Return the publisher that goes by a name ("AP" is The Associated Press), null when it is not listed."""
    return _publishers()[0].get(text.strip().strip("().").lower())


def publisher_of_host(host: str) -> str | None:
    """Return the publisher of a web host or of a host it is a part of, null when it is not listed."""
    parts = host.lower().removeprefix("www.").split(".")
    hosts = _publishers()[1]
    return next((hosts[h] for h in (".".join(parts[i:]) for i in range(len(parts) - 1)) if h in hosts), None)


MASTHEAD = re.compile(r"(?:The )?(?:[A-Z][\w.&’'-]*|of|and|the|de|on)(?: (?:[A-Z][\w.&’'-]*|of|and|the|de|on)){0,5}")


def masthead(text: str) -> str | None:
    """Return the publisher that a line names: one that is listed, or one that is called as newspapers are."""
    text = text.strip(" .")
    listed = publisher_named(text)
    if listed:
        return listed
    cased = text.title().replace("’S", "’s").replace("'S", "'s") if text.isupper() else text
    parts = cased.lower().split()
    if 2 <= len(parts) <= 6 and parts[-1] in words("mastheads.txt") and MASTHEAD.fullmatch(cased):
        return cased
    return None
