// Questions and menus, as the browser's own dialogs: they hold the focus and give it back.

// Resolves to whether the answer was yes. The safe answer has the focus.
function confirmed(question, yes, tone) {
    const cancel = make("button", { type: "button", autofocus: true }, "Cancel");
    const act = make("button", { type: "button", "data-tone": tone || "primary" }, yes);
    const heading = make("h2", { id: "question" }, question);
    const dialog = make(
        "dialog", { "aria-labelledby": "question", role: "alertdialog", [ours]: "" },
        heading, make("div", { class: "actions" }, cancel, act));
    return new Promise((resolve) => {
        cancel.addEventListener("click", () => dialog.close());
        act.addEventListener("click", () => dialog.close("yes"));
        open(dialog, () => resolve(dialog.returnValue === "yes"));
    });
}

function open(dialog, whenClosed) {
    dialog.addEventListener("close", () => { dialog.remove(); whenClosed?.(); });
    dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
    document.body.append(dialog);
    dialog.showModal();
}

const isAsking = () => $("dialog[open]") !== null;

// What can be done with a row or a card, to choose from by keys.
function openMenu(item) {
    const acts = $$("form.action button:not([disabled]), details.act > summary, .actions a", item)
        .filter((act) => !act.closest("details.act") || act.localName === "summary");
    if (acts.length === 0) {
        say("Nothing can be done here.");
        return;
    }
    const dialog = make("dialog", { class: "menu", "aria-labelledby": "menu", [ours]: "" },
        make("h2", { id: "menu" }, $("h3, h4, a", item)?.textContent.trim() ?? "What to do"));
    const choices = make("div", { class: "choices" });
    for (const act of acts) {
        const choice = make("button", { type: "button" }, act.textContent.trim());
        choice.addEventListener("click", () => {
            dialog.close();
            act.click();
            if (act.localName === "summary") $("form :is(textarea, input:not([type=hidden]))",
                act.parentElement)?.focus();
        });
        choices.append(choice);
    }
    choices.addEventListener("keydown", (event) => {
        const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
        if (!step) return;
        event.preventDefault();
        const all = [...choices.children];
        const at = all.indexOf(document.activeElement);
        all[(at + step + all.length) % all.length].focus();
    });
    dialog.append(choices);
    open(dialog);
}
