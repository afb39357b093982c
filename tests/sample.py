"""Sample: builds records for tests, and one small record of invented people in three scripts.

Everybody and everything in it is made up: Veltania and Ostmark lie on the river Sarn. Sides are
the product's own codes, since no others can be stored; they say nothing about real states.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlmodel import Session, select

from app.days import Period
from app.models import (
    Actor,
    Alias,
    Article,
    Doubt,
    Office,
    Outlet,
    Quote,
    ReviewItem,
    Revision,
    Statement,
    StatementTopic,
    Tenure,
    Topic,
    TopicEvidence,
    TopicTerm,
)
from app.spans import Span, hull, join_parts
from app.text import fingerprint, fold, normalise, words_key

BEGINNING = datetime(2024, 12, 1, 8, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Said:
    """One wording: where it stands, and how the article gives it to its speaker.

    Attributes:
        words: as printed, once for each part.
    """

    article: Article
    words: str | tuple[str, ...]
    form: str = "direct"
    cue: str = "said"
    speaker: str | None = None
    via: str | None = None
    language: str | None = None
    parent: Quote | None = None


def parts_of(text: str, words: Sequence[str]) -> tuple[Span, ...]:
    """The places of `words` in `text`, each behind the one before."""
    found, at = [], 0
    for each in words:
        start = text.index(each, at)
        found.append(Span(start, start + len(each)))
        at = start + len(each)
    return tuple(found)


@dataclass
class Record:
    """Builds a record row by row; `quotes` holds the quotes of each statement, by its id."""

    session: Session
    quotes: dict[int, list[Quote]] = field(default_factory=dict)
    rows: int = 0

    def _add(self, row: Any) -> Any:
        self.session.add(row)
        self.session.flush()
        return row

    def _moment(self) -> datetime:
        """A moment later than every one before."""
        self.rows += 1
        return BEGINNING + timedelta(minutes=self.rows)

    def outlet(self, slug: str, name: str, **fields: Any) -> Outlet:
        """An outlet."""
        outlet: Outlet = self._add(Outlet(slug=slug, name=name, **fields))
        return outlet

    def actor(self, slug: str, name: str, *aliases: str, **fields: Any) -> Actor:
        """A person, unless `kind` says otherwise, with their name and `aliases` to be found by."""
        actor: Actor = self._add(Actor(slug=slug, name=name, **{"kind": "person", **fields}))
        for text in dict.fromkeys((name, *aliases)):
            self._add(Alias(actor_id=actor.id, text=text, folded=fold(text)))
        return actor

    def office(self, actor: Actor, slug: str, title: str, side: str, **tenure: Any) -> Office:
        """An office, and `actor` in it (`since`, `until` as printed; open if left out)."""
        office: Office = self._add(Office(slug=slug, title=title, side=side))
        since, until = tenure.get("since"), tenure.get("until")
        self._add(
            Tenure(
                actor_id=actor.id,
                office_id=office.id,
                since=since,
                until=until,
                since_day=Period.parse(since).first if since else None,
                until_day=Period.parse(until).last if until else None,
            )
        )
        return office

    def topic(self, slug: str, name: str, *terms: str, position: int = 0) -> Topic:
        """A topic with English terms."""
        topic: Topic = self._add(
            Topic(slug=slug, name=name, definition=f"All about {name}.", position=position)
        )
        for text in terms:
            self._add(TopicTerm(topic_id=topic.id, language="en", text=text))
        return topic

    def article(self, text: str, outlet: Outlet | None = None, **fields: Any) -> Article:
        """An article in English, unless `language` says otherwise."""
        text = normalise(text)
        article: Article = self._add(
            Article(
                text=text,
                text_sha256=fingerprint(text),
                outlet_id=outlet.id if outlet else None,
                captured_at=self._moment(),
                **{"language": "en", **fields},
            )
        )
        return article

    def statement(
        self,
        *wordings: Said,
        actor: Actor | None = None,
        office: Office | None = None,
        side: str | None = None,
        speaker: str | None = None,
        said_on: str | None = None,
        topics: Sequence[Topic] = (),
        doubt: Doubt | None = None,
        **fields: Any,
    ) -> Statement:
        """A statement with its wordings, the first of which leads.

        Args:
            said_on: at its precision; None is unknown.
            doubt: an open review item makes it pending.
        """
        period = Period.parse(said_on) if said_on else None
        outlets = {said.article.original_outlet_id or said.article.outlet_id for said in wordings}
        statement: Statement = self._add(
            Statement(
                actor_id=actor.id if actor else None,
                speaker=speaker,
                office_id=office.id if office else None,
                side=side or (office.side if office else actor.side if actor else None),
                said_on=period.first if period else None,
                said_until=period.last if period else None,
                said_on_precision=period.precision if period else "day",
                form=wordings[0].form,
                language=wordings[0].language or wordings[0].article.language,
                outlet_count=len(outlets),
                is_pending=doubt is not None,
                created_at=self._moment(),
                **{"said_on_basis": "stated" if period else "unknown", **fields},
            )
        )
        self.quotes[statement.id or 0] = [self.quote(statement, said) for said in wordings]
        for topic in topics:
            self._add(StatementTopic(statement_id=statement.id, topic_id=topic.id))
        if doubt:
            self._add(ReviewItem(reason=doubt, statement_id=statement.id, subject=speaker))
        return statement

    def quote(self, statement: Statement, said: Said) -> Quote:
        """One more wording of a statement."""
        text = said.article.text
        words = (said.words,) if isinstance(said.words, str) else said.words
        parts = parts_of(text, words)
        whole = hull(parts)
        quote: Quote = self._add(
            Quote(
                article_id=said.article.id,
                statement_id=statement.id,
                parent_id=said.parent.id if said.parent else None,
                form=said.form,
                language=said.language or said.article.language,
                start_char=whole.start,
                end_char=whole.end,
                parts=[[part.start, part.end] for part in parts],
                text=join_parts(text, parts),
                words_key=words_key(join_parts(text, parts)),
                cue=said.cue,
                speaker_printed=said.speaker,
                via=said.via,
                rule="q-s-v",
                confidence=0.9,
            )
        )
        return quote

    def evidence(self, statement: Statement, topic: Topic, term: str) -> TopicEvidence:
        """The place of `term` in the leading quote, as the reason for `topic`."""
        quote = self.quotes[statement.id or 0][0]
        article = self.session.get_one(Article, quote.article_id)
        start = article.text.index(term, quote.start_char)
        link = self.session.exec(
            select(StatementTopic).where(
                StatementTopic.statement_id == statement.id, StatementTopic.topic_id == topic.id
            )
        ).one()
        found: TopicEvidence = self._add(
            TopicEvidence(
                statement_topic_id=link.id,
                quote_id=quote.id,
                term=term.lower(),
                start_char=start,
                end_char=start + len(term),
            )
        )
        return found

    def revision(self, statement: Statement, action: str, **fields: Any) -> Revision:
        """A change that a person made to a statement."""
        revision: Revision = self._add(
            Revision(
                at=self._moment(),
                who="local user",
                action=action,
                subject="statement",
                subject_id=statement.id,
                **fields,
            )
        )
        return revision


DAM = """Veltania opens a second inquiry into the Sarn dam

