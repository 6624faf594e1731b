"""Modules that a Python brings along, and which Pythons have those that not all have.

By the pages of what is new in Python: https://docs.python.org/3/whatsnew/ (3.10, 3.11, 3.12, 3.13 and PEP 594 for what
went, 3.9 and 3.11 for what came) and https://docs.python.org/3/library/2to3.html for what Python 3 renamed.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_LAST = {
    (2, 7): """
__builtin__ anydbm BaseHTTPServer CGIHTTPServer commands ConfigParser Cookie cookielib copy_reg cPickle cStringIO dbhash
dummy_thread exceptions future_builtins htmlentitydefs htmllib HTMLParser httplib md5 mimetools new popen2 Queue
robotparser sets sha SimpleHTTPServer SocketServer StringIO thread tkFileDialog Tkinter tkMessageBox urllib2 urlparse
UserDict whichdb xmlrpclib
""",
    (3, 9): "formatter parser symbol",
    (3, 10): "binhex",
    (3, 11): "asynchat asyncore distutils imp smtpd",
    (3, 12): """
aifc audioop cgi cgitb chunk crypt imghdr lib2to3 mailcap msilib nis nntplib ossaudiodev pipes sndhdr spwd sunau
telnetlib uu xdrlib
""",
}
"""By the last minor release of Python that has them."""
_FIRST = {(3, 9): "graphlib zoneinfo", (3, 11): "tomllib"}
"""By the first one."""

Minor = tuple[int, int]


def _by_name(table: dict[Minor, str]) -> dict[str, Minor]:
    return {name: minor for minor, names in table.items() for name in names.split()}


_LAST_WITH, _FIRST_WITH = _by_name(_LAST), _by_name(_FIRST)
OF_SOME = _LAST_WITH.keys() | _FIRST_WITH.keys()
"""Those that not all Pythons have."""
STANDARD = sys.stdlib_module_names | OF_SOME | {"__main__"}
"""Modules that a Python of some version brings along."""


def pythons_with(modules: Iterable[str]) -> str:
    """Which Python has all of Python's own among ``modules``, in words; empty where each has."""
    named = list(modules)
    newest = min((_LAST_WITH[name] for name in named if name in _LAST_WITH), default=None)
    oldest = max((_FIRST_WITH[name] for name in named if name in _FIRST_WITH), default=None)
    if oldest and newest:
        return f"Python {_said(oldest)} to {_said(newest)}" if oldest <= newest else "no Python"
    if newest:
        return f"Python {_said(newest)} or older"
    return f"Python {_said(oldest)} or newer" if oldest else ""


def _said(minor: Minor) -> str:
    return ".".join(map(str, minor))
