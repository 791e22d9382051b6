// Sends a form of an action without leaving the page, and says what came of it. Without the script
// the same form is posted, and the server leads back.

addEventListener("submit", async (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.method !== "post") return;
    if (!new URL(form.action).pathname.startsWith("/act/")) return;
    event.preventDefault();
    const button = event.submitter ?? $("button", form);
    if (button?.getAttribute("aria-busy") === "true") return;
    // Taken before anything is asked: this is what the person saw.
    const fields = new URLSearchParams(new FormData(form, event.submitter));
    const question = button?.dataset.confirm ?? form.dataset.confirm;
    const label = button?.textContent.trim() || "Go on";
    if (question && !(await confirmed(question, label, button?.dataset.tone))) return;
    button?.setAttribute("aria-busy", "true");
    try {
        await act(form, fields);
    } finally {
        button?.removeAttribute("aria-busy");
    }
});

async function act(form, fields) {
    let answer;
    try {
        answer = await fetch(form.action, {
            method: "POST",
            body: fields,
            headers: { Accept: "application/json" },
            signal: AbortSignal.timeout(60_000),
        });
    } catch {
        notice("No answer came.", "bad",
            "Whether it was done is not known; the page shows it once the gateway answers.");
        refresh();
        return;
    }
    const told = await outcome(answer);
    if (answer.status === 401) refusedNow();
    const tone = told.ok ? "good" : answer.status === 409 ? "attention" : "bad";
    notice(told.notice, tone, told.hint);
    if (told.ok) {
        form.reset();
        const folded = form.closest("details.act");
        if (folded) folded.open = false;
    }
    await refresh();
}

// What the server says, or what its status means where it says nothing that can be read.
async function outcome(answer) {
    try {
        const told = await answer.json();
        const words = told.notice ?? told.message ?? told.detail ?? told.title;
        return {
            ok: answer.ok && told.ok !== false,
            notice: words ?? (answer.ok ? "Done." : `Not done: ${answer.status}.`),
            hint: told.hint ?? "",
        };
    } catch {
        // An answer of another shape, such as a proxy's page.
        return { ok: false, notice: `The answer can't be read: ${answer.status}.`, hint: "" };
    }
}
