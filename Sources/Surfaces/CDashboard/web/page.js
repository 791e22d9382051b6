// The dashboard's script. The server writes every page whole; this keeps a page that is open true,
// and does with keys and without reloading what links and forms do by themselves.

const $ = (selector, within = document) => within.querySelector(selector);
const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];

// Elements that the script adds carry this mark, so that a page that is read again leaves them.
const ours = "data-ours";

function make(tag, properties = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) {
        if (name.includes("-") || name === "class") element.setAttribute(name, value);
        else element[name] = value;
    }
    element.append(...children);
    return element;
}

// Where a file is that only some pages ask for. The page names each with its digest.
function asset(name) {
    const listed = $('meta[name="worklead-assets"]')?.content.split(/\s+/) ?? [];
    const found = listed.find((address) => address.split("?")[0].endsWith(`/${name}`));
    return found ?? `/assets/${name}`;
}

const pause = (milliseconds, signal) =>
    new Promise((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
        const end = () => { clearTimeout(timer); resolve(); };
        signal?.addEventListener("abort", end, { once: true });
    });

// The ledger's revision that the page shows.
const shown = {
    get revision() { return Number(document.documentElement.dataset.revision ?? 0); },
    set revision(number) { document.documentElement.dataset.revision = String(number); },
};

// What is done again each time the page was read again.
const afterReading = [];

const isTyping = (target) =>
    target instanceof Element
    && target.matches("input:not([type=checkbox]):not([type=radio]), textarea, select");
