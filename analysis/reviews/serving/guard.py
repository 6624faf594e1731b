"""Who is answered: the server's own page, on this machine.

The server listens on loopback alone. It refuses another Host, which is a name that somebody has resolve to loopback,
and another Origin, which is a page of somebody else's that is open in the same browser; and who does not know the key
(``key.py``), which is another user of this machine.
"""

from __future__ import annotations

from hmac import compare_digest

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

LOOPBACK = "127.0.0.1"
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def guarded(key: str) -> Middleware:
    """Answer the own page below ``/<key>/``, with headers by which a browser runs and asks for nothing else; 403 for
    others.
    """

    @web.middleware
    async def guarding(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            _refuse_strangers(request, key)
            response = await handler(request)
        except web.HTTPException as error:
            error.headers.update(HEADERS)
            raise
        response.headers.update(HEADERS)
        return response

    return guarding


def _refuse_strangers(request: web.Request, key: str) -> None:
    port = request.transport.get_extra_info("sockname")[1] if request.transport else None
    hosts = [f"{name}:{port}" for name in (LOOPBACK, "localhost")]
    origins = request.headers.getall("Origin", [])
    asks_only = request.method in ("GET", "HEAD")
    if len(named := request.headers.getall("Host", [])) != 1 or named[0].lower() not in hosts:
        raise web.HTTPForbidden(text="this server answers on loopback, by its own name")
    if any(origin != f"http://{named[0].lower()}" for origin in origins) or not (origins or asks_only):
        raise web.HTTPForbidden(text="this server answers its own page alone")
    if not compare_digest(request.path.removeprefix("/").partition("/")[0].encode("utf-8", "replace"), key.encode()):
        raise web.HTTPForbidden(text="this server answers at the address that `review serve` told")
