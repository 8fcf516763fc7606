"""What is held back from an encoder: every tenth article, and those of several coders."""

import gzip
import json

from pipeline.train.split import main


def write(path, ids):
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps({"id": i}) + "\n" for i in ids)
    return path


def ids_of(path):
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line)["id"] for line in lines]


def test_split(tmp_path):
    corpus = write(tmp_path / "train.jsonl.gz", range(20))
    several = write(tmp_path / "several.jsonl.gz", [3, 99])
    main(corpus, several, tmp_path / "fit.jsonl.gz", tmp_path / "tune.jsonl.gz")
    assert ids_of(tmp_path / "tune.jsonl.gz") == [3, 5, 15]
    assert sorted([*ids_of(tmp_path / "fit.jsonl.gz"), 3, 5, 15]) == list(range(20))
