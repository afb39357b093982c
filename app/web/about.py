"""About: what this site is, and how its days and sides are meant."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from app.config import own_version
from app.extraction.confidence import LEAST_CASES, confidence_of, measured
from app.extraction.figures import measured_figures
from app.models import SIDE_NAMES
from app.web.render import render

router = APIRouter()


@router.get("/about", name="about")
def index(request: Request) -> HTMLResponse:
    """Tell what the site is and what it cannot do."""
    return render(
        request,
        "about.html",
        address="/about",
        version=own_version(),
        sides=SIDE_NAMES,
    )


@dataclass(frozen=True)
class RuleFigure:
    """How a rule did: right of all cases, and the confidence that follows."""

    name: str
    right: int
    cases: int
    confidence: float


@router.get("/about/method", name="method")
def method(request: Request) -> HTMLResponse:
    """Tell how statements are found, and the figures of the last measurement."""
    rules = {
        language: [
            RuleFigure(rule, right, cases, confidence_of(rule, language))
            for rule, (right, cases) in sorted(table.items())
        ]
        for language, table in measured().items()
    }
    return render(
        request,
        "method.html",
        address="/about/method",
        measured=measured_figures(),
        rules=rules,
        least=LEAST_CASES,
    )
