"""One record is one row; the docstring of a field is its entry in the data dictionary.

Field types say the Arrow types: ``int`` is int32, ``float`` float64 rounded to three decimals, ``date`` date32,
``tuple[Span, ...]`` a list of ``{start, end}``; a field with ``| None`` may be null. A ``Literal`` is a closed list
of labels, explained in the codebook.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from pipeline.spans import Span

Genre = Literal["news", "opinion", "interview", "statement", "other"]
Zone = Literal["title", "subtitle", "body"]
Voice = Literal["source", "author", "none"]
SpeakerKind = Literal["person", "organization", "government", "group", "unnamed", "document", "author"]
MentionType = Literal["name", "nominal", "pronoun"]
AttributionType = Literal["direct", "indirect", "mixed"]
Move = Literal["demand", "urge", "offer", "yield", "refuse", "oppose", "assess"]
Modality = Literal["actual", "hypothetical", "negated"]
StanceLabel = Literal["support", "oppose", "conditional", "none"]
Efficacy = Literal["works", "fails", "unsure", "none"]
UnitRole = Literal["claim", "premise"]
RelationKind = Literal["support", "attack", "concession"]
Reason = Literal[
    "unsupported_format",
    "unreadable",
    "bad_record",
    "missing_text",
    "empty",
    "too_short",
    "language",
    "too_large",
    "archive_limit",
    "unsafe_path",
    "crashed",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article as cleaned for analysis."""

    TABLE: ClassVar[str] = "articles"
    KEY: ClassVar[tuple[str, ...]] = ("article_id",)

    article_id: str
    """Id of the article, made from its path and record; stable for the same input."""
    path: str
    """Path of the file below the raw folder, parted by slashes; a member of an archive follows its archive."""
    record: int
    """Position of the article in a file that holds many, from 0."""
    sha256: str
    """SHA-256 of the raw bytes of the file."""
    url: str | None
    """Where the article was published on the web."""
    title: str | None
    """Headline; when known it is the first paragraph of the text."""
    subtitle: str | None
    """Deck or standfirst; when known it is the paragraph after the headline."""
    published: date | None
    """Day of publication."""
    publisher: str | None
    """Newspaper, agency or site."""
    authors: tuple[str, ...]
    """Names of the authors in order; empty when unsigned."""
    author_role: str | None
    """What the author is, by the bio at the article's head or foot."""
    author_affiliation: str | None
    """Body the author belongs to, by the bio."""
    bio: str | None
    """Biographical notes at the article's head or foot, of the author or of persons quoted, a blank line apart."""
    dateline: str | None
    """Place (and agency) that opens a report, as printed."""
    captions: tuple[str, ...]
    """Captions of pictures that were taken out of the text."""
    genre: Genre
    """Kind of text: news, opinion, interview, statement or other."""
    language: str | None
    """Language as an ISO 639-1 code."""
    duplicate_of: str | None
    """Id of the first near-identical article, for syndicated copies."""
    text: str
    """Title, subtitle and body, furniture removed, paragraphs parted by a blank line; all offsets count in it."""
    n_tokens: int
    """Tokens of the text that are not white space."""
    n_sentences: int
    """Sentences of the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reject:
    """One input that could not be used, and why."""

    TABLE: ClassVar[str] = "rejects"
    KEY: ClassVar[tuple[str, ...]] = ("path", "record")

    path: str
    """Path of the file below the raw folder, parted by slashes."""
    record: int
    """Position of the record in its file, from 0."""
    reason: Reason
    """Why it was rejected, one of a closed list."""
    detail: str
    """What was found and what to do about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence of an article."""

    TABLE: ClassVar[str] = "sentences"
    KEY: ClassVar[tuple[str, ...]] = ("article_id", "sentence_id")

    article_id: str
    """Article the sentence stands in."""
    sentence_id: int
    """Position of the sentence in its article, from 0."""
    start: int
    """Where the sentence starts in the article's text."""
    end: int
    """Where the sentence ends, exclusive."""
    paragraph: int
    """Position of the paragraph in the article, from 0."""
    zone: Zone
    """Part of the article: title, subtitle or body."""
    text: str
    """The sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceVoice:
    """Whose voice a sentence speaks in."""

    TABLE: ClassVar[str] = "voices"
    KEY: ClassVar[tuple[str, ...]] = ("article_id", "sentence_id")

    article_id: str
    """Article the sentence stands in."""
    sentence_id: int
    """Sentence, as in `sentences`."""
    voice: Voice
    """source (somebody's content), author (the author's or newsroom's own), none (headline furniture)."""
    speaker_id: str | None
    """Whose voice it is; null in a newsroom's narration."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """One token with its analysis; white space is left out."""

    TABLE: ClassVar[str] = "tokens"
    KEY: ClassVar[tuple[str, ...]] = ("article_id", "token_id")

    article_id: str
    """Article the token stands in."""
    token_id: int
    """Position of the token in the parsed document, from 0; white-space tokens are counted but left out."""
    sentence_id: int
    """Sentence of the token, as in `sentences`."""
    start: int
    """Where the token starts in the article's text."""
    end: int
    """Where the token ends, exclusive."""
    text: str
    """The token."""
    lemma: str
    """Its lemma."""
    pos: str
    """Universal part of speech."""
    tag: str
    """Penn Treebank tag."""
    dep: str
    """Dependency relation to the head."""
    head: int
    """token_id of the head; a root is its own head."""
    entity: str | None
    """Type of the named entity the token is part of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One attribution before its source is resolved: which source holds what content, by which cue."""

    TABLE: ClassVar[str] = "links"
    KEY: ClassVar[tuple[str, ...]] = ("attribution_id",)

    attribution_id: str
    """Id of the attribution."""
    article_id: str
    """Article it stands in."""
    type: AttributionType
    """direct, indirect or mixed, by the quotation marks of the content; the turn of a transcript is direct."""
    content_spans: tuple[Span, ...]
    """Where the content stands, in order; several when it is broken."""
    cue_spans: tuple[Span, ...]
    """Where the cue stands; empty for a quotation without one."""
    source_spans: tuple[Span, ...]
    """Where the source stands; empty when the text names none."""
    parent_id: str | None
    """Attribution whose content holds this one."""
    rule: str
    """Name of the rule or model that found it."""
    confidence: float
    """Probability that the attribution is right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """One speaker, across all articles."""

    TABLE: ClassVar[str] = "speakers"
    KEY: ClassVar[tuple[str, ...]] = ("speaker_id",)

    speaker_id: str
    """Id of the speaker."""
    name: str
    """Canonical name: the fullest form found."""
    kind: SpeakerKind
    """person, organization, government, group, unnamed, document or author."""
    role: str | None
    """The description the text gives."""
    affiliation: str | None
    """Body the speaker belongs to."""
    country: str | None
    """ISO 3166 alpha-3 code of the side the speaker speaks for."""
    wikidata: str | None
    """Wikidata QID, only from the user's own list."""
    aliases: tuple[str, ...]
    """Other forms of the name that were found, sorted."""
    n_articles: int
    """Articles in which the speaker holds an attribution, a concession or the pen."""
    n_attributions: int
    """Attributions of the speaker."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One place where a speaker is named or referred to."""

    TABLE: ClassVar[str] = "mentions"
    KEY: ClassVar[tuple[str, ...]] = ("article_id", "start", "end")

    article_id: str
    """Article the mention stands in."""
    start: int
    """Where the mention starts in the article's text."""
    end: int
    """Where it ends, exclusive."""
    text: str
    """The mention."""
    speaker_id: str
    """Speaker it refers to."""
    mention_type: MentionType
    """name, nominal or pronoun."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """One attribution: a content tied to its source by a cue."""

    TABLE: ClassVar[str] = "attributions"
    KEY: ClassVar[tuple[str, ...]] = ("attribution_id",)

    attribution_id: str
    """Id of the attribution."""
    article_id: str
    """Article it stands in."""
    type: AttributionType
    """direct, indirect or mixed, by the quotation marks of the content; the turn of a transcript is direct."""
    content_spans: tuple[Span, ...]
    """Where the content stands, in order; several when it is broken."""
    content: str
    """What is said, thought, wanted or believed: the text of its spans joined by a space."""
    cue_spans: tuple[Span, ...]
    """Where the cue stands; empty for a quotation without one."""
    cue: str | None
    """The words that tie content to source."""
    source_spans: tuple[Span, ...]
    """Where the source stands; empty when the text names none."""
    source: str | None
    """The source as the text has it."""
    speaker_id: str | None
    """Speaker the source refers to; the first of a conjoined source."""
    speaker: str | None
    """Canonical name of that speaker."""
    speaker_ids: tuple[str, ...]
    """All speakers of a conjoined source."""
    speaker_kind: SpeakerKind | None
    """Kind of that speaker."""
    parent_id: str | None
    """Attribution this one is nested in."""
    confidence: float
    """Probability that the attribution is right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Concession:
    """One holder's handling of one concession in one sentence."""

    TABLE: ClassVar[str] = "concessions"
    KEY: ClassVar[tuple[str, ...]] = ("concession_id",)

    concession_id: str
    """Id of the row."""
    article_id: str
    """Article it stands in."""
    start: int
    """Where the passage starts in the article's text."""
    end: int
    """Where the passage ends, exclusive; it lies within one sentence."""
    text: str
    """The passage."""
    attribution_id: str | None
    """Attribution that gives the passage to its holder; null in the author's own voice."""
    holder_id: str | None
    """Speaker who holds it; null in narration, and where the text names the holder by a phrase alone."""
    holder: str | None
    """Canonical name of the holder, or the phrase that names them; null in narration."""
    move: Move
    """What is done with the concession."""
    modality: Modality
    """Whether the move is actual, hypothetical or negated."""
    condition: str | None
    """What the concession is made to depend on, as a phrase of the text."""
    conceder: str | None
    """Who would give it up."""
    beneficiary: str | None
    """To whom it would be given."""
    item: str | None
    """What would be given up, as a phrase of the text."""
    cameo: str | None
    """CAMEO code of the move, finer where the verb tells it."""
    plover: str | None
    """PLOVER code of the move."""
    confidence: float
    """Probability that the passage is about a concession and the move is right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """Where the holder stands on the concession: should it be made, would it work."""

    TABLE: ClassVar[str] = "stances"
    KEY: ClassVar[tuple[str, ...]] = ("concession_id",)

    concession_id: str
    """Row of `concessions` the stance belongs to."""
    article_id: str
    """Article it stands in."""
    holder_id: str | None
    """Speaker who holds it, as in `concessions`."""
    holder: str | None
    """Name of the holder, as in `concessions`; null in narration."""
    stance: StanceLabel
    """Should it be made: support, oppose, conditional or none."""
    p_support: float
    """Probability of support; the four add up to 1."""
    p_oppose: float
    """Probability of oppose."""
    p_conditional: float
    """Probability of conditional."""
    p_none: float
    """Probability of none."""
    efficacy: Efficacy
    """Would it work: works, fails, unsure or none."""
    efficacy_confidence: float
    """Probability of that efficacy label."""
    evidence: str | None
    """The words that decided the stance."""
    evidence_start: int | None
    """Where they start in the article's text."""
    evidence_end: int | None
    """Where they end, exclusive."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One argumentative unit: a clause or sentence that claims or gives a reason."""

    TABLE: ClassVar[str] = "units"
    KEY: ClassVar[tuple[str, ...]] = ("unit_id",)

    unit_id: str
    """Id of the unit."""
    article_id: str
    """Article it stands in."""
    start: int
    """Where the unit starts in the article's text."""
    end: int
    """Where it ends, exclusive."""
    text: str
    """The unit."""
    role: UnitRole
    """claim or premise."""
    speaker_id: str | None
    """Who argues; null in a newsroom's own analysis."""
    speaker: str | None
    """Canonical name of who argues."""
    attribution_id: str | None
    """Attribution whose content the unit is part of; null in the author's own voice."""
    confidence: float
    """Probability that it is a unit of this role."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """One relation from an argumentative unit to another."""

    TABLE: ClassVar[str] = "relations"
    KEY: ClassVar[tuple[str, ...]] = ("source_id", "target_id")

    source_id: str
    """Unit that supports, attacks or concedes."""
    target_id: str
    """Unit that is supported, attacked, or outweighs what was conceded."""
    article_id: str
    """Article both stand in."""
    kind: RelationKind
    """support, attack or (rhetorical) concession."""
    confidence: float
    """Probability of the relation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One holder and concession, joined and ready to group by."""

    TABLE: ClassVar[str] = "statements"
    KEY: ClassVar[tuple[str, ...]] = ("statement_id",)

    statement_id: str
    """Id of the statement."""
    concession_id: str
    """Row of `concessions` and `stances` it was made from."""
    article_id: str
    """Article it stands in."""
    published: date | None
    """Day of publication."""
    publisher: str | None
    """Newspaper, agency or site."""
    title: str | None
    """Headline of the article."""
    genre: Genre
    """Genre of the article."""
    duplicate_of: str | None
    """First near-identical article; leave such rows out to count a syndicated text once."""
    person: str | None
    """Holder, when a person or an author."""
    organization: str | None
    """Holder, when a body, government or group, or named by a phrase alone; else the person's affiliation."""
    country: str | None
    """ISO 3166 alpha-3 code of the side the holder speaks for."""
    speaker_kind: SpeakerKind | None
    """Kind of the holder."""
    role: str | None
    """Role of the holder."""
    concept: str | None
    """Short label of the concession, shared by like ones across articles."""
    move: Move
    """What is done with the concession."""
    modality: Modality
    """Whether the move is actual, hypothetical or negated."""
    event_source: str | None
    """Who acts, in event coding: for `yield` the conceder, else the holder."""
    event_target: str | None
    """On whom: for `yield` the beneficiary, else whom the move addresses."""
    cameo: str | None
    """CAMEO code of the move."""
    plover: str | None
    """PLOVER code of the move."""
    conceder: str | None
    """Who would give it up."""
    beneficiary: str | None
    """To whom it would be given."""
    item: str | None
    """What would be given up."""
    stance: StanceLabel
    """Should it be made."""
    agreement: bool | None
    """True for support, false for oppose, else null."""
    efficacy: Efficacy
    """Would it work."""
    reviewed: bool | None
    """True where a person checked the row and its labels are that person's, false where the person found no concession
    in it, null where nobody has looked."""
    reasons: tuple[str, ...]
    """Units in which premises support what the holder says here, the surest first; see `units`."""
    reason_texts: tuple[str, ...]
    """The words of these units, in the same order."""
    confidence: float
    """Probability that the passage, its move and its stance are right together."""
    quote: str
    """The passage."""
    start: int
    """Where the passage starts in the article's text."""
    end: int
    """Where it ends, exclusive."""

    @property
    def stands(self) -> bool:
        """Whether it counts: nobody who checked it found that no concession is in play."""
        return self.reviewed is not False


RECORDS: tuple[type, ...] = (
    Article,
    Reject,
    Sentence,
    Token,
    Link,
    Attribution,
    Speaker,
    Mention,
    SentenceVoice,
    Concession,
    Stance,
    Unit,
    Relation,
    Statement,
)
