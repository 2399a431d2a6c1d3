"""Draws docs/picture.svg from the example case: `make picture`."""

from __future__ import annotations

import tempfile
from html import escape
from importlib import resources
from pathlib import Path

from sayso.collect import Options
from sayso.desk.cards import Order, board
from sayso.desk.question import question_page
from sayso.ledger import Ledger
from sayso.run.add import add
from sayso.web.draw.chains import Picture, picture

TARGET = Path(__file__).parent / "picture.svg"
# An SVG inside a page can't ask the page for its colours; it brings its own for light and dark.
STYLE = """
text { font: 13px system-ui, sans-serif; fill: #22303a } .tick { fill: #6b7780 }
rect { fill: #fffdf8; stroke: #c9c3b4 } .relay rect { stroke-dasharray: 3 3 }
.root-source rect { fill: #22303a; stroke: #22303a } .root-source text { fill: #fffdf8 }
path { fill: none; stroke: #b9b09c } path.inferred { stroke-dasharray: 5 4 }
@media (prefers-color-scheme: dark) {
  text { fill: #e8e4da } .tick { fill: #9aa5ad } rect { fill: #1d2429; stroke: #4a555d }
  .root-source rect { fill: #e8e4da; stroke: #e8e4da } .root-source text { fill: #1d2429 }
  path { stroke: #5d6870 }
}
"""


def svg(drawn: Picture) -> str:
    """The graph as a file of its own."""
    size = f'viewBox="-2 0 {drawn.width + 4} {drawn.height}"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img">',
        "<title>Outlets, the relays between, and root sources</title>",
        f"<style>{STYLE}</style>",
    ]
    lines += [f'<text class="tick" x="{x}" y="14">{escape(words)}</text>' for x, words in drawn.heads]
    for curve in drawn.curves:
        kind = "stated" if curve.stated else "inferred"
        lines.append(f'<path class="{kind}" d="{curve.path}" stroke-width="{curve.weight}"/>')
    for box in drawn.boxes:
        kind = box.node.role.value.replace(" ", "-")
        size = f'width="{box.width}" height="{box.height}"'
        lines.append(
            f'<g class="{kind}"><rect x="{box.x}" y="{box.y}" {size} rx="3"/>'
            f'<text x="{box.x + 10}" y="{box.y + 17}">{escape(box.short)}</text></g>'
        )
    return "\n".join([*lines, "</svg>"]) + "\n"


def main() -> None:
    """Draw the chains of the example's question that most outlets write about."""
    with tempfile.TemporaryDirectory() as folder, Ledger.create(Path(folder) / "case") as ledger:
        with resources.as_file(resources.files("sayso.run") / "example") as articles:
            add(ledger, [str(articles)], options=Options(offline=True))
        with ledger.at() as view:
            first = board(view, order=Order.OUTLETS).cards[0]
            graph = question_page(view, first.question.id).graph
    TARGET.write_text(svg(picture(graph)), encoding="utf-8")


if __name__ == "__main__":
    main()
