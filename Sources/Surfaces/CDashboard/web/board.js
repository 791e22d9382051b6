// On a phone a board shows one column, and a list to pick it from.

function pickColumns() {
    for (const board of $$(".board")) {
        const columns = $$(":scope > .column", board);
        if (columns.length === 0) continue;
        const picker = board.previousElementSibling?.matches(".board-picker")
            ? board.previousElementSibling : makePicker(board);
        const names = columns.map((column) => $("h3", column)?.textContent.trim() ?? "");
        const before = picker.value;
        picker.replaceChildren(...names.map((name, at) =>
            make("option", { value: columns[at].id || String(at) }, name)));
        const values = [...picker.options].map((option) => option.value);
        const full = columns.findIndex((column) => $("li", column));
        picker.value = values.includes(before) ? before : values[Math.max(full, 0)];
        showColumn(board, picker);
    }
}

function makePicker(board) {
    const picker = make("select", {
        class: "board-picker", "aria-label": "Column of the board", [ours]: "",
    });
    picker.addEventListener("change", () => showColumn(board, picker));
    board.before(picker);
    return picker;
}

function showColumn(board, picker) {
    board.dataset.picked = picker.value;
    for (const [at, column] of $$(":scope > .column", board).entries()) {
        column.toggleAttribute("data-shown", (column.id || String(at)) === picker.value);
    }
}

afterReading.push(pickColumns);
