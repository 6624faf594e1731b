"""The server of a session: its page, what is read on it, and the answers, acknowledged when they are on the disk."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from dataclasses import asdict
from importlib.resources import files
from typing import Any

from aiohttp import web

from reprosurvey.analysis.criteria.registry import CRITERIA, REPOSITORY_CRITERIA
from reprosurvey.analysis.reviews.serving.excerpts import WORDS, of_paper, of_repository, text_of, words_of
from reprosurvey.analysis.reviews.serving.guard import LOOPBACK, guarded
from reprosurvey.analysis.reviews.serving.key import key_beside
from reprosurvey.analysis.reviews.serving.log import Log
from reprosurvey.analysis.reviews.serving.material import FILES_LIMIT, TEXT_LIMIT, Addressed, Material
from reprosurvey.analysis.reviews.serving.session import Answers, Asked, Entry, kept, standing, to_ask
from reprosurvey.analysis.reviews.sheet import outcomes_of
from reprosurvey.analysis.subjects.snapshots import Snapshot
from reprosurvey.analysis.subjects.verdicts import Outcome
from reprosurvey.crawler.errors import SurveyError
from reprosurvey.crawler.origins import origin_of
from reprosurvey.crawler.store.texts import storable

NOTE_LIMIT, BODY_LIMIT = 2000, 32 << 10
"""Characters of a note, and bytes of a request."""
_PAGE = {"": "text/html", "page.js": "text/javascript", "page.css": "text/css"}


class Server:
    """A session that is answered."""

    def __init__(self, material: Material, log: Log) -> None:
        self._material = material
        self._log = log
        self._session = log.session

    async def run(self, port: int, ready: Callable[[str], None]) -> None:
        """Serve until SIGINT or SIGTERM; ``ready`` is told the page's address.

        Raises:
            SurveyError: The port cannot be had, or the page's key.
        """
        key = key_beside(self._log.path)
        runner = web.AppRunner(self.application(key), access_log=None, shutdown_timeout=1)
        await runner.setup()
        try:
            try:
                await web.TCPSite(runner, LOOPBACK, port).start()
            except OSError as error:
                raise SurveyError(f"cannot serve on port {port}: {error.strerror}; name another --port") from None
            ended = asyncio.Event()
            for number in (signal.SIGINT, signal.SIGTERM):
                asyncio.get_running_loop().add_signal_handler(number, ended.set)
            ready("http://{}:{}/{}/".format(*runner.addresses[0][:2], key))
            await ended.wait()
        finally:
            await runner.cleanup()

    def application(self, key: str) -> web.Application:
        """What answers, to those who know the page's key."""
        application = web.Application(client_max_size=BODY_LIMIT, middlewares=[guarded(key)])
        application.add_routes(
            [
                web.get("/{key}/{name:(?:page\\.js|page\\.css)?}", _part_of_page),
                web.get("/{key}/session", self._tell_session),
                web.get("/{key}/papers/{paper:\\d{1,6}}", self._tell_paper),
                web.get("/{key}/papers/{paper:\\d{1,6}}/excerpts", self._tell_excerpts),
                web.get("/{key}/papers/{paper:\\d{1,6}}/file", self._tell_file),
                web.post("/{key}/answers", self._take_answer),
                web.post("/{key}/undo", self._take_back),
            ]
        )
        return application

    async def _tell_session(self, request: web.Request) -> web.Response:
        questions = [
            {
                "criterion": name,
                "may_be_na": Outcome.NA in outcomes_of(name),
                "words": WORDS[name],
                "definition": asdict(criterion.DEFINITION),
            }
            for name, criterion in CRITERIA.items()
        ]
        papers = [dict(zip(("venue", "year", "paper"), asked.paper, strict=True)) for asked in self._session.papers]
        return web.json_response({"questions": questions, "papers": papers, **self._state()})

    async def _tell_paper(self, request: web.Request) -> web.Response:
        asked = self._asked(request)
        paper = self._material.paper(asked.paper)
        if paper is None:
            raise web.HTTPNotFound(text="the survey has this paper no more")
        addressed = self._material.addressed(asked.paper)
        told = {
            **asdict(paper),
            "meant": asked.repository,
            "places": [asdict(place) for place in self._material.places(asked.paper)],
            "pages": [{"number": page.number, "text": page.text} for page in self._material.pages(asked.paper)],
            "repositories": [self._repository(repository) for repository in addressed],
            "told": self._material.told(asked.paper, self._session.mode),
        }
        return web.json_response(told)

    def _repository(self, found: Addressed) -> dict[str, Any]:
        told = {**asdict(found), "readable": found.is_readable, "files": [], "more": 0, "readmes": []}
        if (snapshot := self._snapshot(found)) is not None:
            listed = sorted(snapshot.files.values(), key=lambda f: (f.depth, f.location.lower()))
            told["files"] = [[f.location, f.size, f.text is not None] for f in listed[:FILES_LIMIT]]
            told["more"] = max(0, len(listed) - FILES_LIMIT)
            told["readmes"] = [[f.location, (f.text or "")[:TEXT_LIMIT]] for f in snapshot.readmes[:3]]
        return told

    async def _tell_excerpts(self, request: web.Request) -> web.Response:
        asked, words = self._asked(request), words_of(request.query.get("words", ""))
        snapshot = self._snapshot(self._addressed(asked, request.query.get("repository", "")))
        sentences = of_paper(self._material.pages(asked.paper), words)
        lines = of_repository(snapshot.texts if snapshot else [], words)
        return web.json_response({"paper": list(map(asdict, sentences)), "repository": list(map(asdict, lines))})

    async def _tell_file(self, request: web.Request) -> web.Response:
        snapshot = self._snapshot(self._addressed(self._asked(request), request.query.get("repository", "")))
        path = request.query.get("path", "")
        file = next((f for f in snapshot.files.values() if f.location == path), None) if snapshot else None
        if file is None or file.text is None:
            raise web.HTTPNotFound(text="the survey holds no text of this file")
        text = text_of(file)
        return web.json_response({"path": path, "text": text[:TEXT_LIMIT], "cut": len(text) > TEXT_LIMIT})

    async def _take_answer(self, request: web.Request) -> web.Response:
        told = await _object(request)
        asked = self._paper_at(told.get("paper"))
        entry = self._entry(asked, told)
        return self._append(entry)

    async def _take_back(self, request: web.Request) -> web.Response:
        await _object(request)
        if not (entries := kept(self._log.entries)):
            raise web.HTTPConflict(text="there is no answer to take back")
        last = entries[-1]
        return self._append(Entry(last.paper, last.criterion, ""))

    def _append(self, entry: Entry) -> web.Response:
        try:
            self._log.append(entry)
        except OSError as error:
            raise web.HTTPInternalServerError(text=f"not saved: {error.strerror}") from None
        last = {"paper": self._place(entry), "criterion": entry.criterion}
        return web.json_response({**self._state(), "last": last})

    def _entry(self, asked: Asked, told: dict[str, Any]) -> Entry:
        """The answer that a request gives.

        Raises:
            web.HTTPBadRequest: It is none to what is asked.
        """
        answers = standing(self._log.entries)
        criterion, outcome, note = _given(told, to_ask(asked, answers))
        repository, head = None, None
        if criterion in REPOSITORY_CRITERIA:
            own = answers.get((asked.paper, "has_repository"))
            repository, head = self._judged((own.repository if own else None) or asked.repository, asked)
        elif (criterion, outcome) == ("has_repository", "yes"):
            repository = _address(told.get("repository"))
        return Entry(asked.paper, criterion, outcome, repository, head, note)

    def _judged(self, repository: str | None, asked: Asked) -> tuple[str, str | None]:
        """The repository that an answer is about, and the commit that was shown of it."""
        if repository is None:
            raise web.HTTPBadRequest(text="say first which repository is the paper's own")
        found = self._addressed(asked, repository)
        return repository, found.head if found else None

    def _state(self) -> dict[str, Any]:
        """Of each paper what is to be asked, and the answers that stand."""
        answers = standing(self._log.entries)
        return {"states": [_state_of(asked, answers) for asked in self._session.papers]}

    def _addressed(self, asked: Asked, repository: str) -> Addressed | None:
        found = self._material.addressed(asked.paper)
        return next((one for one in found if repository in (one.final_origin, one.origin)), None)

    def _snapshot(self, found: Addressed | None) -> Snapshot | None:
        """What the survey holds of a repository; None where it holds nothing."""
        return self._material.snapshot(found.final_origin, found.head) if found and found.head is not None else None

    def _asked(self, request: web.Request) -> Asked:
        return self._paper_at(int(request.match_info["paper"]))

    def _paper_at(self, place: object) -> Asked:
        if type(place) is not int or not 0 <= place < len(self._session.papers):
            raise web.HTTPNotFound(text="the session has no such paper")
        return self._session.papers[place]

    def _place(self, entry: Entry) -> int:
        return next(n for n, asked in enumerate(self._session.papers) if asked.paper == entry.paper)


