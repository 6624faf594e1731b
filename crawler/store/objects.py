"""Objects below a prefix of an object store: S3's, Google's or Azure's, by ``obstore``.

Needs the extra ``objects``. Credentials, region and endpoint are those that the clouds' own tools find:
``AWS_ACCESS_KEY_ID``, ``AWS_PROFILE``, ``AWS_ENDPOINT_URL``, ``GOOGLE_APPLICATION_CREDENTIALS``, ``AZURE_STORAGE_*``
and so on. A client belongs to the process that made it: what forks from it makes none.
"""

from __future__ import annotations

import os
import re
import uuid
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from reprosurvey.crawler.errors import SurveyError, UsageError
from reprosurvey.crawler.locations import ObjectUrl

_PATIENCE = timedelta(minutes=1)
"""How long an object store may fail until the run ends."""
_REQUEST = timedelta(minutes=10)
"""How long one request may take."""
_PAGE = 1000
"""Objects in one answer of a listing."""
_CODE = re.compile(r"<Code>(\w+)</Code>|\"(?:reason|code)\": ?\"(\w+)\"")


class ConflictError(Exception):
    """An object is there already, or of another version than was said."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An object as a listing tells of it."""

    key: str
    size: int
    modified: datetime


@dataclass(frozen=True, slots=True)
class Content:
    """An object as it was read."""

    content: bytes
    modified: datetime
    version: Version


Version = Mapping[str, Any]
"""What a later write may be made to depend on."""

REQUESTS: Counter[str] = Counter()
"""What this process asked of object stores: requests by kind, and bytes."""


