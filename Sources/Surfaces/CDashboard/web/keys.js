// Single keys, for who keeps the hands on them. They can be turned off, since some who speak to
// their machine can't help typing (WCAG 2.2, 2.1.4).

const places = {
    n: ["/", "Now"], t: ["/tasks", "Tasks"], a: ["/agents", "Agents"], i: ["/inbox", "Inbox"],
    r: ["/reviews", "Reviews"], e: ["/evidence", "Evidence"], g: ["/gates", "Gates"],
    l: ["/timeline", "Timeline"],
};
const keysSetting = "worklead-keys";
const rows = "main tbody tr, main article.card, main li.card, main .message";
let isGoing = false;

// Storage may be shut off, and then the keys are on.
function keysAreOn() {
    try {
        return localStorage.getItem(keysSetting) !== "off";
    } catch {
        return true;
    }
}

addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
    const { key, target } = event;
    if (key === "Escape") return onEscape(target);
    if (isTyping(target) || isAsking()) return;
    if (key === "Enter") return openRow(event);
    if (!keysAreOn() && key !== "?") return;
    if (isGoing) {
        isGoing = false;
        if (places[key]) location.assign(places[key][0]);
        return event.preventDefault();
    }
    const does = {
        "/": () => $(".search input")?.focus(),
        "?": showKeys,
        "g": () => { isGoing = true; setTimeout(() => { isGoing = false; }, 1500); },
        "j": () => step(1),
        "k": () => step(-1),
        "m": () => { const row = rowAt(target); if (row) openMenu(row); },
    }[key] ?? ownKey(target, key);
    if (!does) return;
    event.preventDefault();
    does();
});

function onEscape(target) {
    const folded = target.closest?.("details.act[open], details.more[open]");
    if (folded) {
        folded.open = false;
        $("summary", folded).focus();
    } else if (isTyping(target)) {
        target.blur();
    }
}

const rowAt = (target) => target.closest?.(rows);

// A row's button may have a key of its own.
function ownKey(target, key) {
    const button = rowAt(target)
        && $$("[data-key]", rowAt(target)).find((each) => each.dataset.key === key);
    return button && !button.disabled ? () => button.click() : undefined;
}

function step(by) {
    const all = $$(rows).filter((row) => row.checkVisibility());
    if (all.length === 0) return;
    const at = all.indexOf(rowAt(document.activeElement));
    const next = at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by;
    const row = all[Math.min(Math.max(next, 0), all.length - 1)];
    if (!row.hasAttribute("tabindex")) row.tabIndex = -1;
    row.focus();
    row.scrollIntoView({ block: "nearest" });
}

function openRow(event) {
    if (!event.target.matches?.(rows)) return;
    const link = $("a[href]", event.target);
    if (!link) return;
    event.preventDefault();
    link.click();
}

function showKeys() {
    const pairs = [
        ["/", "search"], ["?", "this sheet"], ["j k", "next and previous row"],
        ["Enter", "open the row"], ["m", "what can be done with it"], ["Esc", "close, leave"],
        ...Object.entries(places).map(([key, [, name]]) => [`g ${key}`, name]),
    ];
    const list = make("dl", {}, ...pairs.flatMap(([keys, does]) => [
        make("dt", {}, ...keys.split(" ").flatMap((key) => [make("kbd", {}, key), " "])),
        make("dd", {}, does),
    ]));
    const box = make("input", { type: "checkbox", checked: keysAreOn() });
    box.addEventListener("change", () => {
        // Where nothing can be kept, the keys stay as they are.
        try { localStorage.setItem(keysSetting, box.checked ? "on" : "off"); } catch { /* above */ }
    });
    const close = make("button", { type: "button", autofocus: true }, "Close");
    const dialog = make("dialog", { "aria-labelledby": "keys", [ours]: "" },
        make("h2", { id: "keys" }, "Keys"), list, make("label", {}, box, "Single keys are on"),
        make("div", { class: "actions" }, close));
    close.addEventListener("click", () => dialog.close());
    open(dialog);
}

// One menu of the bar at a time, and none once one looks elsewhere.
addEventListener("click", (event) => {
    for (const menu of $$("details.more[open]")) {
        if (!menu.contains(event.target)) menu.open = false;
    }
});
