"""Templates to pages: one environment, escaping on, nothing undefined passed over."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, partial

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import HTMLResponse

from sayso.desk.grades import CREDIBILITY_WORDS, RELIABILITY_WORDS
from sayso.desk.lines import RootedLine, path_names
from sayso.desk.moments import write_moment
from sayso.desk.watchlists import moved
from sayso.terms.statement import Hedge, Polarity
from sayso.terms.time import NOW, AsOf
from sayso.web.wording import BASIS_WORDS, ENTITY_WORDS, FILTERS, HEDGE_WORDS, STATUS_WORDS, linker


def environment() -> Environment:
    """The templates of the desk."""
    made = Environment(
        loader=PackageLoader("sayso.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(FILTERS)
    made.filters["path_names"] = _line_path
    made.filters["moved"] = moved
    made.globals.update(
        basis_words=BASIS_WORDS,
        credibility_words=CREDIBILITY_WORDS,
        entity_words=ENTITY_WORDS,
        glyph=glyph,
        hedge_words=HEDGE_WORDS,
        reliability_words=RELIABILITY_WORDS,
        status_words=STATUS_WORDS,
    )
    return made


class Pages:
    """Renders a template for one case."""

    def __init__(self, *, case: str, reweighs: bool = False) -> None:
        self._templates = environment()
        self._case = case
        self._reweighs = reweighs

    def show(
        self, request: Request, template: str, *, as_of: AsOf, context: Mapping[str, object], code: int = 200
    ) -> HTMLResponse:
        """The page; `as_of` is kept in every link of it."""
        text = self._templates.get_template(template).render(
            as_of=as_of,
            case=self._case,
            reweighs=self._reweighs,
            is_now=as_of == NOW,
            here=request.url.path.split("/")[1],
            link=linker(as_of),
            recorded_link=linker(AsOf(recorded=as_of.recorded)),
            now_link=_now_link(request),
            as_of_fields=partial(_as_of_fields, as_of),
            **context,
        )
        return HTMLResponse(text, status_code=code)


@cache  # there are seven of them
def glyph(polarity: str, hedge: str = Hedge.NONE) -> Markup:
    """The mark of a side and how it is hedged."""
    shape = polarity if polarity == Polarity.UNCERTAIN else f"{polarity}-{hedge}"
    return Markup('<svg class="g {}" aria-hidden="true"><use href="#g-{}"/></svg>').format(polarity, shape)


def _line_path(line: RootedLine) -> tuple[str, ...]:
    return path_names(line.chain)


def _now_link(request: Request) -> str:
    """This page's own address without its as-of."""
    kept = request.url.remove_query_params(("published", "recorded"))
    return kept.path + (f"?{kept.query}" if kept.query else "")


def _as_of_fields(as_of: AsOf) -> Markup:
    """Hidden fields that carry the as-of through a form."""
    if as_of == NOW:
        return Markup("")
    bounds = (("published", as_of.published), ("recorded", as_of.recorded))
    fields = (
        f'<input type="hidden" name="{name}" value="{escape(write_moment(moment))}">'
        for name, moment in bounds
        if moment is not None
    )
    return Markup("").join(Markup(field) for field in fields)  # noqa: S704  # escaped just above
