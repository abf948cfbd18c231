"""The ASGI application: routes, limits, formats, key, log and metrics. Questions are read in `_members`, and answers made in
`_answers`."""

from __future__ import annotations

import asyncio
import hmac
import importlib.resources
import io
import json
import logging
import time
import traceback
import uuid
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

import prometheus_client
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from dueby._errors import DuebyError
from dueby.serve import _answers, _members
from dueby.serve._members import Member
from dueby.serve._problems import Problem
from dueby.serve._settings import Settings

_JSON, _NDJSON, _ARROW, _CSV = "application/json", "application/x-ndjson", "application/vnd.apache.arrow.stream", "text/csv"
_OPEN = {"/healthz", "/readyz"}  # paths that need no key
_LOG = logging.getLogger("dueby.serve")
_QUERY_MAX = 4096


class _Endpoint(NamedTuple):
    """A path of the service: the function that answers, and the formats that it can answer in."""

    answer: Callable[[dict[str, Any]], dict[str, Any]]
    members: dict[str, Member]
    methods: tuple[str, ...]
    formats: tuple[str, ...] = (_JSON,)
    bodies: tuple[str, ...] = (_JSON,)


_ENDPOINTS = {
    "/v1/due": _Endpoint(_answers.due, _members.DUE, ("GET", "POST")),
    "/v1/explain": _Endpoint(_answers.explain, _members.DUE, ("GET", "POST")),
    "/v1/check": _Endpoint(_answers.check, _members.CHECK, ("GET", "POST")),
    "/v1/due-dates": _Endpoint(_answers.columns, _members.COLUMNS, ("POST",), (_JSON, _NDJSON, _ARROW), (_JSON, _ARROW)),
    "/v1/worklist": _Endpoint(_answers.worklist, _members.WORKLIST, ("POST",), bodies=(_JSON, _CSV)),
    "/v1/rules": _Endpoint(_answers.rules, _members.RULES, ("GET",)),
    "/v1/profiles": _Endpoint(_answers.profiles, {}, ("GET",)),
    "/v1/holidays": _Endpoint(_answers.holidays, _members.HOLIDAYS, ("GET",)),
}


class _Figures:
    """The metrics that /metrics shows, in a separate registry."""

    def __init__(self) -> None:
        self.registry = prometheus_client.CollectorRegistry()
        self.requests = prometheus_client.Counter(
            "dueby_requests", "Requests by path and status.", ("path", "status"), registry=self.registry
        )
        self.seconds = prometheus_client.Histogram(
            "dueby_request_seconds",
            "Time from the first byte of a request to the last of its answer.",
            ("path",),
            buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
            registry=self.registry,
        )
        self.running = prometheus_client.Gauge("dueby_requests_running", "Requests being answered.", registry=self.registry)
        self.rows = prometheus_client.Counter("dueby_rows", "Dates and events worked out.", registry=self.registry)


class _Workers:
    """Threads for slow work, with a limit on how many requests may wait."""

    def __init__(self, settings: Settings) -> None:
        self._threads = ThreadPoolExecutor(settings.workers_max, thread_name_prefix="dueby")
        self._free = settings.workers_max + settings.waiting_max

    async def run(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """Runs a call on a worker thread, and returns its result."""
        if not self._free:
            raise Problem(503, "busy", "too many requests are waiting: try again shortly")
        self._free -= 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, function, *arguments)
        finally:
            self._free += 1


# ---- requests ----


async def _body(request: Request, settings: Settings) -> bytes:
    """The whole body; raises Problem if it is too large or arrives too slowly."""
    too_large = Problem(413, "too-large", f"the body is too large: expected at most {settings.body_bytes_max} bytes")
    length = request.headers.get("content-length", "")
    if length.isascii() and length.isdigit() and int(length) > settings.body_bytes_max:
        raise too_large
    parts: list[bytes] = []

    async def read() -> None:
        size = 0
        async for part in request.stream():
            size += len(part)
            if size > settings.body_bytes_max:
                raise too_large
            parts.append(part)

    try:
        await asyncio.wait_for(read(), settings.body_seconds_max)
    except TimeoutError:
        raise Problem(408, "too-slow", f"the body took longer than {settings.body_seconds_max:g} seconds") from None
    return b"".join(parts)


def _query(request: Request) -> dict[str, Any]:
    if len(request.scope["query_string"]) > _QUERY_MAX:
        raise Problem(414, "too-large", f"the query is too long: expected at most {_QUERY_MAX} bytes")
    pairs = request.query_params.multi_items()
    if len(dict(pairs)) != len(pairs):
        raise Problem(422, "bad-value", "the query: a member appears twice")
    return dict(pairs)


def _media_type(request: Request, accepted: tuple[str, ...]) -> str:
    found = request.headers.get("content-type", accepted[0]).partition(";")[0].strip().lower()
    if found not in accepted:
        raise Problem(415, "media-type", f"Content-Type: expected {' or '.join(accepted)}")
    return found


