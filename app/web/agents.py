"""Agents: what a browser says that it is, in words by which its owner knows it again."""

from app.locales import N_, gettext

BROWSERS = (
    ("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"), ("Chromium/", "Chromium"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
)  # fmt: skip
SYSTEMS = (
    ("iPhone", N_("an iPhone")), ("iPad", N_("an iPad")), ("Android", "Android"),
    ("CrOS", "ChromeOS"), ("Windows", "Windows"), ("Mac OS X", N_("a Mac")), ("Linux", "Linux"),
)  # fmt: skip


def browser_name(agent: str) -> str:
    """Return e.g. Firefox on Linux; what says nothing known is told as it is."""
    browser = next((name for sign, name in BROWSERS if sign in agent), None)
    system = next((name for sign, name in SYSTEMS if sign in agent), None)
    told = gettext(system) if system else None
    if browser and told:
        return gettext("%(browser)s on %(system)s", browser=browser, system=told)
    return browser or told or agent[:60] or gettext("a program that does not say what it is")
