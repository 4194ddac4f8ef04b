"""The glossary with a box that filters it while you type."""

import ipywidgets as ipw

from course_lib.glossary import find_terms, glossary_html, load_glossary


class GlossaryBox(ipw.VBox):
    """A text box above the terms that contain what is typed, in English, Chinese or the explanation."""

    def __init__(self) -> None:
        self.terms = load_glossary()
        self.box = ipw.Text(
            description="Find", placeholder="part of a term, 中文, or a chapter such as 03", continuous_update=True,
            layout=ipw.Layout(width="36em"),
        )  # fmt: skip
        self.count = ipw.HTML("")
        self.table = ipw.HTML("", layout=ipw.Layout(max_height="22em", overflow="auto"))
        self.box.observe(self.refresh, "value")
        super().__init__([self.box, self.count, self.table])
        self.refresh()

    def refresh(self, _: object = None) -> None:
        """Show the terms that match the box's present text."""
        found = find_terms(self.terms, self.box.value)
        words = "term" if len(found) == 1 else "terms"
        self.count.value = f"<span role='status' aria-live='polite'>{len(found)} {words}</span>"
        self.table.value = glossary_html(found)
