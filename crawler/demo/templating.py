"""Renders the demo's templates: pages, and the files of repositories."""

from __future__ import annotations

import jinja2

_LOADER = jinja2.PackageLoader("reprosurvey.crawler.demo")


def _environment(*, autoescape: bool) -> jinja2.Environment:
    return jinja2.Environment(
        loader=_LOADER,
        autoescape=autoescape,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=jinja2.StrictUndefined,
    )


_PAGES, _FILES = _environment(autoescape=True), _environment(autoescape=False)


def render_page(template: str, **values: object) -> str:
    """A page of the proceedings."""
    return _PAGES.get_template(template).render(values)


def render_file(template: str, **values: object) -> bytes:
    """A file of a repository."""
    return _FILES.get_template(template).render(values).encode()
