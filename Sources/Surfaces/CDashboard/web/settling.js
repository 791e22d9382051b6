// A page that is read again may put another button under a pointer that is about to press. For a
// moment after such a change a press there does nothing.

const settlesIn = 400;
const pointer = { x: -1, y: -1, isDown: false };
let settledAt = 0;

addEventListener("pointermove", (event) => {
    pointer.x = event.clientX;
    pointer.y = event.clientY;
}, { passive: true });
addEventListener("pointerdown", () => { pointer.isDown = true; }, { capture: true });
for (const name of ["pointerup", "pointercancel", "blur"]) {
    addEventListener(name, () => { pointer.isDown = false; }, { capture: true });
}

const pressable = "a, button, summary, label, input, select, textarea";

function underPointer() {
    if (pointer.x < 0) return null;
    const element = document.elementFromPoint(pointer.x, pointer.y)?.closest(pressable);
    return element ? { element, words: element.textContent } : null;
}

// Changes the page, and shuts what came under the pointer by it.
function changeUnderPointer(change) {
    const before = underPointer();
    change();
    const after = underPointer();
    if (after && (after.element !== before?.element || after.words !== before?.words)) {
        settledAt = performance.now() + settlesIn;
    }
}

addEventListener("click", (event) => {
    // A key's click has no detail: it goes where the focus is, which does not move.
    if (event.detail === 0 || performance.now() >= settledAt) return;
    if (!event.target.closest?.("main")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
}, { capture: true });
