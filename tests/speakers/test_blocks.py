"""Joining speakers by block gives what joining them at once gives."""

import random

import pytest

from pipeline.speakers.blocks import block_of, found, merged, names_of_all
from pipeline.speakers.entities import Met
from pipeline.speakers.merge import Register

PEOPLE = [
    ("person", "Ada Orne", True, "water minister", "Vardania"),
    ("person", "Ada M. Orne", True, "minister", "Vardania"),
    ("person", "Adah Ornesson", True, "minister", "Vardania"),
    ("person", "Adah Ornessen", True, "minister", "Vardania"),
    ("person", "Orne", True, None, "Vardania"),
    ("person", "Vladimir Putin", True, "president", "Russia"),
    ("person", "Putin", True, "president", "Russia"),
    ("person", "Tomas Vell", True, "envoy", "Lumeria"),
    ("organization", "Rail Union", True, None, None),
    ("organization", "National Water Board", True, None, None),
    ("organization", "NWB", True, None, None),
    ("organization", "the board", False, None, None),
    ("organization", "ministry", False, None, "Vardania"),
    ("government", "Ministry", True, None, "Lumeria"),
    ("government", "Lumeria", True, None, "Lumeria"),
    ("group", "officials", False, None, None),
    ("group", "fishermen", False, None, None),
]


def mets(seed, articles=60):
    draw = random.Random(seed)
    for number in range(articles):
        some = draw.sample(PEOPLE, k=draw.randint(2, 8))
        for serial, (kind, name, proper, role, country) in enumerate(some):
            forms = {name: draw.randint(1, 3)}
            if name == "National Water Board" and draw.random() < 0.5:
                forms["NWB"] = 1
            yield Met(
                article_id=f"{number:04d}",
                serial=serial,
                name=name,
                kind=kind,
                proper=proper,
                role=role if draw.random() < 0.7 else None,
                affiliation=draw.choice((None, "ministry", "NWB", "rail union", "National Water Board")),
                country=country if draw.random() < 0.7 else None,
                names=tuple(forms),
                counts=tuple(forms.values()),
                attributions=draw.randint(0, 3),
                holds=draw.random() < 0.5,
            )


def joined(some):
    register = Register(similarity=92.0)
    profiles = [register.add(met) for met in some]
    register.join()
    return register, profiles


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("blocks", [1, 2, 5, 40])
def test_the_same_speakers_at_once_and_by_block(seed, blocks):
    every = list(mets(seed))
    whole, profiles = joined(every)
    wanted = {(m.article_id, m.serial): p.speaker_id for m, p in zip(every, profiles, strict=True)}
    parted = [[m for m in every if block_of(m, blocks=blocks) == number] for number in range(blocks)]
    registers = [joined(some) for some in parted]
    named = names_of_all(register.bodies_named() for register, _ in registers)
    speakers = list(merged(iter(register.speakers(named)) for register, _ in registers))
    assert speakers == whole.speakers()
    assert {
        (m.article_id, m.serial): p.speaker_id
        for some, (_, ps) in zip(parted, registers, strict=True)
        for m, p in zip(some, ps, strict=True)
    } == wanted


def test_found_gives_back_the_speaker():
    every = list(mets(1, articles=3))
    register, profiles = joined(every)
    speakers = {one.speaker_id: one for one in register.speakers()}
    first = found(every[0], speakers[profiles[0].speaker_id])
    assert first.speaker == speakers[profiles[0].speaker_id]
    assert first.local_id == every[0].local_id
