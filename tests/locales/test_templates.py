"""Templates: what would stop them from saying their words in another language."""

from pathlib import Path

import pytest
from jinja2 import nodes

from app.web.render import environment
from tests.locales.catalogs import ROOT

TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_a_template_calls_nothing_by_the_name_of_the_translation(path: Path) -> None:
    tree = environment().parse(path.read_text("utf-8"))
    set_here = {each.name for each in tree.find_all(nodes.Name) if each.ctx != "load"}
    assert not set_here & {"_", "gettext", "ngettext"}
