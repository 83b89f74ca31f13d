"""The language server: Kerlint's findings, fixes and shapes in an editor, while a script is written.

The protocol: https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/
"""

from kerlint.lsp.features import make_server

__all__ = ["make_server"]
