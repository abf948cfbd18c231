"""Errors as problem documents (RFC 9457)."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

from starlette.responses import Response

from dueby import _engine
from dueby._errors import BadFile, BadValue, DuebyError, NotComputable, OutsideCoverage, UnknownName

MEDIA_TYPE = "application/problem+json"
_UNPROCESSABLE = 422

# The library's exceptions, each with the last part of its problem document's type. A subclass comes before its base.
_KINDS: tuple[tuple[type[DuebyError], str], ...] = (
    (UnknownName, "unknown-name"),
    (NotComputable, "not-computable"),
    (OutsideCoverage, "outside-coverage"),
    (BadFile, "bad-file"),
    (BadValue, "bad-value"),
    (DuebyError, "bad-value"),
)


class Problem(Exception):
    """Raised for a request that gets an error as its response.

    Attributes
    ----------
    status : int
        The HTTP status.
    kind : str
        The last part of the type: ``unknown-name``, ``too-large``, ...
    detail : str
        What was found, what was expected, what to do. It never repeats anything that could be about a child.
    more : dict
        Other members.
    """

    def __init__(self, status: int, kind: str, detail: str, **more: Any) -> None:
        super().__init__(detail)
        self.status, self.kind, self.detail, self.more = status, kind, detail, more

    @classmethod
    def of_library(cls, error: DuebyError) -> Problem:
        """Makes the problem for an exception of the library."""
        kind = next(kind for raised, kind in _KINDS if isinstance(error, raised))
        return cls(_UNPROCESSABLE, kind, str(error), code=error.status, code_text=_engine.status_text(error.status))

    @classmethod
    def of_value(cls, where: str, expected: str) -> Problem:
        """Makes the problem for a member of a request that has a wrong value. `where` names it, such as ``events[3].at``."""
        return cls(_UNPROCESSABLE, "bad-value", f"{where}: expected {expected}")

    def response(self, headers: dict[str, str] | None = None) -> Response:
        """Returns the problem document as a response."""
        document = {
            "type": f"/problems/{self.kind}",
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "detail": self.detail,
            **self.more,
        }
        content = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "backslashreplace")
        return Response(content, self.status, headers, MEDIA_TYPE)
