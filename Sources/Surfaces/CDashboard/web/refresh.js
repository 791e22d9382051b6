// Reads the page again and makes what is shown like it.

// No more than four times a second, and no more than a fifth of the time.
const readsEvery = 250;
const restsFor = 4;

let reading;
let isWanted = false;
let isBehind = false;
let mayReadAt = 0;

// Calls that come while the page is read become one more reading. Answers whether the last came.
function refresh() {
    isWanted = true;
    if (document.hidden) {
        isBehind = true;
        return Promise.resolve(false);
    }
    reading ??= readWhileWanted().finally(() => { reading = undefined; });
    return reading;
}

async function readWhileWanted() {
    let came = false;
    while (isWanted) {
        await pause(mayReadAt - performance.now());
        isWanted = false;
        const began = performance.now();
        came = await readPage();
        isBehind = !came;
        mayReadAt = began + Math.max(readsEvery, restsFor * (performance.now() - began));
    }
    return came;
}

async function readPage() {
    try {
        const answer = await fetch(location.href, {
            headers: { "X-Worklead-Part": "main", "Accept": "text/html" },
            cache: "no-store",
            signal: AbortSignal.timeout(15_000),
        });
        compareClocks(answer);
        if (answer.status === 401) {
            refusedNow();
            return false;
        }
        const read = new DOMParser().parseFromString(await answer.text(), "text/html");
        const main = $("main", read);
        if (!main) return false;
        await pointerUp();
        changeUnderPointer(() => show(main, read));
        return answer.ok;
    } catch {
        // No answer: what leads to a reading says what that means.
        return false;
    }
}

function show(main, read) {
    morph($("main"), main);
    const navigation = $("nav", read);
    if (navigation && $(".top nav")) morph($(".top nav"), navigation);
    if (read.title) document.title = read.title;
    const revision = main.dataset.revision ?? read.documentElement.dataset.revision;
    if (revision) shown.revision = revision;
    for (const act of afterReading) act();
}

// A press that has begun ends on what it began on.
async function pointerUp() {
    for (let tries = 0; pointer.isDown && tries < 20; tries += 1) await pause(100);
}
