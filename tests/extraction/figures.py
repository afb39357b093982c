"""Figures: write the figures that readers see anew, from the devset and the goldens.

Run by hand, as `calibrate` is: `python -m tests.extraction.figures`.
"""

import json
from datetime import UTC, datetime
from pathlib import Path

import app.extraction
from tests.extraction.measure import devset_sets, golden_sets, score_of

TABLE = Path(app.extraction.__file__).parent / "figures.json"
KINDS = {
    "goldens": "news written for this project, about invented people: the rules were made with it",
    "seeds": "two news articles on Syria, the ones behind the digests",
    "gum": "news of a public corpus (GUM, Wikinews)",
    "pud": "single sentences of news (Universal Dependencies, PUD)",
    "boun": "single sentences of news (Universal Dependencies, BOUN)",
}


def main() -> None:
    """Measure every set, and write its counts."""
    rows = []
    for name, documents in sorted((devset_sets() | golden_sets()).items()):
        counts = score_of(name).counts
        kind = next(words for part, words in KINDS.items() if part in name)
        rows.append(
            {
                "name": name,
                "language": documents[0]["lang"],
                "kind": kind,
                "texts": counts["documents"],
                "wanted": counts["annotated"],
                "given": counts["predicted"],
                "right": counts["right_predicted"],
                "reached": counts["right_annotated"],
                "named": counts["named"],
                "misnamed": counts["named_wrong"],
            }
        )
    rows.sort(key=lambda row: (("en", "ru", "tr").index(row["language"]), row["name"]))
    day = datetime.now(UTC).date().isoformat()
    table = {"on": day, "figures": rows}
    TABLE.write_text(json.dumps(table, indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
