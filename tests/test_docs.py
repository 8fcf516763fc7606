import pytest
import spacy
from spacy.tokens import Doc, Span

from pipeline import docs
from pipeline.schema import TableError


def parse(words, *, vocab):
    """A document with everything that passes on; each word hangs on the first."""
    count = len(words)
    doc = Doc(
        vocab,
        words=words,
        spaces=[i % 2 == 0 for i in range(count)],
        tags=["NN"] * count,
        pos=["NOUN"] * count,
        lemmas=[word.lower() for word in words],
        deps=["ROOT", *["dep"] * (count - 1)],
        heads=[0] * count,
    )
    doc.ents = [Span(doc, 0, 1, label="PERSON")]
    return doc


def told(doc):
    return [
        (t.text, t.whitespace_, t.tag_, t.pos_, t.lemma_, t.dep_, t.head.i, t.is_sent_start, t.ent_type_) for t in doc
    ]


@pytest.fixture
def parses():
    vocab = spacy.blank("en").vocab
    return [parse(words, vocab=vocab) for words in (["Marn", "spoke", "."], ["No"], ["Orsk", "—", "“", "weir"])]


@pytest.mark.parametrize("shard_size", [1, 2, 3, 50])
def test_parses_come_back_in_order(tmp_path, parses, shard_size, keep):
    keep(tmp_path, parses, shard_size=shard_size)
    assert [told(doc) for doc in docs.read(tmp_path)] == [told(doc) for doc in parses]
    assert len(list((tmp_path / docs.FOLDER).iterdir())) == -(-len(parses) // shard_size)


def test_no_parses_make_an_empty_folder(tmp_path, keep):
    keep(tmp_path, [])
    assert list(docs.read(tmp_path)) == []


def test_shards_of_an_earlier_run_are_removed(tmp_path, parses, keep):
    keep(tmp_path, parses, shard_size=1)
    keep(tmp_path, parses[:1], shard_size=1)
    assert [told(doc) for doc in docs.read(tmp_path)] == [told(parses[0])]


def test_the_same_parses_make_the_same_bytes(tmp_path, parses, keep):
    for name in ("one", "two"):
        keep(tmp_path / name, parses, shard_size=2)
    files = [sorted((tmp_path / name / docs.FOLDER).iterdir()) for name in ("one", "two")]
    assert [f.read_bytes() for f in files[0]] == [f.read_bytes() for f in files[1]]


def test_a_missing_folder_names_the_next_step(tmp_path):
    with pytest.raises(TableError, match="run pipeline tokenize first"):
        next(docs.read(tmp_path))


def test_a_parse_alone_is_the_same_as_among_others(tmp_path, parses, keep):
    keep(tmp_path, parses)
    among = list(docs.parses(tmp_path))
    alone = [docs.unpacked(docs.packed(doc)) for doc in parses]
    assert [p.digest for p in among] == [p.digest for p in alone]
    assert len({p.digest for p in alone}) == len(parses)
    assert [p.alone().to_bytes() for p in among] == [p.alone().to_bytes() for p in alone]
    assert [told(p.doc(docs.vocab())) for p in among] == [told(doc) for doc in parses]
