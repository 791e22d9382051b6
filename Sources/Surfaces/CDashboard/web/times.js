// How long ago things were, by the server's clock.

// How far this clock is ahead of the server's, in milliseconds.
let clockAhead = 0;

function compareClocks(answer) {
    const theirs = Date.parse(answer.headers.get("Date") ?? "");
    // The header has whole seconds, so a small difference is none.
    if (!Number.isNaN(theirs)) {
        const ahead = Date.now() - theirs;
        clockAhead = Math.abs(ahead) > 2000 ? ahead : 0;
    }
}

// "9s", "4m", "2h", "3d": one unit is what a glance takes in.
function spanInWords(milliseconds) {
    const seconds = Math.max(0, Math.round(Math.abs(milliseconds) / 1000));
    if (seconds < 60) return `${seconds}s`;
    const minutes = Math.round(seconds / 60);
    if (minutes < 60) return `${minutes}m`;
    const hours = Math.round(minutes / 60);
    return hours < 48 ? `${hours}h` : `${Math.round(hours / 24)}d`;
}

function ageInWords(moment, now, bare) {
    const span = spanInWords(now - moment);
    if (bare) return span;
    return moment > now + 500 ? `in ${span}` : `${span} ago`;
}

function tellAges() {
    const now = Date.now() - clockAhead;
    for (const time of $$("time[data-ago]")) {
        const moment = Date.parse(time.dateTime);
        if (Number.isNaN(moment)) continue;
        const words = ageInWords(moment, now, time.dataset.ago === "bare");
        if (time.textContent !== words) time.textContent = words;
        time.title ||= `${time.dateTime}, here ${new Date(moment).toLocaleString()}`;
    }
}

afterReading.push(tellAges);
