"""Calibrate: write the confidence table anew from the devset and the goldens.

Run by hand: `python -m tests.extraction.calibrate`. It prints the scores as well.
"""

import json
from collections import defaultdict
from pathlib import Path

import app.extraction
from tests.extraction.measure import devset_sets, golden_sets, score_of

TABLE = Path(app.extraction.__file__).parent / "confidence.json"


def main() -> None:
    """Count, by language and rule, how many were right of how many."""
    table: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    for name, documents in (golden_sets() | devset_sets()).items():
        score = score_of(name)
        language = documents[0]["lang"]
        for (rule, right), count in score.rules.items():
            table[language][rule][0] += count * right
            table[language][rule][1] += count
        named = "-" if score.named is None else f"{100 * score.named:.1f}"
        wrong = "-" if score.wrong is None else f"{100 * score.wrong:.1f}"
        print(
            f"{name:12} e2e {100 * score.end_to_end:5.1f} found {100 * score.found:5.1f}"
            f" exact {100 * score.exact:5.1f} named {named} wrong {wrong}"
        )
    ordered = {language: dict(sorted(rules.items())) for language, rules in sorted(table.items())}
    lines = json.dumps(ordered, indent=1).replace("[\n   ", "[").replace(",\n   ", ", ")
    TABLE.write_text(lines.replace("\n  ]", "]") + "\n", "utf-8")


if __name__ == "__main__":
    main()
