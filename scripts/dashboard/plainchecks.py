"""What of the dashboard's files can be seen without a browser."""

import gzip
import os
import re

import mock

WEB = os.path.join(mock.FILES, "web")
FIRST_SCREEN_MOST = 25_000
# Another host by its scheme, or by that of the page.
ELSEWHERE = re.compile(r"""://|["'`(]//[\w[]""")
EVALUATION = re.compile(
    r"""\beval\(|new Function|(inner|outer)HTML|insertAdjacentHTML|document\.write"""
    r"""|set(Timeout|Interval)\(["'`]"""
)


def small():
    """The script of the first screen has 25 KB at most, compressed."""
    size = len(gzip.compress(mock.asset("worklead.js"), 9))
    assert size <= FIRST_SCREEN_MOST, f"{size} bytes, more than {FIRST_SCREEN_MOST}"
    return f"{size} bytes"


def whole():
    """Each file of the folder is put into the program."""
    with open(os.path.join(mock.FILES, "assets.c")) as source:
        embedded = set(re.findall(r'#embed "web/([^"]+)"', source.read()))
    here = set(os.listdir(WEB))
    assert here <= embedded, f"not put into it: {here - embedded}"
    assert embedded <= here, f"not there: {embedded - here}"


def at_home():
    """No file of ours asks for anything of another host, or evaluates a text."""
    for name in os.listdir(WEB):
        with open(os.path.join(WEB, name)) as file:
            text = file.read().replace("http://www.w3.org/", "")
        for reach in (ELSEWHERE, EVALUATION):
            found = reach.search(text)
            assert not found, f"{name}: {text[found.start() : found.end() + 60]!r}"


ALL = (small, whole, at_home)
