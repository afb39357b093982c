"""Blocked: does a page show its article, or a robot check, a consent wall, a paywall?"""

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from app.locales import N_

# Two lines: hardly any article is that short.
FEW_CHARS = 160
# Before a paywall stands a paragraph or two.
MOST_LEAD_CHARS = 600
# Articles are about such things too.
MOST_CHECK_CHARS = 1_000
# A page that calls itself paid may carry all of its text all the same; a teaser is shorter.
MOST_TEASER_CHARS = 3_000

PAYWALL = N_("The page says that its text is only for subscribers.")
TEASER = N_(
    "The page shows only a few lines of text: the rest may be for subscribers, or elsewhere."
)
ROBOT_CHECK = N_(
    "The site checks whether a person is reading, and does not show the page to programs."
)
CONSENT = N_("The site shows a question about cookies instead of the page.")

TITLE = re.compile(r"<title\b[^>]{0,200}>(.{0,300}?)</title", re.I | re.S)
ROBOT_TITLES = re.compile(
    r"just a moment|attention required|access denied|are you (a )?(robot|human)|verify(ing)? you"
    r"|security check|bot (check|verification)|captcha|ddos[- ]guard|pardon our interruption"
    r"|doğrulama|güvenlik kontrolü|robot olmadığınız"
    r"|проверка (браузера|безопасности)|вы не робот|доступ ограничен|докажите, что вы",
    re.I,
)
ROBOT_SIGNS = re.compile(
    r"cf-chl-|cf_chl_opt|challenge-platform|challenge-form|g-recaptcha|h-captcha|px-captcha"
    r"|smart-?captcha|captcha-delivery|datadome|_incapsula_resource|ddos-guard|turnstile",
    re.I,
)
PAY_SIGNS = re.compile(
    r"paywall|subscribe to (read|continue|unlock)|(for|to) subscribers|subscribers?[ -]only"
    r"|(log|sign) in to (read|continue)|(для|только) подписчик|только по подписке"
    r"|оформите подписку|abonelere özel|abone (ol|olun|olarak) |okumak için abone",
    re.I,
)
CONSENT_SIGNS = re.compile(r"consent|gdpr|cookie-?wall|privacy-?(gate|wall|prompt)", re.I)
DATA = re.compile(r"<script\b[^>]{0,200}?type\s?=\s?[\"']?application/ld\+json[^>]{0,200}>", re.I)
DATA_END = re.compile(r"</script", re.I)
MARKED_PAID = re.compile(
    r"itemprop=[\"']isAccessibleForFree[\"'][^>]{0,200}content=[\"']false", re.I
)


def why_blocked(page: str, final_url: str, text: str) -> str | None:
    """Return why a page does not show its article, in English; None where it does.

    Args:
        page: its markup.
        final_url: the address that redirects led to.
        text: the article that was found in it; empty where none was.
    """
    title = TITLE.search(page)
    is_short = len(text) < FEW_CHARS
    if title and ROBOT_TITLES.search(title[1]) and len(text) < MOST_CHECK_CHARS:
        return ROBOT_CHECK
    if is_short and ROBOT_SIGNS.search(page):
        return ROBOT_CHECK
    parts = urlsplit(final_url)
    if is_short and CONSENT_SIGNS.search(f"{parts.hostname}{parts.path}"):
        return CONSENT
    if len(text) < MOST_TEASER_CHARS and _is_paid(page):
        return PAYWALL
    is_lead = len(text) < MOST_LEAD_CHARS and PAY_SIGNS.search(page)
    return TEASER if text and (is_short or is_lead) else None


def _is_paid(page: str) -> bool:
    """Say whether the page's data call the article not free, in the words of schema.org."""
    for text in _data_in(page):
        try:
            data = json.loads(text)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(data):
            if str(node.get("isAccessibleForFree")).lower() in {"false", "no", "0"}:
                return True
    return bool(MARKED_PAID.search(page))


def _data_in(page: str) -> Iterator[str]:
    """Yield the texts of a page's data, in time by its length, however it was made."""
    at = 0
    while (begin := DATA.search(page, at)) and (end := DATA_END.search(page, begin.end())):
        yield page[begin.end() : end.start()]
        at = end.end()


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    """Yield the things that a page's data describe: one, a list of them, or a graph."""
    waiting = [data]
    while waiting:
        each = waiting.pop()
        if isinstance(each, list):
            waiting += each
        elif isinstance(each, dict):
            yield each
            waiting.append(each.get("@graph"))
