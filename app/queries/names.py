"""Names: find actors by any spelling of a name, and say which alias matched."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import lru_cache
from threading import Lock

from sqlalchemy import select
from sqlmodel import Session, col

from app.models import Actor, Alias
from app.queries.spelling import (
    STEM_LETTERS,
    distance,
    held_under,
    is_cyrillic,
    looked_for,
    russian_forms,
    same_name,
    skeleton,
)
from app.queries.words import Tokens, Word, WordQuery, literally, parse_words, tokens_of

Key = tuple[str, str]

IN_SESSION = "actor names"


def places(word: Word, tokens: Sequence[str]) -> Iterator[int]:
    """Yield where, among the folded tokens of a name, those of `word` begin, in any spelling."""
    wanted = word.tokens
    for at in range(len(tokens) - len(wanted) + 1):
        here = tokens[at : at + len(wanted)]
        if all(map(same_name, wanted[:-1], here)) and (
            same_name(wanted[-1], here[-1]) or (word.is_prefix and here[-1].startswith(wanted[-1]))
        ):
            yield at


def matches(word: Word, alias: str, *, exact: bool) -> bool:
    """Say whether the tokens of `word` stand next to one another in an alias as printed."""
    if exact:
        return literally(word.typed, is_prefix=word.is_prefix).search(alias) is not None
    return next(places(word, tokens_of(alias)), None) is not None


@dataclass(frozen=True)
class NameIndex:
    """Names by their words: says at once what `matches` says of each.

    It never changes: whoever keeps one builds another when a name changes.

    Attributes:
        names: an id of the caller's, and a name of what it stands for; ids may repeat.
        by_token: for each folded word, the places in `names` that hold it.
        by_key: for each key of `held_under`, its words.
        by_id: for each id, the places of its names.
        tokens: the words in order.
    """

    names: tuple[tuple[int, str], ...]
    by_token: Mapping[str, tuple[int, ...]]
    by_key: Mapping[Key, tuple[str, ...]]
    by_id: Mapping[int, tuple[int, ...]]
    tokens: tuple[str, ...]

    @classmethod
    def build(cls, names: Iterable[tuple[int, str]]) -> "NameIndex":
        """Return the index of `names`."""
        every = tuple(names)
        by_token: defaultdict[str, list[int]] = defaultdict(list)
        by_key: defaultdict[Key, list[str]] = defaultdict(list)
        by_id: defaultdict[int, list[int]] = defaultdict(list)
        for at, (number, name) in enumerate(every):
            by_id[number].append(at)
            for token in dict.fromkeys(tokens_of(name)):
                by_token[token].append(at)
        for token in by_token:
            for key in held_under(token):
                by_key[key].append(token)
        return cls(
            every,
            {token: tuple(found) for token, found in by_token.items()},
            {key: tuple(found) for key, found in by_key.items()},
            {number: tuple(found) for number, found in by_id.items()},
            tuple(sorted(by_token)),
        )

    def find(self, word: Word, *, exact: bool) -> set[int]:
        """Return the ids with a name that `word` matches."""
        return {self.names[at][0] for at in self.find_names(word, exact=exact)}

    def find_names(self, word: Word, *, exact: bool) -> set[int]:
        """Return the places in `names` of those that `word` matches."""
        *first, last = word.tokens
        found = self._holding(last, exact=exact, is_prefix=word.is_prefix)
        for token in first:
            found &= self._holding(token, exact=exact)
        if exact or first:
            return {at for at in found if matches(word, self.names[at][1], exact=exact)}
        return found

    def spellings(self, token: str) -> set[str]:
        """Return the words that are spellings of one name with a folded token."""
        return {token, *(each for key in looked_for(token) for each in self.by_key.get(key, ()))}

    def names_of(self, number: int) -> list[str]:
        """Return the names with an id."""
        return [self.names[at][1] for at in self.by_id.get(number, ())]

    def _holding(self, token: str, *, exact: bool, is_prefix: bool = False) -> set[int]:
        tokens = {token} if exact else self.spellings(token)
        if is_prefix:
            start = bisect_left(self.tokens, token)
            tokens.update(self.tokens[start : bisect_left(self.tokens, token + "\U0010ffff")])
        return {at for each in tokens for at in self.by_token.get(each, ())}


class NamesSeen:
    """Every name that a process has met, so that a new one is indexed without all the others.

    Any number of threads may ask it at once.
    """

    def __init__(self) -> None:
        self._known: set[str] = set()
        self._layers: tuple[NameIndex, ...] = ()
        self._lock = Lock()

    def indexes(self, names: Set[str]) -> tuple[NameIndex, ...]:
        """Return indexes that hold all of `names` between them, and others met before."""
        with self._lock:
            new = names - self._known
            if new:
                self._known |= new
                layers = [*self._layers, NameIndex.build(enumerate(sorted(new)))]
                # Each is at least twice as long as the one behind it, so that they stay few.
                while len(layers) > 1 and 2 * len(layers[-1].names) > len(layers[-2].names):
                    joined = (name for layer in layers[-2:] for _, name in layer.names)
                    layers[-2:] = [NameIndex.build(enumerate(joined))]
                self._layers = tuple(layers)
            return self._layers


@dataclass(frozen=True)
class ActorNames:
    """The aliases of all actors by their ids, and which of them are persons."""

    index: NameIndex
    persons: frozenset[int]

    @classmethod
    def build(cls, rows: Iterable[tuple[int, str, str]]) -> "ActorNames":
        """Return the names of actors: each row is an id, an alias, and the actor's kind."""
        every = list(rows)
        return cls(
            NameIndex.build((number, alias) for number, alias, _ in every),
            frozenset(number for number, _, kind in every if kind == "person"),
        )


