"""``python -m dueby.serve``: the service on granian, an ASGI server."""

from __future__ import annotations

import argparse
import dataclasses
import logging
import os
import sys
from pathlib import Path

from dueby.serve._settings import Settings


def main() -> None:
    """Reads the options and serves until it is told to stop (SIGTERM, SIGINT), and then finishes running requests."""
    parser = argparse.ArgumentParser(prog="python -m dueby.serve", description="dueby over HTTP: see docs/service.md.")
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (127.0.0.1)")
    parser.add_argument("--port", type=int, default=8080)
    parser.add_argument("--processes", type=int, default=1, help="how many processes share the port; each has its own figures")
    parser.add_argument("--key-file", type=Path, help="a file with the key that requests must include")
    parser.add_argument("--quiet", action="store_true", help="only log faults, not every request")
    given = parser.parse_args()
    try:
        from granian import Granian
        from granian.constants import Interfaces
        from granian.http import HTTP1Settings
    except ImportError:
        sys.exit("python -m dueby.serve: pip install dueby[serve]")
    try:
        settings = Settings.from_environment()
        if given.key_file:
            key = given.key_file.read_text(encoding="utf-8").strip()
            if not key.isascii() or len(key) < 16:
                raise ValueError(f"{given.key_file}: expected a key of at least 16 ASCII characters")
            settings = dataclasses.replace(settings, key=key)
    except (OSError, ValueError) as error:
        sys.exit(f"python -m dueby.serve: {error}")
    os.environ.update(settings.to_environment())
    os.environ["DUEBY_SERVE_QUIET"] = "1" if given.quiet else ""
    server = Granian(
        "dueby.serve.__main__:served",
        address=given.host,
        port=given.port,
        interface=Interfaces.ASGI,
        workers=given.processes,
        factory=True,
        log_access=False,
        http1_settings=HTTP1Settings(header_read_timeout=10_000),
        workers_kill_timeout=30,
        websockets=False,
    )
    server.serve()


def served() -> object:
    """Returns the application for one process. Its log is written as lines of JSON to standard error."""
    from dueby.serve import application

    logging.basicConfig(stream=sys.stderr, format="%(message)s")
    logging.getLogger("dueby.serve").setLevel(logging.ERROR if os.environ.get("DUEBY_SERVE_QUIET") else logging.INFO)
    return application()


if __name__ == "__main__":
    main()
