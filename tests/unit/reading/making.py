"""What tests of reading share: a layer of a text typed by hand, and the parser at hand."""

from hashlib import sha256
from importlib.util import find_spec

import pytest

from foedus.reading.document import Layer
from foedus.reading.parsing import PACKAGES

HAS_PARSER = find_spec("spacy") is not None and any(find_spec(name) for name in PACKAGES)

needs_parser = pytest.mark.skipif(
    not HAS_PARSER, reason="the extra `read` is not installed: pip install 'foedus[read]'"
)


def layer(text, name="a.txt"):
    digest = sha256(text.encode()).hexdigest()
    return Layer(name, "text/plain", "plain 1", "utf-8", text, digest, digest)