def _format(request: Request, offered: tuple[str, ...]) -> str:
    """Returns the first of the offered formats that the client accepts, in the client's order of preference."""
    ranges: list[tuple[float, str]] = []
    for part in request.headers.get("accept", "*/*").split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        weight = 1.0
        for parameter in parameters:
            if parameter.startswith("q="):
                try:
                    weight = float(parameter[2:])
                except ValueError:
                    weight = 0.0
        ranges.append((weight, name))
    for weight, name in sorted(ranges, key=lambda one: -one[0]):
        for one in offered:
            if weight > 0 and name in (one, "*/*", one.partition("/")[0] + "/*"):
                return one
    raise Problem(406, "not-acceptable", f"Accept: this path can only return {' or '.join(offered)}")


def _pyarrow() -> Any:
    try:
        import pyarrow
    except ImportError:
        raise Problem(415, "media-type", "Arrow needs pyarrow, which is not installed here: use JSON") from None
    return pyarrow


def _from_arrow(body: bytes) -> dict[str, Any]:
    """Reads the columns `when` and `born` of an Arrow stream. They must have the type date32."""
    pyarrow = _pyarrow()
    try:
        with pyarrow.ipc.open_stream(body) as stream:
            table = stream.read_all()
    except (pyarrow.ArrowException, OSError, ValueError):
        raise Problem(400, "bad-arrow", "the body is not an Arrow IPC stream") from None
    found = {}
    for name in table.column_names:
        if name not in ("when", "born"):
            raise Problem(422, "unknown-member", "the stream: expected columns when and, optionally, born")
        if not pyarrow.types.is_date32(table[name].type):
            raise Problem.of_value(name, "a column of type date32")
        found[name] = table[name].combine_chunks()
    if "when" not in found:
        raise Problem.of_value("when", "a column: this column is required")
    return found


def _given(endpoint: _Endpoint, media_type: str, query: dict[str, Any], body: bytes | None) -> dict[str, Any]:
    """Reads the members of a request. If the body is a table, all other members are in the query string. If it is JSON,
    a member can be in the body or in the query string."""
    if body is None:
        return _members.read(query, endpoint.members)
    if media_type == _JSON:
        members = _members.parse(body)
        if query.keys() & members.keys():
            raise Problem(422, "bad-value", "a member is in both the query and the body")
        return _members.read({**query, **members}, endpoint.members)
    tables = {"when", "born"} if media_type == _ARROW else {"events"}
    rest = {name: member for name, member in endpoint.members.items() if name not in tables}
    return {**_members.read(query, rest), **(_from_arrow(body) if media_type == _ARROW else {"events": body})}


def _rows(given: dict[str, Any], settings: Settings) -> int:
    """Returns how many rows a request has. Raises Problem if there are too many."""
    column: Any = given.get("when") if "events" not in given else given["events"]
    if isinstance(column, bytes):
        lines = max(column.count(b"\n"), column.count(b"\r"))  # lines may end in CR alone
        count = max(lines - column.endswith((b"\n", b"\r")), 0)  # without the header
    else:
        count = len(column) if hasattr(column, "__len__") else 1
    if count > settings.rows_max:
        raise Problem(413, "too-large", f"{count} rows: expected at most {settings.rows_max}")
    return count


# ---- replies ----


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def _content(answer: dict[str, Any], form: str) -> bytes:
    """Returns an answer in the requested format."""
    columns = answer.get("columns")
    if columns is None:
        return _json(answer)
    if form == _ARROW:
        pyarrow = _pyarrow()
        table = columns if isinstance(columns, pyarrow.Table) else pyarrow.table(columns)
        sink = io.BytesIO()
        with pyarrow.ipc.new_stream(sink, table.schema) as writer:
            writer.write_table(table)
        return sink.getvalue()
    if not isinstance(columns, dict):
        columns = columns.to_pydict()
    columns = {name: _answers.plain(values) for name, values in columns.items()}
    if form == _NDJSON:
        rows = zip(*columns.values(), strict=True)
        return b"".join(_json(dict(zip(columns, row, strict=True))) + b"\n" for row in rows)
    return _json({**columns, "versions": answer["versions"]})


def _version_headers(answer: dict[str, Any]) -> dict[str, str]:
    """Returns the versions as a header, for formats that cannot contain them."""
    versions = answer.get("versions", {})
    words = (f'{name}="{value}"' for name, value in versions.items() if isinstance(value, str) and value.isascii())
    return {"Dueby-Versions": ", ".join(words)} if versions else {}


