// What the last action came to, on the page; and what only who listens must be told.

const notices = $("#notice");
const aloud = make("div", { class: "aloud", "aria-live": "polite", [ours]: "" });
document.body.append(aloud);

function notice(text, tone = "quiet", hint = "") {
    if (!notices) return;
    notices.dataset.tone = tone;
    const close = make("button", { type: "button", class: "plain" }, "Close");
    close.addEventListener("click", () => notices.replaceChildren());
    const words = make("span", {}, make("strong", {}, text), hint ? ` ${hint}` : "");
    notices.replaceChildren(words, close);
}

function say(text) { aloud.textContent = text; }

// The verdict changes with every event; it is read out once in ten seconds at most.
const verdictEvery = 10_000;
let verdictSaid = $("#verdict")?.textContent;
let verdictTimer;

function sayVerdict() {
    const now = $("#verdict")?.textContent;
    if (!now || now === verdictSaid || verdictTimer) return;
    verdictSaid = now;
    say(now.trim());
    verdictTimer = setTimeout(() => { verdictTimer = undefined; sayVerdict(); }, verdictEvery);
}

function quietVerdict() { $("#verdict")?.setAttribute("aria-live", "off"); }

afterReading.push(quietVerdict, sayVerdict);
