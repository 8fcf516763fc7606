import pytest
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

PIECES = ["[UNK]", "[CLS]", "[SEP]", "the", "locks", "stay", "shut", "orne", "said", ".", ",", "“", "”", '"']


@pytest.fixture(scope="session")
def tokenizer():
    """A tokenizer that knows a few words and splits as BERT's does."""
    made = Tokenizer(models.WordLevel({p: i for i, p in enumerate(PIECES)}, unk_token="[UNK]"))
    made.normalizer = normalizers.BertNormalizer(lowercase=True)
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return made
