"""The key of a page: the part of its address that no other user of this machine knows.

It stands in a file beside the session that its user alone can read, so that a page that is open is answered by the next
server as well.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from reprosurvey.crawler.errors import SurveyError


def key_beside(session: Path) -> str:
    """The key of the page of the session in ``session``, 43 characters; made where there is none.

    Raises:
        SurveyError: Its file cannot be read or written, or others can read it.
    """
    path = session.with_name(f".{session.name}.key")
    try:
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    except OSError as error:
        raise SurveyError(f"cannot keep the page's key in {path}: {error.strerror}") from None
    with os.fdopen(file, "r+") as opened:
        status = os.fstat(file)
        if status.st_uid != os.getuid() or status.st_mode & 0o077:
            raise SurveyError(f"{path}, the page's key, can be read by others; remove it")
        if not (key := opened.read()):
            opened.write(key := secrets.token_urlsafe())
        return key
