"""What JupyterLab's language server extension finds: how to start Kerlint's server.

The form: https://jupyterlab-lsp.readthedocs.io/en/latest/Contributing.html (Python-based specs)
"""

from __future__ import annotations

import sys
from importlib.util import find_spec
from typing import Any

from kerlint.links import HOME


def language_servers(manager: Any) -> dict[str, dict[str, Any]]:  # noqa: ARG001 - part of the form
    """The servers to offer, by name: ours where pygls is installed, which it needs.

    JupyterLab asks one server for a language. Beside python-lsp-server, which completes code too and has Kerlint as a
    plugin, ours would only take its place.
    """
    if find_spec("pygls") is None or find_spec("pylsp") is not None:
        return {}
    server = {
        "version": 2,
        "display_name": "Kerlint",
        "argv": [sys.executable, "-m", "kerlint", "server"],
        "languages": ["python"],
        "mime_types": ["text/x-python", "text/x-ipython"],
        # JupyterLab then writes no copies of notebooks into its root, and names them by their own paths.
        "requires_documents_on_disk": False,
        "urls": {"home": HOME, "issues": f"{HOME}/issues"},
    }
    return {"kerlint": server}
