"""Reports of errors: the address that a reader of the report opens to make one, and what comes back. Pure functions.

The address opens a mail, or an issue at a git host, with lines ``name: value`` about one verdict; ``answer`` and
``why`` are left to be filled in. What comes back may be quoted, wrapped and surrounded by anything else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from functools import partial
from pathlib import Path
from urllib.parse import quote

from reprosurvey.analysis.criteria.registry import CRITERIA
from reprosurvey.analysis.reviews.sheet import Line, Wrong, WrongLineError, line_of
from reprosurvey.crawler.config import mail_of
from reprosurvey.crawler.origins import origin_of
from reprosurvey.crawler.spreadsheets.reading import decoded

HEADER_LIMIT = 1000
"""Characters of a header that says of what kind a part of a mail is; one with a longer is not read."""
WHY_LIMIT = 2000
"""Characters of a reason that are kept."""
FIELDS = ("venue", "year", "paper", "criterion", "verdict", "rule", "repository", "head", "answer", "why")
"""In the order in which they stand; the first begins a report."""
TITLE = "Error in the survey: {venue} {year} {paper}, {criterion}"
BODY = """An answer of the survey is wrong. Please write yes, no or na behind "answer", and why.

```
venue: {venue}
year: {year}
paper: {paper}
criterion: {criterion}
verdict: {verdict}
rule: {rule}
repository: {repository}
head: {head}
answer:\x20
why:\x20
```
"""

_FIELD = re.compile(rf"[>\s|*]*({'|'.join(FIELDS)})[ \t]*:(.*)", re.IGNORECASE)
_QUOTED = re.compile(r"^[>\s|]+")
_FENCE = "```"
_MAIL = re.compile(r"(?:[A-Za-z-]+: [^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){2,}\r?\n")
"""The headers that a saved mail begins with."""


def address_template(contact: str | None) -> str | None:
    """The address to make a report at, with ``{name}`` where a value is to be put, percent-encoded.

    Args:
        contact: ``contact`` of ``survey.toml``.

    Returns:
        None where there is no contact, or one at which nothing can be prepared: a web page.
    """
    title, body = quote(TITLE, safe="{}"), quote(BODY.replace("\n", "\r\n"), safe="{}")
    if contact is None:
        return None
    if mail := mail_of(contact):
        return f"mailto:{quote(mail, safe='@+')}?subject={title}&body={body}"
    origin = origin_of(contact)
    if origin is None or not re.match(r"https://(?:github\.com|codeberg\.org|gitlab\.[\w.-]+)/", origin.url):
        return None
    if "gitlab." in origin.url:
        return f"{origin.url}/-/issues/new?issue[title]={title}&issue[description]={body}"
    return f"{origin.url}/issues/new?title={title}&body={body}"


def reports_in(content: bytes) -> str | None:
    """The text of a file that holds reports: a mail as it was saved, or any other text; None where it holds none."""
    text = decoded(content)
    if _MAIL.match(text):
        text = _body(content) or text
    found = {match[1].lower() for line in text.splitlines() if (match := _FIELD.match(line))}
    return text if found >= {"paper", "criterion", "answer"} else None


def read_reports(path: Path, text: str) -> list[Line]:
    """The answers of the reports that the text of ``path`` holds.

    Raises:
        UsageError: One of them makes no sense.
    """
    return [_line(number, told, partial(WrongLineError, path, number)) for number, told in _reports(text)]


def _body(mail: bytes) -> str | None:
    """The plain text of a mail; None where it has none, or one that cannot be read."""
    try:
        for part in filter(_is_plain, message_from_bytes(mail).walk()):
            if isinstance(content := part.get_payload(decode=True), bytes):
                return content.decode(part.get_content_charset("utf-8"), "replace")
    except (RecursionError, LookupError, ValueError):
        pass
    return None


def _is_plain(part: Message) -> bool:
    """Whether a part of a mail is its text. Of long headers the standard library makes sense by the square of time."""
    about = [str(part.get(name, "")) for name in ("Content-Type", "Content-Disposition")]
    if any(len(header) > HEADER_LIMIT for header in about) or about[1].lower().startswith("attachment"):
        return False
    return part.get_content_type() == "text/plain"


def _reports(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Each report's fields, with the number of the line at which it begins."""
    begin, told, last = 0, dict[str, str](), ""
    for number, line in enumerate(text.splitlines(), 1):
        match = _FIELD.match(line)
        if match and match[1].lower() == FIELDS[0]:
            if told:
                yield begin, told
            begin, told = number, {}
        if match and begin:
            last = match[1].lower()
            told[last] = match[2].strip()
        elif last == FIELDS[-1] and not _ends(line):
            told[last] = f"{told[last]} {_QUOTED.sub('', line).strip()}".strip()[:WHY_LIMIT]
        else:
            last = ""
    if told:
        yield begin, told


def _ends(line: str) -> bool:
    """Whether what was written before a line does not go on in it."""
    bare = _QUOTED.sub("", line).strip()
    return not bare or bare.startswith(_FENCE)


def _line(number: int, told: dict[str, str], wrong: Wrong) -> Line:
    criterion = told.get("criterion", "")
    if criterion not in CRITERIA:
        raise wrong(f"there is no criterion '{criterion}' to be reported on")
    if not told.get("answer"):
        raise wrong(f"the report on {criterion} gives no answer")
    row = {name: told.get(name, "") for name in ("venue", "year", "paper", "repository")}
    row["why"] = told.get("why", "")[:WHY_LIMIT]
    head = {"head": told["head"]} if told.get("head") else {}
    return line_of(number, row | head | {criterion: told["answer"]}, wrong)
