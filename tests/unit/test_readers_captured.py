"""A fetched page gives its article, decoded rightly, or says why it does not show one."""

import codecs
import json
import time
from datetime import UTC, date, datetime

import pytest

from app.errors import Unreadable
from app.readers.captured import Blocked, read_fetched
from app.readers.fetch import Fetched

URL = "https://courier.example/weir"
ENGLISH = (
    (
        "The warden of the river Sarn said on Monday that the lower weir would be opened before "
        "the winter floods come down from Ostmark, and that nobody would have to leave it."
    ),
    "“The weir leaks,” Ada Moor said. “It has leaked for years, and all of the valley knows.”",
    "The council of Veltania meets again in March to vote on what the repair of it may cost.",
)
TURKISH = (
    (
        "Sarn ırmağının bekçisi, aşağıdaki kapağın kıştan önce açılacağını ve vadide yaşayan hiç "
        "kimsenin evinden çıkarılmayacağını söyledi. Görüşmelerin mart ayında süreceği bildirildi."
    ),
    "Ada Moor, “Kapak yıllardır su sızdırıyor, bunu vadide herkes biliyor.” diye konuştu.",
    "Veltanya meclisi, onarımın ne kadara mal olacağını görüşmek üzere mart ayında toplanacak.",
)
RUSSIAN = (
    (
        "Смотритель реки Сарн заявил в понедельник, что нижний шлюз откроют до зимы и что никому "
        "из жителей долины не придётся покидать свои дома. Объём воды растёт с каждым днём."
    ),
    "«Шлюз течёт уже много лет, и об этом знает вся долина», — сказала Ада Мур.",
    "Совет Вельтании вновь соберётся в марте, чтобы решить, во сколько обойдётся ремонт плотины.",
)


def page(
    paragraphs: tuple[str, ...] = ENGLISH, head: str = "", title: str = "Weir", body: str = ""
) -> str:
    shown = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f"<html><head>{head}<title>{title}</title></head><body><nav><a href='/'>Home</a></nav>"
        f"<article><h1>{title}</h1>{shown}</article>{body}</body></html>"
    )


def fetched(
    content: str | bytes, kind: str = "text/html", url: str = URL, final: str | None = None
) -> Fetched:
    data = content.encode() if isinstance(content, str) else content
    return Fetched(url, final or url, 200, {"content-type": kind}, data, datetime.now(UTC))


def test_the_article_comes_with_what_the_page_says_of_it() -> None:
    head = (
        '<meta property="og:site_name" content="Sarn Courier">'
        '<meta property="article:published_time" content="2024-12-26T10:00:00Z">'
    )
    content = page(head=head).replace("<html", '<html lang="en-GB"')
    found = read_fetched(fetched(content))
    assert "\n\n".join(ENGLISH) in found.text
    assert "Home" not in found.text
    assert (found.title, found.outlet, found.language) == ("Weir", "Sarn Courier", "en")
    assert (found.url, found.published_on) == (URL, date(2024, 12, 26))


def test_a_plain_text_is_read_as_it_is() -> None:
    found = read_fetched(fetched("  One line.\r\nAnother.", "text/plain; charset=utf-8"))
    assert (found.text, found.url) == ("  One line.\nAnother.", URL)