def lend_actor_names(session: Session, names: ActorNames) -> None:
    """Let the questions of a session about names be answered by `names`, read in its snapshot."""
    session.info[IN_SESSION] = names


def read_actor_names(session: Session) -> ActorNames:
    """Return the aliases of all actors, as lent to the session, or read and indexed now."""
    lent: ActorNames | None = session.info.get(IN_SESSION)
    if lent is not None:
        return lent
    query = (
        select(col(Alias.actor_id), col(Alias.text), col(Actor.kind))
        .join(Actor, col(Actor.id) == col(Alias.actor_id))
        .order_by(col(Alias.id))
    )
    return _actor_names(
        tuple((number, text, kind) for number, text, kind in session.execute(query))
    )


@lru_cache(4)
def _actor_names(rows: tuple[tuple[int, str, str], ...]) -> ActorNames:
    return ActorNames.build(rows)


def actors_by_word(session: Session, words: Iterable[Word], *, exact: bool) -> dict[Word, set[int]]:
    """Return for each word the ids of the actors of whose names it is a part."""
    names = read_actor_names(session).index
    return {word: names.find(word, exact=exact) for word in words}


# ------------------------------------------------------------------- names in the words of texts


def spell_out(words: WordQuery, names: ActorNames) -> WordQuery:
    """Return a query whose names of persons are looked for in texts in every known spelling.

    A word that is part of a known name, in whatever script, stands for that part in the others
    (Lavrov: лавров), in any Russian case (лаврова, лаврову). Other words are left as they are.
    """

    def spelt(word: Word) -> Word:
        found = tuple(sorted(other_spellings(word, names)))
        return replace(word, also=found) if found else word

    return WordQuery(
        tuple(tuple(map(spelt, choice)) for choice in words.wanted),
        tuple(map(spelt, words.refused)),
    )


def other_spellings(word: Word, names: ActorNames) -> set[Tokens]:
    """Return the other spellings of a name, as tokens of a text; none for what is no name.

    A phrase has those of the names that hold it, in the case in which they are known.
    """
    if word.is_prefix or all(len(skeleton(each)) < STEM_LETTERS for each in word.tokens):
        return set()
    found: set[Tokens] = set()
    bearers = set()
    for place in names.index.find_names(word, exact=False):
        number, name = names.index.names[place]
        if number not in names.persons:
            continue
        tokens = tokens_of(name)
        for at in places(word, tokens):
            found.add(tokens[at : at + len(word.tokens)])
        bearers.add(number)
    if len(word.tokens) == 1:
        found |= {
            (token,)
            for number in bearers
            for name in names.index.names_of(number)
            for token in tokens_of(name)
            if any(in_other_script(token, each) for (each,) in found)
        }
        found = {(form,) for (token,) in found for form in russian_forms(token)}
    return found - {word.tokens}


