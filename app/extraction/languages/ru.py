"""Russian: what the engine needs to know of the language."""

from app.extraction.profile import LanguageProfile, words

RUSSIAN = LanguageProfile(
    language="ru",
    cues=(),
    stop_words=words("и в не на что с по как это он"),
)
