// Makes a tree that is shown like one that was read, and leaves what a person has done to it: the
// focus, what is typed, what is folded open, where it is scrolled.

// The script sets these, so that the server's not having them means nothing.
const oursToSet = new Set([
    "tabindex", "data-held", "aria-busy", "data-picked", "data-shown", "data-new", "data-drawn",
    "data-left",
]);

function morph(shownNode, read) {
    morphAttributes(shownNode, read);
    if (shownNode.localName === "textarea") {
        if (shownNode.defaultValue !== read.defaultValue) {
            shownNode.defaultValue = read.defaultValue;
        }
    } else {
        morphChildren(shownNode, read);
    }
}

function morphAttributes(shownNode, read) {
    const isFolding = shownNode.localName === "details";
    const isHeld = shownNode.hasAttribute("data-held");
    const isTime = shownNode.localName === "time";
    const isKept = (name) => (isFolding && name === "open") || (isHeld && name === "disabled")
        || (isTime && name === "title");
    for (const { name, value } of read.attributes) {
        if (!isKept(name) && shownNode.getAttribute(name) !== value) {
            shownNode.setAttribute(name, value);
        }
    }
    for (const { name } of [...shownNode.attributes]) {
        if (!read.hasAttribute(name) && !isKept(name) && !oursToSet.has(name)) {
            shownNode.removeAttribute(name);
        }
    }
}

function morphChildren(shownNode, read) {
    const wantedKeys = new Set([...read.childNodes].map(keyOf).filter(Boolean));
    const byKey = new Map();
    for (const child of shownNode.childNodes) {
        const key = keyOf(child);
        if (key && !byKey.has(key)) byKey.set(key, child);
    }
    // Past what stays though the server knows nothing of it.
    const next = (place) => {
        while (place && (isOurs(place) || isLeaving(place))) {
            const after = place.nextSibling;
            if (!isOurs(place)) leave(place);
            place = after;
        }
        return place;
    };
    const isLeaving = (place) => keyOf(place) && !wantedKeys.has(keyOf(place));

    let place = next(shownNode.firstChild);
    for (const wanted of [...read.childNodes]) {
        const key = keyOf(wanted);
        const match = key ? byKey.get(key) : isAlike(place, wanted) ? place : undefined;
        if (key) byKey.delete(key);
        if (!match || match.nodeName !== wanted.nodeName) {
            arrive(shownNode, wanted, place);
            continue;
        }
        if (match === place) place = next(place.nextSibling);
        else moveBefore(shownNode, match, place);
        if (match.nodeType === Node.ELEMENT_NODE) morph(match, wanted);
        else if (match.nodeValue !== wanted.nodeValue) match.nodeValue = wanted.nodeValue;
    }
    while (place) {
        const after = place.nextSibling;
        if (!isOurs(place)) leave(place);
        place = after;
    }
}

const isOurs = (node) => node.nodeType === Node.ELEMENT_NODE && node.hasAttribute(ours);

// What makes a node the same one at another place. A form is what it would do.
function keyOf(node) {
    if (node.nodeType !== Node.ELEMENT_NODE) return "";
    if (node.id) return `#${node.id}`;
    if (node.matches("details.act")) return `act ${keyOf($("form", node) ?? node.firstChild)}`;
    if (node.localName !== "form") return "";
    const passing = new Set(["csrf", "shown", "back"]);
    const fixed = $$("input[type=hidden]", node).filter((input) => !passing.has(input.name));
    return [node.getAttribute("action"), ...fixed.map((input) => input.value)].join(" ");
}

const isAlike = (place, wanted) =>
    place && place.nodeName === wanted.nodeName && !keyOf(place);

function arrive(parent, wanted, place) {
    parent.insertBefore(wanted, place);
    if (wanted.id) {
        wanted.setAttribute("data-new", "");
        setTimeout(() => wanted.removeAttribute("data-new"), 2000);
    }
}

function moveBefore(parent, node, place) {
    // Only this keeps the focus and the scroll of what moves (Chromium 133 and later).
    if (parent.moveBefore) parent.moveBefore(node, place);
    else {
        const focused = node.contains(document.activeElement) && document.activeElement;
        parent.insertBefore(node, place);
        if (focused) focused.focus({ preventScroll: true });
    }
}

// Goes, unless somebody has typed into it: that text is theirs.
function leave(node) {
    if (node.nodeType !== Node.ELEMENT_NODE || !holdsTyping(node)) {
        if (node.contains?.(document.activeElement)) refocusNear(node);
        node.remove();
        return;
    }
    if (node.hasAttribute("data-left")) return;
    node.setAttribute("data-left", "");
    node.append(make("p", { class: "meta", [ours]: "" },
        "This is settled elsewhere. What you have typed is kept until you leave the page."));
    for (const button of $$("button", node)) button.disabled = true;
}

function holdsTyping(node) {
    return $$("textarea, input:not([type=hidden])", node).some((field) =>
        field.type !== "checkbox" && field.type !== "radio"
        && field.value !== "" && field.value !== field.defaultValue);
}

// The keyboard goes on where it was: at what follows, or comes before, or at the page.
function refocusNear(node) {
    const near = node.nextElementSibling ?? node.previousElementSibling;
    const target = near?.matches("[id]") ? near : $("main");
    if (!target) return;
    if (!target.hasAttribute("tabindex")) target.tabIndex = -1;
    target.focus({ preventScroll: true });
}
