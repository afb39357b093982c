"""Form fields: what pages call the fields by which articles are added, where one is wrong."""

from app.locales import N_, Words

FORM_FIELDS = Words(
    {
        "columns": N_("columns"),
        "draft": N_("two tabs"),
        "file": N_("file"),
        "form": N_("form"),
        "is_new": N_("new speaker"),
        "kind": N_("kind"),
        "language": N_("language"),
        "office": N_("office"),
        "order": N_("order"),
        "outlet": N_("outlet"),
        "published_on": N_("day published"),
        "said_on": N_("day said"),
        "side": N_("side"),
        "speaker": N_("speaker"),
        "text": N_("text"),
        "text_kind": N_("kind of text"),
        "title": N_("title"),
        "topics": N_("topics"),
        "url": N_("address"),
        "words": N_("words"),
    }
)


def form_field(field: str) -> str:
    """Return what a field of a form is called; one without a name here is told as it is."""
    return FORM_FIELDS.get(field) or field.replace("_", " ")