def _routes(settings: Settings, figures: _Figures) -> list[Route]:
    workers = _Workers(settings)

    def work(endpoint: _Endpoint, media_type: str, form: str, query: dict[str, Any], body: bytes | None) -> Response:
        """Reads a request, and returns the response. Runs on a thread."""
        given = _given(endpoint, media_type, query, body)
        figures.rows.inc(_rows(given, settings))
        try:
            answer = endpoint.answer(given)
        except DuebyError as error:
            raise Problem.of_library(error) from None
        return Response(_content(answer, form), 200, _version_headers(answer), form)

    def handler(endpoint: _Endpoint) -> Callable[[Request], Awaitable[Response]]:
        async def handle(request: Request) -> Response:
            form = _format(request, endpoint.formats)
            posted = request.method == "POST"
            media_type = _media_type(request, endpoint.bodies) if posted else _JSON
            query = _query(request)
            body = await _body(request, settings) if posted else None
            response: Response = await workers.run(work, endpoint, media_type, form, query, body)
            return response

        return handle

    async def healthz(_request: Request) -> Response:
        return Response(_json({"status": "ok"}), media_type=_JSON)

    async def readyz(_request: Request) -> Response:
        if await workers.run(_answers.ready):
            return Response(_json({"status": "ready"}), media_type=_JSON)
        raise Problem(503, "not-ready", "a known due date came out wrong")

    async def metrics(_request: Request) -> Response:
        return Response(prometheus_client.generate_latest(figures.registry), media_type=prometheus_client.CONTENT_TYPE_LATEST)

    document = importlib.resources.files("dueby.serve").joinpath("openapi.json").read_bytes()

    async def openapi(_request: Request) -> Response:
        return Response(document, media_type=_JSON)

    plain = {"/healthz": healthz, "/readyz": readyz, "/metrics": metrics, "/openapi.json": openapi}
    return [
        *(Route(path, handler(endpoint), methods=list(endpoint.methods)) for path, endpoint in _ENDPOINTS.items()),
        *(Route(path, answer, methods=["GET"]) for path, answer in plain.items()),
    ]


# ---- around every request ----


def _allowed(request: Request, settings: Settings) -> bool:
    if not settings.key or request.url.path in _OPEN:
        return True
    given = request.headers.get("authorization", "")
    return hmac.compare_digest(given.encode("latin-1", "replace"), f"Bearer {settings.key}".encode())


def _problem(error: Exception) -> Problem:
    """Returns the problem document for an exception."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, HTTPException):
        kind = {404: "no-such-path", 405: "method"}.get(error.status_code, "http")
        return Problem(error.status_code, kind, str(error.detail))
    if isinstance(error, MemoryError):
        return Problem(503, "busy", "out of memory: try again, or ask for less at once")
    return Problem(500, "fault", "a fault in dueby: look in its log under the id of this request")


_HEADERS = {401: {"WWW-Authenticate": "Bearer"}, 503: {"Retry-After": "1"}}


def _respond(_request: Request, error: Exception) -> Response:
    """Returns the response for an exception."""
    problem = _problem(error)
    headers = _HEADERS.get(problem.status, dict(getattr(error, "headers", None) or {}))
    return problem.response(headers)


class _Around:
    """Handles what every request needs besides its answer: the key, errors, metrics and the log."""

    def __init__(self, inner: ASGIApp, settings: Settings, figures: _Figures) -> None:
        self._inner, self._settings, self._figures = inner, settings, figures

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._inner(scope, receive, send)
            return
        request, number = Request(scope, receive), uuid.uuid4().hex
        path = request.url.path if request.url.path in _KNOWN else "other"
        began, status, size = time.perf_counter(), 499, 0

        async def note(message: Any) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
                message.setdefault("headers", []).append((b"x-request-id", number.encode()))
            elif message["type"] == "http.response.body":
                size += len(message.get("body", b""))
            await send(message)

        with self._figures.running.track_inprogress():
            try:
                if _allowed(request, self._settings):
                    await self._inner(scope, receive, note)
                else:
                    refused = Problem(401, "key", "Authorization: expected Bearer followed by the key of this service")
                    await _respond(request, refused)(scope, receive, note)
            except ClientDisconnect:
                pass
            except Exception as error:  # Starlette has sent a response, and raises the exception again for the log.
                # The log only has the place, because a message could repeat a cell.
                places = [f"{one.filename}:{one.lineno}" for one in traceback.extract_tb(error.__traceback__)]
                _LOG.error(json.dumps({"id": number, "fault": type(error).__name__, "at": places[-3:]}))
        seconds = time.perf_counter() - began
        self._figures.requests.labels(path, str(status)).inc()
        self._figures.seconds.labels(path).observe(seconds)
        if path not in _OPEN:
            said = {"id": number, "method": request.method, "path": path, "status": status, "bytes": size, "ms": round(seconds * 1000, 1)}
            _LOG.info(json.dumps(said))


_KNOWN = {*_ENDPOINTS, "/healthz", "/readyz", "/metrics", "/openapi.json"}


def application(settings: Settings | None = None) -> ASGIApp:
    """Makes the ASGI application of the service.

    Parameters
    ----------
    settings : Settings, optional
        The limits and the key; otherwise they are taken from the environment.
    """
    chosen = settings or Settings.from_environment()
    figures = _Figures()

    handlers = dict.fromkeys((Problem, HTTPException, MemoryError, Exception), _respond)
    inner = Starlette(routes=_routes(chosen, figures), exception_handlers=handlers)
    return _Around(inner, chosen, figures)
