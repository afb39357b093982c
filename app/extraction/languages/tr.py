"""Turkish: what the engine needs to know of the language."""

from app.extraction.profile import LanguageProfile, words

TURKISH = LanguageProfile(
    language="tr",
    cues=(),
    stop_words=words("ve bir bu da de için ile olarak olan dedi"),
)
