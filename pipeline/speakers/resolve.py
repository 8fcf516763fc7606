"""Resolve the sources of one article: which speakers there are, and which link is whose."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from pipeline.records import Article, Link, Sentence
from pipeline.speakers import (
    actors,
    antecedents,
    clusters,
    describe,
    homeland,
    lexicon,
    mentions,
    names,
    nominals,
    phrases,
    quotations,
    referents,
    sources,
)
from pipeline.speakers import pairs as joined
from pipeline.speakers.entities import Entity, NameMention, Spot
from pipeline.speakers.pronouns import THIRD
from pipeline.speakers.scene import Contents, Scene, Scorer, acronym_pairs, headlines_end, lay_out, token_span

BRINGING_IN = frozenset(("nsubj", "nsubjpass", "dobj", "attr", "pobj"))
ADJECTIVAL = frozenset(("amod", "compound", "nmod", "npadvmod"))


@dataclass(slots=True)
class Resolution:
    """The speakers of one article, and the speakers of each of its links by attribution_id."""

    scene: Scene
    author: Entity
    holders: dict[str, tuple[Entity, ...]] = field(default_factory=dict)

    @property
    def entities(self) -> list[Entity]:
        """The speakers, in the order in which they were met."""
        return self.scene.entities


def resolve(
    doc: Doc, *, article: Article, sentences: Sequence[Sentence], links: Sequence[Link], scorer: Scorer | None = None
) -> Resolution:
    """Return the speakers of an article and whose each link is; ``scorer`` is another ranker than the one that ships.

    Names are joined first; then pronouns and the sources of links are resolved in the order of the text, so that each
    can lean on what stands before it.
    """
    named = mentions.find(doc, title_end=headlines_end(doc, sentences))
    pairs = acronym_pairs(doc.text, [(m.name, _end(doc, m)) for m in named])
    entities = clusters.cluster(named, aliases=pairs)
    _drop_adjectives(doc, entities)
    author = author_of(article)
    scene = lay_out(doc, sentences, [e for e in entities if e.spots], author)
    scene.scorer = scorer
    describe.describe(doc, named, scene.entities, title_end=scene.title_end)
    notes = "\n".join(filter(None, (article.bio, *article.captions)))
    describe.fill_from_bios(scene.entities, describe.bios(notes))
    homeland.settle(scene.entities, named)
    for entity in joined.pairs(scene, _in_order(scene)):
        scene.note(entity, entity.spots[0])
    return _walk(scene, links, Resolution(scene, author))


def author_of(article: Article) -> Entity:
    """Return the author as a speaker: named by the byline, else by the publisher, else "unsigned"."""
    name = article.authors[0] if article.authors else article.publisher
    return Entity(
        name or "unsigned",
        "author",
        proper=name is not None,
        gender=names.given_gender(name) if name else None,
        role=article.author_role,
        affiliation=article.author_affiliation,
    )


def _end(doc: Doc, mention: NameMention) -> int:
    token = doc[mention.last - 1]
    return int(token.idx) + len(token)


def _drop_adjectives(doc: Doc, entities: Sequence[Entity]) -> None:
    """Forget the mentions of peoples that are mere adjectives: "Chinese investors" names no Chinese."""
    for entity in entities:
        if entity.kind == "group":
            kept = [s for s in entity.spots if doc[s.last - 1].dep_ not in ADJECTIVAL and doc[s.last - 1].tag_ != "JJ"]
            entity.spots[:] = kept


def _in_order(scene: Scene) -> list[tuple[Spot, Entity]]:
    return sorted(((s, e) for e in scene.entities for s in e.spots), key=lambda pair: pair[0])


def _walk(scene: Scene, links: Sequence[Link], found: Resolution) -> Resolution:
    """Go through pronouns and sources in the order of the text."""
    heads: dict[str, list[Token]] = {}
    of_head: dict[int, Link] = {}
    for link in links:
        heads[link.attribution_id] = sources.heads(scene, [token_span(scene.doc, s) for s in link.source_spans])
        for token in heads[link.attribution_id]:
            of_head.setdefault(token.i, link)
        named = [scene.entity[token.i] for token in heads[link.attribution_id]]
        scene.asides |= quotations.asides(scene, link.source_spans, named)
    scene.asides |= quotations.told(scene, scene.entities)
    wanted = set(of_head) | {t.i for t in scene.doc if t.lower_ in THIRD and t.tag_ in ("PRP", "PRP$")}
    known: dict[int, tuple[Entity, ...]] = {}
    contents = Contents(links)
    wanted |= {t.i for t in scene.doc if t.tag_ == "NN" and t.lower_ in lexicon.nouns() and scene.entity[t.i] is None}
    for i in sorted(wanted):
        _resolve_at(scene, i, contents, of_head, heads, known)
    for link in links:
        holders = [e for t in heads[link.attribution_id] for e in known.get(t.i, ())]
        found.holders[link.attribution_id] = tuple({id(e): e for e in holders}.values())
    for entity in scene.entities:
        entity.actor = actors.can_act(scene, entity)
    return found


def _resolve_at(
    scene: Scene,
    i: int,
    contents: Contents,
    of_head: Mapping[int, Link],
    heads: dict[str, list[Token]],
    known: dict[int, tuple[Entity, ...]],
    depth: int = 0,
) -> tuple[Entity, ...]:
    """Resolve one token, once; what its quotation's speaker must be known for is resolved before."""
    if i in known:
        return known[i]
    token = scene.doc[i]
    if token.tag_ == "NN" and i not in of_head:
        said = antecedents.known(scene, token) or _introduced(scene, token)
        if said is not None:
            scene.note(said, phrases.spot_of(scene, token))
        return ()
    outer = contents.enclosing(token.idx, quoted=False)
    speech = contents.enclosing(token.idx, quoted=True)

    def holder(link: Link | None) -> Entity | None:
        if link is None or depth > 4:
            return None
        tokens = [t.i for t in heads[link.attribution_id] if t.i != i]
        held = [_resolve_at(scene, t, contents, of_head, heads, known, depth + 1) for t in tokens[:1]]
        return held[0][0] if held and held[0] else None

    spoken = holder(speech) if speech and (scene.quote[i] >= 0 or speech.rule == "turn") else None
    around = holder(outer) if outer and outer.type == "indirect" else None
    entity = referents.refer(scene, token, holder=around, spoken_by=spoken)
    parts = entity.members or (entity,) if entity else ()
    known[i] = parts
    if entity is not None:
        scene.note(entity, _spot(scene, token))
    if i in of_head:
        scene.sources[_spot(scene, token).first] = (*parts, *((entity,) if entity and entity.members else ()))
    return parts


def _introduced(scene: Scene, token: Token) -> Entity | None:
    """Return a person the text brings in without a name ("a farmer came"), so that "she" can refer to her."""
    noun = phrases.noun_of(token)
    if token.dep_ not in BRINGING_IN or "person" not in noun.kinds:
        return None
    named = any(scene.entity[c.i] is not None for c in token.children)
    return None if named or noun.kinds != {"person"} else nominals.resolve(scene, token)


def _spot(scene: Scene, token: Token) -> Spot:
    entity = scene.entity[token.i]
    if entity is not None:
        return next(s for s in entity.spots if s.first <= token.i < s.last)
    if token.pos_ in ("NOUN", "PROPN"):
        return phrases.spot_of(scene, phrases.whole(token))
    return Spot(token.i, token.i + 1, "pronoun" if token.pos_ in ("PRON", "DET") else "nominal")
