// One stream for all tabs of a browser. The tab that holds the lock reads it and passes on what it
// hears; a tab that nobody sees gives the lock up. Without locks each visible tab reads for itself,
// and without a stream the page is asked for every few seconds.

const streamAddress = "/stream";
const retriesFirst = 500;
const retriesMost = 5000;

let channel;
let watching;
let lastEventId;
// Whether this tab reads the stream for the others.
let isReading = false;

function watch() {
    if (watching || document.hidden) return;
    watching = new AbortController();
    const { signal } = watching;
    if ("BroadcastChannel" in window) {
        channel = new BroadcastChannel("worklead");
        channel.addEventListener("message", ({ data }) => hear(data));
        channel.postMessage({ kind: "asked" });
    }
    if (isBehind || heard.isLive) refresh();
    // Secure contexts alone have locks, and a phone in the same network has none.
    if (!navigator.locks) followStream(signal);
    else {
        navigator.locks.request("worklead-stream", { signal }, () => followStream(signal))
            // The wait for the lock was ended, because the tab is hidden.
            .catch(() => {});
    }
}

function unwatch() {
    watching?.abort();
    watching = undefined;
    channel?.close();
    channel = undefined;
}

function tell(news) {
    hear(news);
    channel?.postMessage(news);
}

// What a tab that has just come would otherwise wait for until the next beat.
function answerTab() {
    if (!isReading || !heard.isLive) return;
    const state = freshState();
    if (state === "live") {
        channel?.postMessage({ kind: "alive", revision: shown.revision, at: heard.at });
    } else if (state === "gone") {
        channel?.postMessage({ kind: heard.isRefused ? "refused" : "lost" });
    }
}

function hear({ kind, revision, at }) {
    switch (kind) {
        case "asked": answerTab(); break;
        case "alive":
            heardNow(at);
            if (isBehind || revision > shown.revision) refresh();
            // A page that says no revision was read just now.
            if (shown.revision === 0 && revision) shown.revision = revision;
            break;
        case "changed":
        case "polled":
            heardNow();
            refresh();
            break;
        case "lost": lostNow(); break;
        case "refused": refusedNow(); break;
    }
}

async function followStream(signal) {
    isReading = true;
    try {
        await readStream(signal);
    } finally {
        isReading = false;
    }
}

async function readStream(signal) {
    let waits = retriesFirst;
    while (!signal.aborted) {
        try {
            for await (const event of streamOfEvents(streamAddress, lastEventId, signal)) {
                if (event.type !== "error") waits = retriesFirst;
                pass(event);
            }
            if (!signal.aborted) await askInstead();
        } catch (fault) {
            if (signal.aborted) return;
            if (fault.status === 401) tell({ kind: "refused" });
            else await askInstead();
        }
        await pause(waits, signal);
        waits = Math.min(waits * 2, retriesMost);
    }
}

function pass(event) {
    if (event.id) lastEventId = event.id;
    switch (event.type) {
        case "hello":
        case "beat": tell({ kind: "alive", revision: revisionIn(event) }); break;
        case "change":
        case "resync": tell({ kind: "changed" }); break;
        case "error": tell({ kind: "lost" }); break;
        default: tell({ kind: "alive" });
    }
}

function revisionIn(event) {
    try {
        return JSON.parse(event.data).revision;
    } catch {
        // Whoever sent it, it came: the page is not stale, and the next beat has the number.
        return undefined;
    }
}

// The stream has broken off. Either the page itself still comes, or nothing does.
async function askInstead() {
    isBehind = true;
    tell({ kind: await refresh() ? "polled" : heard.isRefused ? "refused" : "lost" });
}

document.addEventListener("visibilitychange", () => (document.hidden ? unwatch() : watch()));
// A page that the browser puts aside must hold no line, and comes back as old as it was.
addEventListener("pagehide", unwatch);
addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    isBehind = true;
    watch();
});
