"""Pages of the simple repository API, in both of its forms."""

from __future__ import annotations

import json

import pytest

from reprosurvey.crawler.http.json import AnswerError
from reprosurvey.crawler.package_index.simple import HTML, JSON, Project, address, read_project

FILES = ("trees-1.0.tar.gz", "trees-1.2.0-py3-none-any.whl")


def html(*links: str, head: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head>{head}</head><body><h1>Links</h1>{'<br>'.join(links)}</body></html>".encode()


def link(file: str, attributes: str = "") -> str:
    return f'<a href="../../files/ab/{file}#sha256=12" {attributes}>{file}</a>'


def page(files: list[dict[str, object]], version: str = "1.1", **keys: object) -> bytes:
    return json.dumps({"meta": {"api-version": version}, "name": "trees", "files": files, **keys}).encode()


def versions(project: Project) -> tuple[list[str], list[str]]:
    return sorted(project.versions), sorted(project.yanked)


@pytest.mark.parametrize("kind", HTML)
def test_html_tells_versions_by_the_names_of_files(kind: str) -> None:
    assert versions(read_project(kind, html(*map(link, FILES)))) == (["1", "1.2"], [])


def test_json_tells_them_too() -> None:
    told = page([{"filename": file, "url": "x", "hashes": {}} for file in FILES], "1.0")
    assert versions(read_project(JSON, told)) == (["1", "1.2"], [])


def test_a_version_that_json_lists_is_not_there_without_a_file() -> None:
    told = page([{"filename": "trees-1.0.tar.gz"}], versions=["1.0", "0.9.0", "first", 3])
    assert versions(read_project(JSON, told)) == (["1"], [])


@pytest.mark.parametrize("file", ["trees-1.0.tar.bz2", "trees-1.0.tgz", "trees-1.0.zip", "trees-1.0.tar.xz"])
def test_archives_that_installers_take_are_files_of_a_version(file: str) -> None:
    assert versions(read_project(JSON, page([{"filename": file}]))) == (["1"], [])


def test_nothing_of_a_project_in_quarantine_is_there() -> None:
    files: list[dict[str, object]] = [{"filename": file} for file in FILES]
    assert versions(read_project(JSON, page(files, **{"project-status": {"status": "quarantined"}}))) == ([], [])
    assert versions(read_project(JSON, page(files, **{"project-status": {"status": "archived"}}))) == (["1", "1.2"], [])
    head = '<meta name="pypi:project-status" content="quarantined">'
    assert versions(read_project(HTML[1], html(head=head))) == ([], [])


@pytest.mark.parametrize("characters", [8, 20, 60])
def test_a_page_that_breaks_off_tells_nothing(characters: int) -> None:
    with pytest.raises(AnswerError):
        read_project(HTML[1], html(*map(link, FILES))[:-characters])
    with pytest.raises(AnswerError):
        read_project(JSON, page([{"filename": file} for file in FILES])[:-characters])


def test_a_project_without_a_release_has_no_version() -> None:
    assert versions(read_project(JSON, page([], versions=[]))) == ([], [])


@pytest.mark.parametrize("reason", ["data-yanked", 'data-yanked=""', 'data-yanked="broken on Mondays"'])
def test_a_version_is_withdrawn_where_every_file_of_it_is(reason: str) -> None:
    told = html(link("trees-1.0.tar.gz", reason), link("trees-1.2.tar.gz", reason), link(FILES[1]))
    assert versions(read_project(HTML[1], told)) == (["1", "1.2"], ["1"])


@pytest.mark.parametrize(("yanked", "withdrawn"), [(True, ["1"]), ("broken", ["1"]), (False, []), (None, [])])
def test_json_says_so_with_a_reason_or_without(yanked: object, withdrawn: list[str]) -> None:
    told = page([{"filename": "trees-1.0.tar.gz", "yanked": yanked}], versions=["1.0"])
    assert versions(read_project(JSON, told)) == (["1"], withdrawn)


def test_a_local_build_is_also_the_version_that_it_is_a_build_of() -> None:
    told = html(link("trees-1.4.0%2Bcu92-cp37-cp37m-linux_x86_64.whl"))
    assert versions(read_project(HTML[1], told)) == (["1.4", "1.4+cu92"], [])


@pytest.mark.parametrize(
    "file",
    ["trees-1.0.win32.exe", "trees-1.0-py2.7.egg", "trees.zip", "trees-first.tar.gz", "trees-x-py3-none-any.whl"],
)
def test_what_no_installer_takes_is_no_version(file: str) -> None:
    assert versions(read_project(JSON, page([{"filename": file}]))) == ([], [])


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (JSON, b"<html>"),
        (JSON, b"[]"),
        (JSON, page([], "2.0")),
        (JSON, json.dumps({"meta": {"api-version": "1.0"}, "name": "trees"}).encode()),
        (HTML[1], html()),
        (HTML[1], html('<a href="/login">Sign in</a>', '<a href="http://[">x</a>')),
        (HTML[1], html(link(FILES[0]), head='<meta name="pypi:repository-version" content="2.0">')),
        (HTML[1], b""),
        (HTML[1], b"\xff\x00"),
        ("application/json", page([])),
        ("text/plain", b"trees 1.0"),
    ],
)
def test_any_other_page_tells_nothing(kind: str, body: bytes) -> None:
    with pytest.raises(AnswerError):
        read_project(kind, body)


def test_a_minor_version_of_the_interface_that_is_newer_is_read() -> None:
    told = html(link(FILES[0]), head='<meta name="pypi:repository-version" content="1.9">')
    assert versions(read_project(HTML[1], told)) == (["1"], [])


def test_a_page_stands_below_the_index() -> None:
    index = "https://index.example/simple"
    assert address(index, "two-trees") == "https://index.example/simple/two-trees/"
    assert address(index, "../a?b") == "https://index.example/simple/..%2Fa%3Fb/"
