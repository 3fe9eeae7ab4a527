"""Signs that mean the same, made the same, without moving a single offset.

Curly and straight quotation marks, the many dashes, and the many spaces differ between a
text and whoever quotes it. Each is one code point and becomes one code point, so that a
place found in the folded text is the same place in the text.
"""

_SAME = {
    "'": "\u2018\u2019\u201a\u201b\u2032\u02bc\u00b4\u0060\uff07",
    '"': "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\uff02",
    "-": "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00ad",
    " ": "\t\n\r\f\v\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
    "\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000",
}
_TABLE = {ord(sign): plain for plain, signs in _SAME.items() for sign in signs}
_SOFT = {sign: plain for sign, plain in _TABLE.items() if chr(sign) not in "\u2014\u2015"}


def fold(text: str) -> str:
    r"""Fold quotation marks, dashes and spaces; the length stays.

    >>> fold("Russia\u2019s\u00a0\u201cpact\u201d\u2014signed")
    'Russia\'s "pact"-signed'
    """
    return text.translate(_TABLE)


def fold_for_parsing(text: str) -> str:
    r"""Fold all but the long dash, which parts clauses; the length stays.

    >>> fold_for_parsing("Russia\u2013China ties \u2014 old ones")
    'Russia-China ties — old ones'
    """
    return text.translate(_SOFT)
