"""Git over HTTP: the headers of protocol v2, and the kinds of content (gitprotocol-http, gitprotocol-v2)."""

from __future__ import annotations

GIT_RESULT = "application/x-git-upload-pack-result"
GIT_ADVERTISEMENT = "application/x-git-upload-pack-advertisement"
VERSION_2 = {"Git-Protocol": "version=2"}
GIT_HEADERS = {"Content-Type": "application/x-git-upload-pack-request", "Accept": GIT_RESULT, **VERSION_2}
