"""The desk as pages: rendered on the server, readable without JavaScript."""

from sayso.web.app import create_app

__all__ = ["create_app"]
