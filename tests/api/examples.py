"""Examples: keep what a walk over the API was asked and answered, for the OpenAPI document.

Run `python -m tests.api.examples` after the API's shapes changed.
"""

import json
import tempfile
from pathlib import Path

from app.api.document import EXAMPLES
from app.db import Database
from tests.api.walk import walk_all, walking


def main() -> None:
    """Write the examples anew."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "empty.db"
        database = Database(f"sqlite:///{file}")
        database.migrate()
        database.close()
        with walking(file, Path(folder)) as walk:
            walk_all(walk)
            found = dict(sorted(walk.found.items()))
    EXAMPLES.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
