"""The page that tells how well statements are found."""

import re

from starlette.testclient import TestClient

from app.extraction.figures import measured_figures


def test_the_figures_of_the_last_measurement_are_shown_with_their_numbers(
    pages: TestClient,
) -> None:
    page = pages.get("/about/method").text
    text = re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", page))
    measured = measured_figures()
    assert measured.figures
    assert f'datetime="{measured.on}"' in page
    for figure in measured.figures:
        assert f"{figure.texts} texts, {figure.kind} {figure.wanted} {figure.given}" in text


def test_a_figure_of_few_cases_claims_less() -> None:
    for figure in measured_figures().figures:
        assert figure.right <= figure.given
        assert figure.reached <= figure.wanted
        assert figure.at_least <= figure.precision
