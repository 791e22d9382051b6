"""What agents write, plainly or to do harm."""

# A browser that takes any of it for more than text gets a mark that the checks look for.
MARK = "window.harmed = true"
MARKUP = (
    f'"><script>{MARK}</script><img src=x onerror="{MARK}"><svg onload="{MARK}">'
    f"</textarea></title></style>' onmouseover='{MARK}' x='<b id=harmed>&lt;&#60;"
)
MARKDOWN = f"[press](javascript:{MARK}) ![x](x) <iframe srcdoc='<script>{MARK}</script>'>"
# Reorders, hides and steers: overrides and isolates, joiners without width, and what a terminal
# takes for orders.
UNSEEN = "\u202eevil\u202c\u2066\u2067\u200b\u200d\ufeff\u00ad\u2028"
STEERING = "\x1b[31m\x1b]0;title\x07\x08\r"
PICTURES = "\U0001f9e8" * 10_000
LONG = "x" * 1_000_000


class Words:
    """Gives each text of a workspace the same form: plain as it is said, or with harm in it."""

    def __init__(self, harmful=False):
        self.harmful = harmful

    def line(self, plain, most=200):
        """One line, within what it may have."""
        return (plain + " " + MARKUP)[:most] if self.harmful else plain

    def text(self, plain, most=None):
        """Some lines, with everything that a message may have, within so many bytes."""
        if not self.harmful:
            return plain
        lines = (plain, MARKUP, MARKDOWN, UNSEEN + STEERING, PICTURES[:2000])
        return within("\n".join(lines), most)

    def huge(self, plain, most=None):
        """A line of a megabyte, and ten thousand pictures, within so many bytes."""
        if not self.harmful:
            return plain
        return within("\n".join((plain, STEERING, MARKUP, PICTURES, LONG)), most)


def within(text, most):
    return text.encode()[:most].decode(errors="ignore")
