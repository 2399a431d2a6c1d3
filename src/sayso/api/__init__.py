"""The desk for other programs: the same contexts as the pages, as JSON."""

from sayso.api.app import create_api

__all__ = ["create_api"]