async def _part_of_page(request: web.Request) -> web.Response:
    name = request.match_info["name"]
    text = (files("reprosurvey.analysis.reviews.serving") / "page" / (name or "page.html")).read_text(encoding="utf-8")
    return web.Response(text=text, content_type=_PAGE[name], charset="utf-8")


def _given(told: dict[str, Any], asked: list[str]) -> tuple[str, str, str | None]:
    """Criterion, outcome and note of an answer."""
    criterion, outcome, note = told.get("criterion"), told.get("outcome"), told.get("note") or ""
    if criterion not in asked:
        raise web.HTTPBadRequest(text="this is not asked of the paper")
    if outcome not in outcomes_of(criterion):
        raise web.HTTPBadRequest(text="this is no answer to the question")
    if not isinstance(note, str) or len(note) > NOTE_LIMIT:
        raise web.HTTPBadRequest(text=f"a note has at most {NOTE_LIMIT} characters")
    return str(criterion), str(outcome), storable(note.strip()) or None


def _state_of(asked: Asked, answers: Answers) -> dict[str, Any]:
    names = to_ask(asked, answers)
    told = {name: _told(answers[asked.paper, name]) for name in names if (asked.paper, name) in answers}
    return {"ask": names, "answers": told}


def _told(entry: Entry) -> dict[str, str | None]:
    return {"outcome": entry.outcome, "repository": entry.repository, "note": entry.note}


async def _object(request: web.Request) -> dict[str, Any]:
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType(text="answers come as JSON")
    try:
        told = await request.json()
    except ValueError:
        told = None
    if not isinstance(told, dict):
        raise web.HTTPBadRequest(text="answers come as an object of JSON")
    return told


def _address(written: object) -> str:
    origin = origin_of(written.strip()) if isinstance(written, str) and written.strip() else None
    if origin is None:
        raise web.HTTPBadRequest(text="name the paper's own repository: choose one, or type its address")
    return origin.url
