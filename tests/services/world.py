"""World: reference data of invented people, bodies and countries, in the form of the seeds."""

from app.readers.seeds import (
    SeedActor,
    SeedAlias,
    SeedOffice,
    SeedOutlet,
    Seeds,
    SeedTenure,
    SeedTerm,
    SeedTopic,
)


def person(slug: str, name: str, *aliases: str, tenures: tuple[SeedTenure, ...]) -> SeedActor:
    """A person with English aliases."""
    spelled = tuple(SeedAlias(alias, "en") for alias in (name, *aliases))
    return SeedActor(slug, name, "person", None, None, spelled, {}, tenures)


def body(slug: str, name: str, side: str, kind: str = "institution") -> SeedActor:
    """An institution or a state."""
    adjectives = {"en": ("Veltanian",)} if slug == "veltania" else {}
    return SeedActor(slug, name, kind, None, side, (SeedAlias(name, "en"),), adjectives, ())


def outlet(slug: str, name: str, domain: str) -> SeedOutlet:
    """A newspaper."""
    return SeedOutlet(slug, name, domain, None, ("en",), "press", None, "reported", (), False)


MINISTER = SeedOffice(
    "ve-foreign-minister",
    "Foreign Minister of Veltania",
    "ru",
    "ve-mfa",
    ("veltania",),
    {"en": ("foreign minister",)},
)
ENVOY = SeedOffice("un-envoy", "Envoy for the Sarn", "un", None, (), {"en": ("envoy",)})
SPOKESWOMAN = SeedOffice(
    "ve-spokeswoman",
    "Spokeswoman of Veltania",
    "ru",
    "ve-mfa",
    ("veltania",),
    {"en": ("spokeswoman",)},
)

WORLD = Seeds(
    topics=(
        SeedTopic("dams", "Dams", "The dams on the Sarn.", 1, (SeedTerm("dam*", "en"),)),
        SeedTopic("ports", "Ports", "The ports of the coast.", 2, (SeedTerm("port*", "en"),)),
    ),
    offices=(MINISTER, ENVOY, SPOKESWOMAN),
    actors=(
        body("veltania", "Veltania", "ru", "state"),
        body("ve-mfa", "Veltanian Foreign Ministry", "ru"),
        person(
            "ada-moor",
            "Ada Moor",
            "Moor",
            tenures=(
                SeedTenure("ve-foreign-minister", since="2020-03", until="2024-06-30"),
                SeedTenure("un-envoy", since="2024-07-01"),
            ),
        ),
        person(
            "bo-lind", "Bo Lind", "Lind", tenures=(SeedTenure("ve-foreign-minister", "2024-07"),)
        ),
        person("cara-lind", "Cara Lind", "Lind", tenures=(SeedTenure("ve-spokeswoman"),)),
    ),
    outlets=(
        outlet("sarn-courier", "Sarn Courier", "sarncourier.example"),
        outlet("coast-herald", "Coast Herald", "coastherald.example"),
    ),
    events=(),
    places=(),
)