@pytest.mark.parametrize(
    ("paragraphs", "encoding"),
    [
        (TURKISH, "cp1254"),
        (TURKISH, "iso-8859-9"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (RUSSIAN, "utf-8"),
        (TURKISH, "utf-8"),
        (ENGLISH, "cp1252"),
    ],
)
@pytest.mark.parametrize(
    ("kind", "head"),
    [
        ("text/html; charset={}", ""),
        ("text/html; charset='{}'", ""),
        ("text/html", '<meta charset="{}">'),
        ("text/html", '<meta http-equiv="Content-Type" content="text/html; charset={}">'),
        ("text/html", ""),
        ("text/html; charset=ISO-8859-1", ""),
        ("text/html; charset=utf-8", ""),
    ],
)
def test_bytes_are_decoded_as_the_server_or_the_page_declares_or_by_a_guess(
    paragraphs: tuple[str, ...], encoding: str, kind: str, head: str
) -> None:
    # KOI8-R has no dash and no quotation marks of that kind.
    printed = (text.encode(encoding, "ignore").decode(encoding) for text in paragraphs)
    texts = tuple(" ".join(text.split()) for text in printed)
    content = page(texts, head.format(encoding)).encode(encoding)
    found = read_fetched(fetched(content, kind.format(encoding)))
    assert all(text in found.text for text in texts)


@pytest.mark.parametrize("paragraphs", [ENGLISH, TURKISH, RUSSIAN])
@pytest.mark.parametrize(
    ("mark", "encoding", "kind"),
    [
        (codecs.BOM_UTF16_LE, "utf-16-le", "text/html"),
        (codecs.BOM_UTF16_BE, "utf-16-be", "text/html; charset=iso-8859-1"),
        (codecs.BOM_UTF8, "utf-8", "text/html; charset=windows-1251"),
        (b"", "utf-16-le", "text/html"),
        (b"", "utf-16-be", "text/html"),
        (b"", "utf-16-le", "text/html; charset=utf-16le"),
        (b"", "utf-16-be", "text/html; charset=UTF-16BE"),
    ],
)
def test_wide_characters_are_decoded_with_a_mark_or_without(
    paragraphs: tuple[str, ...], mark: bytes, encoding: str, kind: str
) -> None:
    found = read_fetched(fetched(mark + page(paragraphs).encode(encoding), kind))
    assert "\n\n".join(paragraphs) in found.text


def test_the_server_counts_before_the_page() -> None:
    content = page(RUSSIAN, '<meta charset="koi8-r">').encode("cp1251")
    found = read_fetched(fetched(content, "text/html; charset=windows-1251"))
    assert RUSSIAN[1] in found.text


@pytest.mark.parametrize(
    ("canonical", "url"),
    [
        ("https://courier.example/2024/weir", "https://courier.example/2024/weir"),
        ("https://www.courier.example/2024/weir", "https://www.courier.example/2024/weir"),
        ("https://herald.example/weir", URL),
        ("https://courier.example/", URL),
        ("https://www.courier.example", URL),
        ("https://courier.example/index.html", URL),
        ("https://courier.example/?p=7", "https://courier.example/?p=7"),
        ("https://evilcourier.example/weir", URL),
        ("javascript:alert(1)", URL),
    ],
)
def test_only_its_own_site_gives_a_page_another_address_and_never_its_front(
    canonical: str, url: str
) -> None:
    head = f'<link rel="canonical" href="{canonical}">'
    assert read_fetched(fetched(page(head=head))).url == url


def test_a_page_without_an_article_is_told_at_the_address() -> None:
    with pytest.raises(Unreadable) as told:
        read_fetched(fetched("<html><body></body></html>"))
    assert set(told.value.problems) == {"url"}


def test_a_binary_that_calls_itself_a_page_is_refused() -> None:
    with pytest.raises(Unreadable, match="binary"):
        read_fetched(fetched(b"\x89PNG\r\n\x00\x00"))


# ------------------------------------------------------------------------- blocked pages


def paid(value: object, **more: object) -> str:
    data = {"@type": "NewsArticle", "isAccessibleForFree": value, **more}
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def graph(value: object) -> str:
    data = {"@graph": [{"@type": "WebPage"}, {"@type": "Article", "isAccessibleForFree": value}]}
    return f"<script type='application/ld+json'>{json.dumps([data])}</script>"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (page(head=paid(False)), "subscribers"),
        (page(head=paid("False")), "subscribers"),
        (page(head=graph(False)), "subscribers"),
        (page((ENGLISH[1],)), "few lines"),
        (page(ENGLISH, body="<div class='paywall'>More</div>"), "few lines"),
        (page(TURKISH, body="<p>Devamını okumak için abone olun.</p>"), "few lines"),
        (page(RUSSIAN, body="<p>Полный текст — только для подписчиков.</p>"), "few lines"),
        (page(("Checking.",), title="Just a moment..."), "whether a person"),
        (page(("One moment.",), title="Проверка браузера"), "whether a person"),
        (page(("Bir dakika.",), title="Güvenlik kontrolü"), "whether a person"),
        (page((), title="courier.example", body="<div class='h-captcha'></div>"), "person"),
        ("<html><body><script src='/cdn-cgi/challenge-platform/x'></script></body></html>",
         "whether a person"),
    ],
)  # fmt: skip
def test_a_page_that_does_not_show_its_article_says_why(content: str, reason: str) -> None:
    with pytest.raises(Blocked) as told:
        read_fetched(fetched(content))
    assert reason in told.value.message
    assert told.value.is_blocked


@pytest.mark.parametrize("final", ["https://consent.courier.example/x", URL + "/cookiewall"])
def test_a_question_about_cookies_is_no_article(final: str) -> None:
    with pytest.raises(Blocked, match="cookies"):
        read_fetched(fetched(page(("We value your privacy.",)), final=final))


def test_what_is_known_of_a_blocked_page_is_kept() -> None:
    head = '<meta property="og:site_name" content="Sarn Courier">' + paid(False)
    with pytest.raises(Blocked) as told:
        read_fetched(fetched(page(head=head, title="Weir &amp; dam to open")))
    fields = told.value.fields
    assert (fields["url"], fields["outlet"]) == (URL, "Sarn Courier")
    assert fields["title"] == "Weir & dam to open"


def test_the_title_of_a_robot_check_is_not_the_article_s() -> None:
    with pytest.raises(Blocked) as told:
        read_fetched(fetched(page(("Checking.",), title="Just a moment...")))
    assert told.value.fields == {"url": URL}


def test_a_page_made_to_take_for_ever_is_told_at_once() -> None:
    content = "<html><head>" + "<script type=application/ld+json>" * 20_000
    began = time.process_time()
    with pytest.raises(Unreadable):
        read_fetched(fetched(content))
    # Measured: 0.4 seconds; by the square of its length it would be a minute.
    assert time.process_time() - began < 5


@pytest.mark.parametrize("url", [URL, "https://courier.example/?p=7"])
def test_an_address_that_leads_to_the_front_page_gives_no_article(url: str) -> None:
    with pytest.raises(Unreadable, match="front page"):
        read_fetched(fetched(page(), url=url, final="https://courier.example/"))


def test_a_front_page_that_was_asked_for_is_read() -> None:
    front = "https://courier.example/"
    assert ENGLISH[1] in read_fetched(fetched(page(), url=front)).text


@pytest.mark.parametrize(
    "content",
    [
        page(head=paid(True)),
        page(head=paid(None)),
        page(head=paid(False), paragraphs=ENGLISH * 10),
        page(head="<script type='application/ld+json'>{not json</script>"),
        page(title="Captcha firms are fined", paragraphs=ENGLISH * 3),
        page(
            body="<script src='https://example.org/recaptcha/api.js' class='g-recaptcha'></script>"
        ),
        page(body="<div id='cookie-consent'>We use cookies</div>"),
    ],
)
def test_an_article_that_is_there_is_read(content: str) -> None:
    assert ENGLISH[1] in read_fetched(fetched(content)).text
