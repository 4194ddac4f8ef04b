"""What the article's three Keras listings did when they were run as printed: a recorded transcript."""

import json
from importlib.resources import files
from typing import Any


def load_article_listings() -> dict[str, Any]:
    """Load the transcript: for each listing and repair its error text, shapes and figures, with the versions used.

    Recorded by `python benchmarks/article_listings.py`, since Keras is not among the course's own packages.
    """
    path = files("course_lib") / "datasets" / "article_listings.json"
    return json.loads(path.read_text(encoding="utf-8"))
