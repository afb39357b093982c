"""Addresses: which lead to the web, whose they are, and which two are one page."""

from urllib.parse import parse_qsl, quote, unquote_to_bytes, urlencode, urlsplit

# What senders add to an address without changing the page: beginnings of names, and names.
TRACKING = ("utm_", "mc_", "pk_", "hsa_", "at_campaign", "at_custom", "at_medium", "at_link")
_NO_MATTER = """
amp outputtype fbclid gclid gclsrc gbraid wbraid dclid msclkid twclid yclid ysclid igshid igsh
_ga _gl _openstat ref_src ref_url cmpid ocid mkt_tok ns_campaign ns_mchannel ns_source spm
wt_mc wt_zmc xtor __twitter_impression guccounter
"""
NO_MATTER = frozenset(_NO_MATTER.split())
# A value that asks for the page in another dress.
DRESSES = {("output", "amp"), ("view", "amp"), ("print", "1"), ("_format", "amp")}
SUBDOMAINS = ("www.", "m.", "mobile.", "amp.")
OWN_PORTS = {("http", 80), ("https", 443)}
UNRESERVED = "-._~!$&'()*+,;=:@"
# Old pages write other encodings than UTF-8: their bytes tell pages apart, and must stay.
BYTES = "surrogateescape"


def is_web(url: str | None) -> bool:
    """Say whether an address is one of http or https, with a host."""
    try:
        parts = urlsplit(url or "")
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(host)


def as_uri(url: str) -> str:
    """Return an address in the characters that a URI has; what is encoded already stays so."""
    return quote(url, safe="%/:=&?~#+!$,;'@()*[]")


def host_of(url: str | None) -> str | None:
    """Return an address's host, lower case, without `www.`, `m.` and the like; None for none."""
    try:
        host = (urlsplit(url or "").hostname or "").rstrip(".")
    except ValueError:
        return None
    # m.example is a site of its own.
    while host.count(".") > 1 and host.startswith(SUBDOMAINS):
        host = host.partition(".")[2]
    return host or None


def is_same_site(one: str | None, other: str | None) -> bool:
    """Say whether two addresses have the same host, or one's host is a part of the other's."""
    first, second = host_of(one), host_of(other)
    if not first or not second:
        return False
    return first == second or first.endswith(f".{second}") or second.endswith(f".{first}")


def url_key(url: str | None) -> str | None:
    """Return an address in the form in which two addresses of one page are equal.

    Scheme, `www.`, `m.`, AMP, tracking parameters, their order, the trailing slash, the fragment,
    how letters are encoded, and `index.html` do not count. None for no address.
    """
    if not url:
        return None
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        # No address of the web: it can only be equal to itself.
        return url.strip()
    query = sorted(
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True, errors=BYTES)
        if not is_noise(name.lower(), value.lower())
    )
    shown = "" if port is None or (parts.scheme, port) in OWN_PORTS else f":{port}"
    asked = "?" + urlencode(query, errors=BYTES) if query else ""
    return f"{_ascii(host_of(url.strip()) or '')}{shown}{_path_key(parts.path)}{asked}"


def is_noise(name: str, value: str) -> bool:
    """Say whether a parameter, in lower case, leaves the page as it is."""
    return name.startswith(TRACKING) or name in NO_MATTER or (name, value) in DRESSES


def _path_key(path: str) -> str:
    """Return a path without marks of AMP and the like, each letter encoded in one way."""
    segments = [
        # A slash that is encoded divides nothing, and stays encoded.
        quote(unquote_to_bytes(segment.encode("utf-8", "surrogatepass")), safe=UNRESERVED)
        for segment in path.split("/")
    ]
    if segments[-1].lower() in {"index.html", "index.htm"}:
        segments[-1] = ""
    key = "/".join(segments).rstrip("/")
    while key.startswith("/amp/"):
        key = key.removeprefix("/amp")
    while key.endswith(("/amp", ".amp", "/")):
        key = key.rstrip("/").removesuffix("/amp").removesuffix(".amp")
    return key.removesuffix(".amp.html") + ".html" if key.endswith(".amp.html") else key


def _ascii(host: str) -> str:
    """Return a host's name as machines ask for it: новости.example is xn--… ."""
    try:
        return host.encode("idna").decode("ascii") if not host.isascii() else host
    except UnicodeError:
        return host
