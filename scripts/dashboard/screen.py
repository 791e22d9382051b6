"""A terminal's screen as a camera sees it."""

import re

import zxingcpp

SCALE = 4
LIGHT, DARK = 255, 0
# What a letter draws of its upper and its lower half.
BLOCKS = {"█": (1, 1), "▀": (1, 0), "▄": (0, 1), "#": (1, 1), " ": (0, 0)}
INKS = {"16": DARK, "231": LIGHT}
PIECES = re.compile("\x1b\\[([0-9;]*)m|(.)")


def rows_of(line, ink, ground):
    """The two rows of pixels of a line, by the colours that it sets."""
    at, now = (ink, ground), (ink, ground)
    upper, lower = [], []
    for order, letter in PIECES.findall(line):
        if letter:
            high, low = BLOCKS.get(letter, (0, 0))
            upper.append(now[1 - high])
            lower.append(now[1 - low])
            continue
        front = re.search(r"(?:^|;)38;5;(\d+)", order)
        back = re.search(r"(?:^|;)48;5;(\d+)", order)
        if order in ("", "0"):
            now = at
        now = (INKS[front[1]] if front else now[0], INKS[back[1]] if back else now[1])
    return upper, lower


def codes(text, ink=LIGHT, ground=DARK):
    """The texts of the QR codes on a terminal that writes with this ink on this ground."""
    rows = [row for line in text.split("\n") for row in rows_of(line, ink, ground)]
    width = max(map(len, rows))
    picture = bytearray()
    for row in rows:
        wide = bytes(pixel for pixel in row + [ground] * (width - len(row)) for _ in range(SCALE))
        picture += wide * SCALE
    shape = (len(rows) * SCALE, width * SCALE)
    image = memoryview(bytes(picture)).cast("B", shape=shape)
    return [each.text for each in zxingcpp.read_barcodes(image)]
