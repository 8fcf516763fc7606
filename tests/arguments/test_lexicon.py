from pipeline.arguments.lexicon import labels, match, phrases, rows

LABELS = {
    "connectives.tsv": {"reason", "result", "purpose", "example", "addition", "contrast", "grant", "frame", "order"},
    "markers.tsv": {
        "duty", "hedge", "future", "call", "opinion", "value", "sure", "evidence", "event", "courtesy", "cause",
    },
    "grants.tsv": {"grant", "weak", "turn", "soft turn", "yield", "soft yield", "adding", "correcting"},
}  # fmt: skip


def test_lexicons_hold_known_labels_once():
    for name, known in LABELS.items():
        found = list(rows(name))
        assert {row[1] for row in found} == known, name
        assert all(row[0] == row[0].lower().strip() for row in found), name
        keys = [(row[0], row[1]) for row in found]
        assert len(keys) == len(set(keys)), name


def test_match_takes_the_longest_phrase():
    lexicon = phrases("connectives.tsv")
    assert match(["as", "a", "result", "it", "failed"], 0, lexicon) == (3, "result")
    assert match(["as", "it", "failed"], 0, lexicon) == (1, "reason")
    assert match(["zebra"], 0, lexicon) is None
    assert match([], 0, lexicon) is None


def test_labels_are_found_anywhere():
    assert set(labels(["they", "must", "thank", "the", "crew"], phrases("markers.tsv"))) == {"duty", "courtesy"}
