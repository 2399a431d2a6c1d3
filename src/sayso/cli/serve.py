"""Serving the desk: the pages with the API beside them, on one port."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path

import uvicorn

from sayso.api.app import create_api
from sayso.errors import AddressTaken
from sayso.ledger import Ledger
from sayso.run.weighing import weigh_new
from sayso.web.app import Outside, create_app
from sayso.web.guard import LOOPBACK


def serve(
    folder: Path, *, host: str, port: int, announce: Callable[[str], None], outside: Outside | None = None
) -> None:
    """Serve the case in `folder` until interrupted. Port 0 takes a free one; `announce` is told the
    address once it answers; `outside` are those that the desk may speak to. NoCase; AddressTaken."""
    with Ledger.open(folder) as ledger, _listening(host, port) as listener:
        app = create_app(
            ledger,
            hosts={*LOOPBACK, host},
            mounts={"/api": create_api(ledger)},
            weigh_again=weigh_new,
            outside=outside,
        )
        taken = listener.getsockname()[1]
        shown = f"[{host}]" if ":" in host else host
        announce(f"The desk of {folder} is on http://{shown}:{taken}/ - stop it with Ctrl-C.")
        config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False)
        uvicorn.Server(config).run(sockets=[listener])


def _listening(host: str, port: int) -> socket.socket:
    """A socket that listens already, so that the address is right when it is announced."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise AddressTaken(f"{host}:{port}", error.strerror or str(error)) from error
    return listener
