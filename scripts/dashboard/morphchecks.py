"""Whether a tree that is shown comes to be like one that was read, whatever the two are."""

import os
import random

ROOT = os.path.realpath(os.path.join(os.path.dirname(__file__), "..", ".."))
WEB = os.path.join(ROOT, "Sources", "Surfaces", "CDashboard", "web")
TAGS = ("p", "ul", "section", "form", "details", "article", "span")

# Answers what is wrong, for each pair of trees.
COMPARE = """
(pairs) => pairs.map(([before, after]) => {
    document.body.innerHTML = before;
    const shown = document.body.firstElementChild;
    const kept = new Map([...shown.children].filter((each) => each.id)
        .map((each) => [each.id, each]));
    const read = new DOMParser().parseFromString(after, 'text/html').body.firstElementChild;
    const wanted = read.cloneNode(true);
    morph(shown, read);
    for (const each of shown.querySelectorAll('[data-new]')) each.removeAttribute('data-new');
    if (!shown.isEqualNode(wanted)) return shown.outerHTML;
    for (const child of shown.children) {
        const old = kept.get(child.id);
        if (old && old !== child && old.localName === child.localName) return `#${child.id} is new`;
    }
    return '';
})
"""


def tree(chance, depth, ids):
    """A random tree; no id is there twice."""
    tag = chance.choice(TAGS) if depth < 4 else "div"
    attributes = f' title="{chance.randrange(3)}"' if chance.random() < 0.3 else ""
    if ids and chance.random() < 0.5:
        attributes += f' id="{ids.pop(chance.randrange(len(ids)))}"'
    if tag == "form":
        attributes += f' action="/act/{chance.randrange(3)}"'
    children = []
    if depth > 0:
        for _ in range(chance.randrange(5)):
            inner = chance.random()
            # Two texts side by side would be read as one.
            if inner < 0.3 and not (children and not children[-1].startswith("<")):
                children.append(f"text {chance.randrange(4)}")
            else:
                children.append(tree(chance, depth - 1, ids))
    if tag in ("p", "form"):
        # Neither may hold another of its kind, which a parser would undo.
        children = [each for each in children if not each.startswith("<")][:1]
    return f"<{tag}{attributes}>{''.join(children)}</{tag}>"


def pair(chance):
    before, after = (tree(chance, 4, [f"i{at}" for at in range(9)]) for _ in range(2))
    return [before, after]


def becomes_alike(browser, seed, count=400):
    """Any page becomes any other one, and what has an id stays the same node."""
    chance = random.Random(seed)
    pairs = [pair(chance) for _ in range(count)]
    parts = "".join(open(os.path.join(WEB, name)).read() for name in ("page.js", "morph.js"))
    with browser.person() as context:
        page = context.new_page()
        wrong = page.evaluate(f"(pairs) => {{ {parts}; return ({COMPARE})(pairs); }}", pairs)
    for (before, after), fault in zip(pairs, wrong):
        assert not fault, f"seed {seed}\n{before}\n{after}\n{fault}"
    return f"{count} pairs, seed {seed}"
