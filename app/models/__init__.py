"""Models: the tables. Importing this package declares all of them."""

from app.models.account import Account, AccountSession, ApiToken, Role, TokenScope
from app.models.actor import Actor, Alias, Office, Tenure
from app.models.article import Article, ArticleBand, TextKind
from app.models.base import (
    LANGUAGE_NAMES,
    SIDE_NAMES,
    Certainty,
    Origin,
    Precision,
    Side,
    metadata,
    now,
)
from app.models.brief import Brief
from app.models.capture import Capture, FormerPlace
from app.models.event import Event
from app.models.feed import Feed, FeedItem, FeedState, ItemState
from app.models.intake import Draft, FailedInput
from app.models.job import Job, JobState, Lease
from app.models.link import CHANGES, STANDS, Link, LinkKind
from app.models.outlet import Outlet
from app.models.quote import BY_HAND, Quote, QuoteHome
from app.models.record_change import EVERYTHING, NO_STATEMENT, BulkLoad, RecordChange
from app.models.remark import Note, Translation, Translator
from app.models.review import Doubt, ReviewItem, ReviewStatus
from app.models.revision import Revision
from app.models.saved import SavedSearch
from app.models.statement import Statement
from app.models.topic import StatementTopic, Topic, TopicEvidence, TopicTerm

__all__ = [
    "BY_HAND",
    "CHANGES",
    "EVERYTHING",
    "LANGUAGE_NAMES",
    "NO_STATEMENT",
    "SIDE_NAMES",
    "STANDS",
    "Account",
    "AccountSession",
    "Actor",
    "Alias",
    "ApiToken",
    "Article",
    "ArticleBand",
    "Brief",
    "BulkLoad",
    "Capture",
    "Certainty",
    "Doubt",
    "Draft",
    "Event",
    "FailedInput",
    "Feed",
    "FeedItem",
    "FeedState",
    "FormerPlace",
    "ItemState",
    "Job",
    "JobState",
    "Lease",
    "Link",
    "LinkKind",
    "Note",
    "Office",
    "Origin",
    "Outlet",
    "Precision",
    "Quote",
    "QuoteHome",
    "RecordChange",
    "ReviewItem",
    "ReviewStatus",
    "Revision",
    "Role",
    "SavedSearch",
    "Side",
    "Statement",
    "StatementTopic",
    "Tenure",
    "TextKind",
    "TokenScope",
    "Topic",
    "TopicEvidence",
    "TopicTerm",
    "Translation",
    "Translator",
    "metadata",
    "now",
]
