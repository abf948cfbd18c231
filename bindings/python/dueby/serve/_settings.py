"""Settings of the service."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Mapping

_PREFIX = "DUEBY_SERVE_"
_MIB = 1 << 20


@dataclasses.dataclass(frozen=True, slots=True)
class Settings:
    """The limits and the key of the service. Each is also an environment variable: DUEBY_SERVE_BODY_BYTES_MAX and so on.

    Attributes
    ----------
    body_bytes_max : int
        The maximum size of a request's body; a larger one is refused with 413 before it is read.
    rows_max : int
        The maximum number of dates in a column, and of events in a worklist.
    body_seconds_max : float
        How long a client may take to send a body before it gets 408.
    workers_max : int
        How many requests are worked out at the same time. Others wait.
    waiting_max : int
        How many requests may wait; any more get 503 at once.
    key : str
        If set, requests need ``Authorization: Bearer KEY``, except health checks.
    """

    body_bytes_max: int = 16 * _MIB
    rows_max: int = 1_000_000
    body_seconds_max: float = 30.0
    workers_max: int = 4
    waiting_max: int = 256
    key: str = dataclasses.field(default="", repr=False)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Reads the settings from the environment. Raises ValueError, which names the variable, if one is wrong."""
        given: dict[str, object] = {}
        for field in dataclasses.fields(cls):
            name = _PREFIX + field.name.upper()
            text = environment.get(name)
            if text is None:
                continue
            if isinstance(field.default, str):
                given[field.name] = text
                continue
            try:
                number = float(text) if isinstance(field.default, float) else int(text)
            except ValueError:
                number = 0
            if not number > 0:
                raise ValueError(f'{name}: "{text}": expected a number above 0')
            given[field.name] = number
        return cls(**given)  # type: ignore[arg-type]

    def to_environment(self) -> dict[str, str]:
        """Returns the settings as environment variables, for the processes of a server."""
        return {_PREFIX + field.name.upper(): str(getattr(self, field.name)) for field in dataclasses.fields(self)}
