"""The language of a text, by character n-grams (py3langid, after Lui and Baldwin 2012)."""

from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

CANDIDATES = (
    "ar", "bg", "bn", "bs", "ca", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "gu", "he", "hi", "hr",
    "hu", "hy", "id", "is", "it", "ja", "ka", "kk", "ko", "lt", "lv", "mk", "mr", "ms", "nl", "no", "pl", "pt", "ro",
    "ru", "sk", "sl", "sq", "sr", "sv", "sw", "ta", "te", "th", "tl", "tr", "uk", "ur", "vi", "zh",
)  # fmt: skip
"""Languages that newspapers are commonly printed in; rarer ones mostly turn up as wrong guesses on short texts."""

CONFIDENT = 0.9
"""Probability from which a guess on a short text is believed."""

SURE = 0.5
"""Probability from which a long text counts as foreign."""


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([code for code in CANDIDATES if code in identifier.labels])
    return identifier


def guess(text: str) -> tuple[str, float]:
    """Return the likeliest language (ISO 639-1) of ``text`` and its probability in [0, 1]."""
    code, probability = _identifier().classify(text)
    return str(code), float(probability)


def of_guess(code: str, probability: float, *, long: bool, told: str | None) -> str | None:
    """Return a guess when the text is long or the guess confident, else what its metadata told, else null."""
    return code if long or probability >= CONFIDENT else told