class Objects:
    """The objects below a prefix, by their keys from there on. May be pickled, without its client."""

    def __init__(self, url: ObjectUrl) -> None:
        self.url = url

    def address_of(self, key: str) -> str:
        """How a person is told of an object."""
        return f"{self.url}/{key}"

    def list(self, folder: str) -> Iterator[Entry]:
        """Every object whose key begins with the folder's; all of them by an empty one."""
        import obstore

        with self._told(folder):
            REQUESTS["list"] += 1
            for number, batch in enumerate(obstore.list(_client(self.url), folder, chunk_size=_PAGE)):
                REQUESTS["list"] += number > 0
                for one in batch:
                    yield Entry(one["path"], one["size"], one["last_modified"])

    def head(self, key: str) -> Entry | None:
        """What there is to tell of an object; None where there is none."""
        import obstore

        REQUESTS["head"] += 1
        with self._told(key):
            try:
                one = obstore.head(_client(self.url), key)
            except FileNotFoundError:
                return None
        return Entry(key, one["size"], one["last_modified"])

    def get(self, key: str) -> Content:
        """An object.

        Raises:
            FileNotFoundError: There is none.
        """
        import obstore

        with self._told(key):
            got = obstore.get(_client(self.url), key)
            meta, content = got.meta, got.bytes().to_bytes()
        REQUESTS.update({"get": 1, "bytes read": len(content)})
        return Content(content, meta["last_modified"], _version(meta))

    def parts(self, key: str) -> Iterator[bytes]:
        """An object's content, bit by bit.

        Raises:
            FileNotFoundError: There is none.
        """
        import obstore

        with self._told(key):
            got = obstore.get(_client(self.url), key)
            REQUESTS.update({"get": 1, "bytes read": got.meta["size"]})
            yield from map(bytes, got)

    def put(self, key: str, content: bytes | memoryview) -> None:
        """Put an object, in the place of one that is there."""
        self._put(key, content, "overwrite")

    def make(self, key: str, content: bytes) -> Version:
        """Put an object where none is.

        Raises:
            ConflictError: One is.
        """
        return self._put(key, content, "create")

    def change(self, key: str, content: bytes, known: Version) -> Version:
        """Put an object in the place of one that is of the version that is known.

        Raises:
            ConflictError: It is not.
        """
        return self._put(key, content, known)

    def delete(self, keys: Sequence[str]) -> None:
        """Delete objects, of which none need be there."""
        import obstore

        REQUESTS["delete"] += -(-len(keys) // _PAGE)
        with self._told(""):
            obstore.delete(_client(self.url), keys)

    def now(self) -> datetime:
        """What the store's clock says, to the second."""
        key = f"locks/{uuid.uuid4().hex}.clock"
        self.put(key, b"")
        written = self.head(key)
        self.delete([key])
        return written.modified if written else datetime.now(UTC)

    def _put(self, key: str, content: bytes | memoryview, mode: Any) -> Version:
        import obstore

        REQUESTS.update({"put": 1, "bytes written": len(content)})
        with self._told(key):
            try:
                return _version(obstore.put(_client(self.url), key, bytes(content), mode=mode, use_multipart=False))
            except FileNotFoundError as error:  # of the bucket
                raise self._refused(key, error) from None

    @contextmanager
    def _told(self, key: str) -> Iterator[None]:
        """Have what the object store refuses end the run with one line.

        Raises:
            SurveyError: It forbids something, has no such bucket or does not answer.
            FileNotFoundError: There is no such object.
            ConflictError: The object is another than was said.
        """
        from obstore.exceptions import AlreadyExistsError, BaseError, PreconditionError

        try:
            yield
        except (AlreadyExistsError, PreconditionError):
            raise ConflictError(self.address_of(key)) from None
        except BaseError as error:
            raise self._refused(key, error) from None
        except FileNotFoundError as error:
            if _reason(error) == "NoSuchBucket":
                raise self._refused(key, error) from None
            raise FileNotFoundError(2, "no such object", self.address_of(key)) from None

    def _refused(self, key: str, error: Exception) -> SurveyError:
        return SurveyError(f"no access to {self.address_of(key)}: {_reason(error)}")


def _version(told: Mapping[str, Any]) -> Version:
    """Of what is told of an object what a write may depend on: obstore takes none for another text."""
    return {name: told[name] for name in ("e_tag", "version") if told[name] is not None}


def _reason(error: Exception) -> str:
    """What went wrong, without the request, in a few words."""
    text = str(error)
    if match := _CODE.search(text):
        return match[1] or match[2]
    return text.partition("\n")[0].rpartition(" - ")[2].strip()[:200]


def endpoint() -> str | None:
    """The address of S3, where the environment names one."""
    return os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL")


def require_client(url: ObjectUrl) -> None:
    """Make sure that the store can be asked.

    Raises:
        UsageError: What that needs is not installed.
        SurveyError: There are no credentials.
    """
    _client(url)


@cache
def _client(url: ObjectUrl) -> Any:
    try:
        from obstore.store import from_url
    except ImportError:
        raise UsageError(f"{url} needs the extra objects: pip install 'reprosurvey[objects]'") from None
    options: dict[str, Any] = {
        "client_options": {"timeout": _REQUEST, "allow_http": True},
        "retry_config": {"max_retries": 5, "retry_timeout": _PATIENCE},
    }
    if url.url.startswith("s3://"):
        options |= _of_aws(url)
    return from_url(url.url, **options)


def _of_aws(url: ObjectUrl) -> dict[str, Any]:
    """Credentials, region and endpoint, by AWS's own rules: variables, profiles, roles."""
    from botocore.exceptions import BotoCoreError
    from botocore.session import Session
    from obstore.auth.boto3 import Boto3CredentialProvider

    session = Session()
    try:
        options: dict[str, Any] = {"credential_provider": Boto3CredentialProvider(session)}
        given = {
            "endpoint": endpoint() or session.get_scoped_config().get("endpoint_url"),
            "region": session.get_config_variable("region"),
        }
    except (ValueError, BotoCoreError) as error:
        why = "none are found" if isinstance(error, ValueError) else str(error)
        raise SurveyError(f"no credentials for {url}: {why}; set AWS_PROFILE or AWS_ACCESS_KEY_ID") from None
    return options | {"config": {name: value for name, value in given.items() if value}}
