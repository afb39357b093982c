"""Addresses: which lead to the web, whose they are, and which two are one page."""

from urllib.parse import parse_qsl, urlencode, urlsplit

# What senders add to an address without changing the page.
TRACKING = ("utm_", "fbclid", "gclid", "yclid", "mc_", "igshid", "_ga", "ref_src", "cmpid", "ocid")
NO_MATTER = {"amp", "outputtype"}
SUBDOMAINS = ("www.", "m.", "mobile.", "amp.")
OWN_PORTS = {("http", 80), ("https", 443)}
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


def host_of(url: str | None) -> str | None:
    """Return an address's host, lower case, without `www.`, `m.` and the like; None for none."""
    try:
        host = (urlsplit(url or "").hostname or "").rstrip(".")
    except ValueError:
        return None
    for prefix in SUBDOMAINS:
        # m.example is a site of its own.
        host = host.removeprefix(prefix) if host.count(".") > 1 else host
    return host or None


def is_same_site(one: str | None, other: str | None) -> bool:
    """Say whether two addresses have the same host, or one's host is a part of the other's."""
    first, second = host_of(one), host_of(other)
    if not first or not second:
        return False
    return first == second or first.endswith(f".{second}") or second.endswith(f".{first}")


def url_key(url: str | None) -> str | None:
    """Return an address in the form in which two addresses of one page are equal.

    Scheme, `www.`, `m.`, AMP, tracking parameters, their order, the trailing slash and the
    fragment do not count. None for no address.
    """
    if not url:
        return None
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        # No address of the web: it can only be equal to itself.
        return url.strip()
    path = parts.path.rstrip("/")
    for mark in ("/amp", ".amp"):
        path = path.removesuffix(mark)
    path = path.removeprefix("/amp") if path.startswith("/amp/") else path
    query = sorted(
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True, errors=BYTES)
        if not name.lower().startswith(TRACKING) and name.lower() not in NO_MATTER
    )
    shown = "" if port is None or (parts.scheme, port) in OWN_PORTS else f":{port}"
    asked = "?" + urlencode(query, errors=BYTES) if query else ""
    return f"{host_of(url.strip()) or ''}{shown}{path}{asked}"
