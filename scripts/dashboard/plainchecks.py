"""What of the dashboard's files can be seen without a browser."""

import gzip
import os
import re

import mock

WEB = os.path.join(mock.FILES, "web")
FIRST_SCREEN_MOST = 25_000


def small():
    """The script of the first screen has 25 KB at most, compressed."""
    size = len(gzip.compress(mock.asset("worklead.js"), 9))
    assert size <= FIRST_SCREEN_MOST, size
    return f"{size} bytes"


def whole():
    """Each file of the folder is put into the program."""
    with open(os.path.join(mock.FILES, "assets.c")) as source:
        embedded = set(re.findall(r'#embed "web/([^"]+)"', source.read()))
    assert embedded == set(os.listdir(WEB)), embedded ^ set(os.listdir(WEB))


def at_home():
    """No file of ours asks for anything of another host, or evaluates a text."""
    for name in os.listdir(WEB):
        with open(os.path.join(WEB, name)) as file:
            text = file.read().replace("http://www.w3.org/", "")
        assert "://" not in text, name
        assert not re.search(r"\beval\(|new Function|innerHTML|document\.write|setTimeout\(['\"]",
                             text), name


ALL = (small, whole, at_home)
