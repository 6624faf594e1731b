"""Git over HTTP: where a repository answers, and the headers of protocol v2 (gitprotocol-http, gitprotocol-v2)."""

from __future__ import annotations

GIT_RESULT = "application/x-git-upload-pack-result"
GIT_HEADERS = {
    "Content-Type": "application/x-git-upload-pack-request",
    "Accept": GIT_RESULT,
    "Git-Protocol": "version=2",
}


def git_address(url: str) -> str:
    """Where the repository at ``url`` answers git."""
    return f"{url}.git/git-upload-pack"
