// Server-sent events by `fetch`, which unlike EventSource tells a refusal from a broken line, and
// can be ended when nothing comes.

class StreamFault extends Error {
    constructor(status) {
        super(`stream: ${status}`);
        this.status = status;
    }
}

// The events of the stream, one after the other. Ends when the server ends it; throws when it can't
// be had, or when nothing at all has come for a while.
async function* streamOfEvents(address, lastId, signal) {
    const ending = new AbortController();
    const end = () => ending.abort();
    signal.addEventListener("abort", end, { once: true });
    let silence = setTimeout(end, staleAfter);
    try {
        const headers = { Accept: "text/event-stream" };
        if (lastId) headers["Last-Event-ID"] = lastId;
        const answer = await fetch(address, { headers, cache: "no-store", signal: ending.signal });
        compareClocks(answer);
        if (!answer.ok || !answer.body) throw new StreamFault(answer.status);
        const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
        let text = "";
        for (;;) {
            const { done, value } = await reader.read();
            if (done) return;
            clearTimeout(silence);
            silence = setTimeout(end, staleAfter);
            const blocks = (text + value).split(/\r?\n\r?\n/);
            text = blocks.pop();
            yield* blocks.map(eventIn);
        }
    } finally {
        clearTimeout(silence);
        signal.removeEventListener("abort", end);
        end();
    }
}

// A block without data is a comment: it shows that the line lives.
function eventIn(block) {
    const event = { type: "message", id: undefined, data: "" };
    for (const line of block.split(/\r?\n/)) {
        const [, field, value] = /^([^:]*):? ?(.*)$/.exec(line) ?? [];
        if (field === "event") event.type = value;
        else if (field === "id") event.id = value;
        else if (field === "data") event.data += (event.data ? "\n" : "") + value;
    }
    return event;
}
