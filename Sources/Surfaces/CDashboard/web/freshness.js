// Whether what is shown can be vouched for. Nothing that can't be looks healthy, and nothing can be
// done on it.

// Two beats of the server and a little: what is not heard of is stale before 25 seconds are over.
const staleAfter = 22_000;

const heard = {
    // When the server was last heard of: the page itself came from it.
    at: Date.now(),
    isLive: false,
    lostAt: undefined,
    isRefused: false,
};

function heardNow(at = Date.now()) {
    const wasAway = freshState() !== "live" && heard.isLive;
    Object.assign(heard, { at, isLive: true, lostAt: undefined, isRefused: false });
    showFreshness();
    if (wasAway) say("Live again.");
}

function lostNow() {
    heard.lostAt ??= Date.now();
    heard.isLive = true;
    showFreshness();
}

function refusedNow() {
    heard.isRefused = true;
    heard.isLive = true;
    showFreshness();
}

function freshState(now = Date.now()) {
    if (heard.isRefused || heard.lostAt) return "gone";
    if (now - heard.at > staleAfter) return "stale";
    return heard.isLive ? "live" : "still";
}

const clockTime = (moment) => `${new Date(moment - clockAhead).toISOString().slice(11, 16)} UTC`;

function freshnessInWords(state, now) {
    switch (state) {
        case "live": return `Live, ${spanInWords(now - heard.at)} ago`;
        case "stale": return `Stale ${spanInWords(now - heard.at)}`;
        case "gone":
            return heard.isRefused
                ? "Log in again: worklead open"
                : `Disconnected since ${clockTime(heard.lostAt)}; showing the last known state`;
        default: return undefined;
    }
}

function showFreshness() {
    const now = Date.now();
    const state = freshState(now);
    const root = document.documentElement;
    const before = root.dataset.fresh;
    root.dataset.fresh = state;
    const pill = $("#freshness");
    if (pill) {
        // It counts seconds; only its turns are worth hearing.
        pill.setAttribute("aria-live", "off");
        pill.dataset.state = state;
        const words = freshnessInWords(state, now);
        if (words && pill.textContent !== words) pill.textContent = words;
    }
    if (before !== state && (state === "stale" || state === "gone")) {
        say(freshnessInWords(state, now));
    }
    holdButtons(state === "stale" || state === "gone");
}

// What changes something is shut while the page is not live. A button that the server has shut
// itself stays so.
function holdButtons(isHeld) {
    for (const button of $$('form[method="post"] button, form[method="post"] [type=submit]')) {
        if (isHeld && !button.disabled) {
            button.disabled = true;
            button.dataset.held = "";
        } else if (!isHeld && "held" in button.dataset) {
            button.disabled = false;
            delete button.dataset.held;
        }
    }
}

afterReading.push(showFreshness);
