"""Crowd: the small record with many more speakers, outlets and months, all of them made up."""

from sqlmodel import Session

from tests.sample import Record, Said, Sample, fill

FIRST = ("Ada", "Bo", "Cora", "Dana", "Edda", "Falk", "Gerda", "Hugo", "Ivo", "Jonna", "Karl")
LAST = (
    "Quell", "Torm", "Vind", "Rook", "Marn", "Sund", "Dahl", "Brix", "Hald", "Lunt", "Ness",
    "Orm",
)  # fmt: skip
SPEAKERS, OUTLETS, MONTHS = 120, 14, 30


def fill_crowd(session: Session) -> Sample:
    """Fill an empty database with the sample and `SPEAKERS` more; flushed, not committed.

    The n-th further speaker has said something once, every sixth one three times more; months
    from 2022-07 on have a few statements each.
    """
    sample = fill(session)
    record = Record(session, rows=10_000)
    outlets = [
        record.outlet(f"gazette-{number}", f"Gazette of Kestrel, no. {number}")
        for number in range(1, OUTLETS + 1)
    ]
    topics = list(sample.topics.values())[:3]
    for number in range(SPEAKERS):
        first, last = FIRST[number % len(FIRST)], LAST[number % len(LAST)]
        by_names = ("The Ferryman",) if number == 1 else ()
        actor = record.actor(f"speaker-{number}", f"{first} {last}", *by_names)
        for each in range(4 if number % 6 == 0 else 1):
            words = f"Lock {number}.{each} stays open"
            article = record.article(f"“{words},” {first} {last} said.", outlets[number % OUTLETS])
            at = 2022 * 12 + 6 + (number * 7 + each * 11) % MONTHS
            record.statement(
                Said(article, words, speaker=f"{first} {last}"),
                actor=actor,
                side=("ru", "tr", "sy")[number % 3],
                said_on=f"{at // 12}-{at % 12 + 1:02}-{number % 28 + 1:02}",
                topics=[topics[number % 3]],
            )
    return sample