Foreign Minister Ada Moor said on Thursday that the inquiry would be public. “The dam leaks,” she \
said, “and everybody on the river knows it.”

Bo Lind, the defence minister of Ostmark, warned of “a cold winter” on the border. He added that \
no troops would be moved.
"""
DAM_RU = """Велтания начинает проверку плотины

Министр иностранных дел Ада Мур заявила: «Плотина течёт, и это знают все на реке». \
Об этом сообщает «Вечерний Остмарк».

Илья Сарнов подчеркнул, что урожай ещё можно спасти.
"""
DAM_TR = """Veltanya'da baraj tartışması

Işıl Fırtınalı, "Sarn'ın suyu herkesindir" dedi. Ilıca köyünde konuşan bir yetkili ise \
hasadın kurtarılabileceğini söyledi.
"""
BORDER = """Ostmark keeps its border posts open

"The border stays open," Bo Lind told reporters in Kestrel. An official who asked not to be named \
said that the posts were short of staff.
"""
DIGEST = """Digest: in March, Ada Moor told the assembly that the harvest was safe.
"""
ERASED = "The article that stood here was erased."


@dataclass(frozen=True)
class Sample:
    """What `fill` put into the database: rows by a short name."""

    outlets: dict[str, Outlet]
    actors: dict[str, Actor]
    topics: dict[str, Topic]
    articles: dict[str, Article]
    statements: dict[str, Statement]


def fill(session: Session) -> Sample:
    """Fill an empty database with a small record of every kind of thing; flushed, not committed.

    It holds ten live statements, one merged and one withdrawn; five articles with text (one
    of them a digest, one of an open outlet) and an erased one.
    """
    record = Record(session)
    outlets = {
        "courier": record.outlet("sarn-courier", "Sarn Courier", is_open=True),
        "evening": record.outlet("vecherniy-ostmark", "Вечерний Остмарк"),
        "post": record.outlet("veltanya-postasi", "Veltanya Postası"),
        "idle": record.outlet("idle-gazette", "Idle Gazette"),
    }
    actors = {
        "moor": record.actor("ada-moor", "Ada Moor", "Moor", "Ада Мур", "Мур", gender="f"),
        "lind": record.actor("bo-lind", "Bo Lind", "Lind", "Бо Линд", "Линд", gender="m"),
        "sarnov": record.actor("ilya-sarnov", "Ilya Sarnov", "Илья Сарнов", "Сарнов", gender="m"),
        "firtinali": record.actor("isil-firtinali", "Işıl Fırtınalı", "Fırtınalı", gender="f"),
        "ministry": record.actor(
            "ministry-of-dams", "Ministry of Dams", kind="institution", side="other"
        ),
    }
    moor = record.office(actors["moor"], "ve-foreign", "Foreign minister", "tr", since="2020")
    lind = record.office(actors["lind"], "os-defence", "Defence minister", "ru", since="2019-05")
    topics = {
        "dams": record.topic("dams", "Dams and water", "dam", "river", position=1),
        "border": record.topic("border", "Border", "border", position=2),
        "harvest": record.topic("harvest", "Harvest", "harvest", position=3),
        "idle": record.topic("fisheries", "Fisheries", "fish", position=4),
    }
    articles = {
        "dam": record.article(
            DAM,
            outlets["courier"],
            title="Veltania opens a second inquiry into the Sarn dam",
            url="https://courier.example/2024/12/dam",
            url_key="courier.example/2024/12/dam",
            published_on=date(2024, 12, 27),
        ),
        "dam_ru": record.article(
            DAM_RU,
            outlets["evening"],
            title="Велтания начинает проверку плотины",
            url="https://evening.example/plotina",
            url_key="evening.example/plotina",
            published_on=date(2024, 12, 27),
            language="ru",
        ),
        "dam_tr": record.article(
            DAM_TR, outlets["post"], title="Veltanya'da baraj tartışması", language="tr"
        ),
        "border": record.article(BORDER, published_on=date(2025, 1, 14)),
        "digest": record.article(DIGEST, outlets["evening"], text_kind="digest", title="March"),
        "erased": record.article(
            ERASED,
            title="Erased",
            erased_at=BEGINNING,
            erased_reason="A court of Veltania ordered it.",
        ),
    }
    dam, dam_ru, border = articles["dam"], articles["dam_ru"], articles["border"]
    statements = {
        "leaks": record.statement(
            Said(dam, ("The dam leaks,", "and everybody on the river knows it."), speaker="she"),
            Said(
                dam_ru,
                "Плотина течёт, и это знают все на реке",
                cue="заявила",
                speaker="Министр иностранных дел Ада Мур",
                via="Вечерний Остмарк",
            ),
            actor=actors["moor"],
            office=moor,
            said_on="2024-12-26",
            said_on_basis="weekday",
            topics=[topics["dams"]],
            occasion="a news conference",
            place="Kestrel",
        ),
        "public": record.statement(
            Said(dam, "the inquiry would be public", form="indirect", speaker="Ada Moor"),
            actor=actors["moor"],
            office=moor,
            said_on="2024-12-26",
            said_on_basis="weekday",
            topics=[topics["dams"]],
        ),
        "winter": record.statement(
            Said(dam, "of “a cold winter” on the border", form="mixed", cue="warned"),
            actor=actors["lind"],
            office=lind,
            said_on="2024-12-27",
            said_on_basis="published",
            topics=[topics["border"]],
        ),
        "troops": record.statement(
            Said(dam, "no troops would be moved", form="indirect", cue="added", speaker="He"),
            actor=actors["lind"],
            office=lind,
            said_on="2024-12-27",
            said_on_basis="published",
        ),
        "rescue": record.statement(
            Said(
                dam_ru,
                "урожай ещё можно спасти",
                form="indirect",
                cue="подчеркнул",
                speaker="Илья Сарнов",
            ),
            actor=actors["sarnov"],
            said_on="2024-12",
            topics=[topics["harvest"]],
        ),
        "water": record.statement(
            Said(
                articles["dam_tr"],
                "Sarn'ın suyu herkesindir",
                cue="dedi",
                speaker="Işıl Fırtınalı",
            ),
            actor=actors["firtinali"],
            side="sy",
            topics=[topics["dams"], topics["border"]],
        ),
        "official": record.statement(
            Said(
                articles["dam_tr"],
                "hasadın kurtarılabileceğini",
                form="indirect",
                cue="söyledi",
                speaker="bir yetkili",
            ),
            speaker="bir yetkili",
            topics=[topics["harvest"]],
            doubt=Doubt.UNKNOWN_SPEAKER,
        ),
        "open": record.statement(
            Said(border, "The border stays open,", cue="told", speaker="Bo Lind"),
            actor=actors["lind"],
            office=lind,
            said_on="2025-01-14",
            said_on_basis="published",
            topics=[topics["border"]],
        ),
        "staff": record.statement(
            Said(border, "the posts were short of staff", form="indirect", speaker="An official"),
            speaker="An official who asked not to be named",
            said_on="2025",
            topics=[topics["border"]],
            doubt=Doubt.UNKNOWN_SPEAKER,
        ),
        "safe": record.statement(
            Said(articles["digest"], "the harvest was safe", form="indirect", cue="told"),
            actor=actors["moor"],
            office=moor,
            said_on="2024-03",
            topics=[topics["harvest"]],
        ),
    }
    record.evidence(statements["leaks"], topics["dams"], "dam")
    record.revision(
        statements["leaks"],
        "set day",
        before={"said_on": "2024-12-27"},
        after={"said_on": "2024-12-26"},
        note="It was Thursday.",
    )
    statements["merged"] = record.statement(
        Said(border, "The border stays open,"), merged_into_id=statements["open"].id
    )
    statements["withdrawn"] = record.statement(
        Said(border, "short of staff", form="indirect"),
        withdrawn_at=BEGINNING,
        withdrawn_reason="Nobody had said it.",
    )
    return Sample(outlets, actors, topics, articles, statements)
