"""dueby as a service over HTTP: ``pip install dueby[serve]``, then ``python -m dueby.serve`` (docs/service.md).

`application` makes the ASGI application, for a server of your choice.
"""

from dueby.serve._application import application
from dueby.serve._settings import Settings

__all__ = ["Settings", "application"]
