"""Pages of a volume of proceedings, in the structure of the PMLR site."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

HOST = "proceedings.mlr.press"
VOLUME = f"https://{HOST}/v1/"


def entry(title: str, landing: str, authors: str = "Ada Alm,&nbsp;Bo Berg", pdf: str | None = None) -> str:
    """One contribution of an index; ``authors`` as HTML."""
    links = [f'[<a href="{escape(landing)}">abs</a>]']
    links += [f'[<a href="{escape(pdf)}" target="_blank">Download PDF</a>]'] if pdf else []
    return f"""
      <div class="paper">
        <p class="title">{title}</p>
        <p class="details">
          <span class="authors">{authors}</span>;
          <span class="info"><i>Proceedings of a Test</i>, PMLR 1:1-10</span>
        </p>
        <p class="links">{"".join(links)}</p>
      </div>"""


def paper(key: str, title: str = "A Title") -> str:
    """An entry whose page and PDF stand where they belong."""
    return entry(title, f"{key}.html", pdf=f"{key}/{key}.pdf")


def index(*entries: str) -> str:
    """A volume's index page."""
    return f"<!DOCTYPE html><html><head><title>v1</title></head><body><h2>Volume 1</h2>{''.join(entries)}</body></html>"


def landing(
    title: str = "A Title",
    *,
    authors: Sequence[str] = ("Ada Alm", "Bo Berg"),
    abstract: str = "We do it.",
    pdf: str | None = None,
    extras: Sequence[tuple[str, str]] = (),
) -> str:
    """A contribution's own page; ``extras`` are the labels and addresses of its related material."""
    metas = [f'<meta name="citation_author" content="{escape(a)}">' for a in authors]
    metas += [f'<meta name="citation_pdf_url" content="{escape(pdf)}">'] if pdf else []
    material = "".join(f'<li><a href="{escape(url)}" target="_blank">{label}</a></li>' for label, url in extras)
    return f"""<!DOCTYPE html><html><head><meta name="citation_title" content="{escape(title)}">{"".join(metas)}</head>
      <body><article class="post-content"><h1>{title}</h1>
      <span class="authors">{", ".join(authors)}</span>
      <h4>Abstract</h4><div id="abstract" class="abstract">{abstract}</div>
      <h4>Related Material</h4><div id="extras"><ul>{material}</ul></div>
      </article></body></html>"""