def in_other_script(one: str, other: str) -> bool:
    """Say whether two words of one person's names are the same word, as print has it.

    Print does not keep to rules (Jolani, Джолани; İbrahim, Ибрагим): two slips are allowed.
    """
    if is_cyrillic(one) == is_cyrillic(other):
        return False
    keys = skeleton(one), skeleton(other)
    return min(map(len, keys)) >= STEM_LETTERS and distance(*keys) <= 2


# ------------------------------------------------------------------------ which alias matched


@dataclass(frozen=True)
class NameMatch:
    """An actor that a typed name means, and the spelling that matched."""

    actor_id: int
    slug: str
    name: str
    alias: str


def find_actors_named(
    session: Session, words: WordQuery, limit: int = 5, *, exact: bool = False
) -> list[NameMatch]:
    """Return the actors with an alias that holds every word asked for, best first.

    Each comes once, with the alias that matched: one spelled as typed before others, then one in
    the script that was typed, then the shortest.
    """
    if not words.wanted or words.refused:
        return []
    names = read_actor_names(session).index
    held = [
        set[int]().union(*(names.find_names(word, exact=exact) for word in choice))
        for choice in words.wanted
    ]
    found = _name_matches(session, words, names, set.intersection(*held))
    return sorted(found, key=lambda match: (len(match.alias), match.name))[:limit]


@dataclass(frozen=True)
class Understood:
    """What a search looks for in a text and in a speaker's name.

    Attributes:
        words: with every spelling that a text may hold.
        aliases: by the slug of each actor that any wanted word names, the alias that it matched.
    """

    words: WordQuery
    aliases: Mapping[str, str]


def understand(session: Session, q: str, *, exact: bool) -> Understood:
    """Return what `q` looks for: what stands for it in a list, so that it can be marked there."""
    words = parse_words(q)
    if not words.wanted:
        return Understood(words, {})
    names = read_actor_names(session)
    held = (names.index.find_names(word, exact=exact) for word in words.any_wanted)
    found = _name_matches(session, words, names.index, set().union(*held))
    return Understood(
        words if exact else spell_out(words, names),
        {match.slug: match.alias for match in found},
    )


def _name_matches(
    session: Session, words: WordQuery, names: NameIndex, held: set[int]
) -> list[NameMatch]:
    """Return the actors with names at some of the places `held`, each with the best of them."""
    every = words.any_wanted
    tokens = {token for word in every for token in word.tokens}

    def rank(alias: str) -> tuple[int, int, bool, int]:
        literal = sum(word.typed in alias for word in every)
        here = tokens_of(alias)
        is_foreign = any(map(is_cyrillic, here)) != any(map(is_cyrillic, tokens))
        return -literal, -len(tokens.intersection(here)), is_foreign, len(alias)

    best: dict[int, str] = {}
    for number, alias in (names.names[at] for at in sorted(held)):
        if number not in best or rank(alias) < rank(best[number]):
            best[number] = alias
    return [
        NameMatch(number, slug, name, best[number])
        for number, slug, name in read_actors(session, best)
    ]


def read_actors(session: Session, numbers: Iterable[int]) -> list[tuple[int, str, str]]:
    """Return id, slug and name of actors, less those that became part of another."""
    query = select(col(Actor.id), col(Actor.slug), col(Actor.name)).where(
        col(Actor.merged_into_id).is_(None)
    )
    wanted = sorted(numbers)
    if len(wanted) <= 500:
        query = query.where(col(Actor.id).in_(wanted))
    kept = set(wanted)
    return [(number, slug, name) for number, slug, name in session.execute(query) if number in kept]
