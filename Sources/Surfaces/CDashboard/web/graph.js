// Draws what depends on what from the rows of a table: `tr[data-node][data-needs]`. The nodes are
// links with whole names, so that the picture can be walked by keys and heard.

const space = "http://www.w3.org/2000/svg";
const nodesMost = 150;
const size = { width: 184, height: 44 };
const margin = 8;
// The room that words have in a node, and how the style sets them.
const inside = size.width - 16;
const lettersMost = 80;
const fonts = { head: "500 12px system-ui, sans-serif", line: "400 12px system-ui, sans-serif" };

let worker;
let asked = 0;
const waiting = new Map();

function layOut(address, graph) {
    if (!worker) {
        worker = new Worker(address);
        worker.addEventListener("message", ({ data }) => {
            const { resolve, reject } = waiting.get(data.number);
            waiting.delete(data.number);
            if (data.fault) reject(new Error(data.fault));
            else resolve(data);
        });
        worker.addEventListener("error", (event) => {
            for (const { reject } of waiting.values()) reject(new Error(event.message));
            waiting.clear();
        });
    }
    asked += 1;
    const number = asked;
    return new Promise((resolve, reject) => {
        waiting.set(number, { resolve, reject });
        worker.postMessage({ ...graph, number });
    });
}

function nodesOf(figure) {
    return [...figure.querySelectorAll("tr[data-node]")].map((row) => ({
        id: row.dataset.node,
        needs: (row.dataset.needs ?? "").split(/\s+/).filter(Boolean),
        title: row.dataset.title ?? "",
        state: row.dataset.state ?? "",
        tone: row.dataset.tone ?? "quiet",
        isDone: row.dataset.tone === "good",
        isCritical: "critical" in row.dataset,
        address: row.querySelector("a[href]")?.getAttribute("href"),
    }));
}

// What is still to be done comes first where not everything has room.
function mostTelling(nodes) {
    if (nodes.length <= nodesMost) return nodes;
    const chosen = new Set([...nodes.filter((node) => !node.isDone), ...nodes].slice(0, nodesMost));
    return nodes.filter((node) => chosen.has(node));
}

export async function drawGraph(figure, address) {
    const all = nodesOf(figure);
    const isWhole = figure.dataset.whole === "yes";
    const nodes = isWhole ? all : mostTelling(all);
    if (nodes.length === 0) return;
    const ids = new Set(nodes.map((node) => node.id));
    const edges = nodes.flatMap((node) =>
        node.needs.filter((need) => ids.has(need)).map((need) => ({ from: need, to: node.id })));
    const room = figure.clientWidth - 2 * margin - 2;
    const graph = { nodes: nodes.map(({ id }) => ({ id, ...size })), edges, room };
    const placed = await layOut(address, graph);
    const canvas = canvasOf(figure);
    const { scrollLeft, scrollTop } = canvas;
    canvas.replaceChildren(picture(nodes, placed, figure));
    canvas.scrollTo(scrollLeft, scrollTop);
    canvas.placed = placed.nodes;
    tellRest(canvas);
    if (nodes.length < all.length) {
        canvas.append(showAll(figure, nodes.length, all.length, address));
    }
}

function canvasOf(figure) {
    const old = figure.querySelector(":scope > .canvas");
    if (old) return old;
    const canvas = document.createElement("div");
    canvas.className = "canvas";
    canvas.setAttribute("data-ours", "");
    // It scrolls, so the keyboard must get into it.
    canvas.tabIndex = 0;
    canvas.setAttribute("role", "region");
    const words = figure.querySelector("figcaption")?.textContent.trim() ?? "Graph";
    canvas.setAttribute("aria-label", words);
    const rest = document.createElement("p");
    rest.className = "meta rest";
    rest.setAttribute("data-ours", "");
    figure.prepend(canvas, rest);
    canvas.addEventListener("scroll", () => tellRest(canvas), { passive: true });
    new ResizeObserver(() => tellRest(canvas)).observe(canvas);
    return canvas;
}

// How many nodes one has to scroll for, and where they are.
function tellRest(canvas) {
    const places = { above: 0, below: 0, "to the left": 0, "to the right": 0 };
    const edge = { left: canvas.scrollLeft - margin, top: canvas.scrollTop - margin };
    for (const { x, y } of canvas.placed ?? []) {
        if (y + size.height / 2 <= edge.top) places.above += 1;
        else if (y - size.height / 2 >= edge.top + canvas.clientHeight) places.below += 1;
        else if (x + size.width / 2 <= edge.left) places["to the left"] += 1;
        else if (x - size.width / 2 >= edge.left + canvas.clientWidth) places["to the right"] += 1;
    }
    const words = Object.entries(places).filter(([, count]) => count > 0)
        .map(([place, count]) => `${count} ${place}`);
    const rest = canvas.nextElementSibling;
    rest.hidden = words.length === 0;
    rest.textContent = `Out of sight: ${words.join(", ")}.`;
}

function showAll(figure, some, all, address) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = `Show all ${all}; ${some} are drawn`;
    button.addEventListener("click", () => {
        figure.dataset.whole = "yes";
        drawGraph(figure, address);
    });
    return button;
}

function draw(tag, attributes, ...children) {
    const element = document.createElementNS(space, tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
}

function picture(nodes, placed, figure) {
    const byId = new Map(nodes.map((node) => [node.id, node]));
    const svg = draw("svg", {
        width: placed.width + 2 * margin,
        height: placed.height + 2 * margin,
        viewBox: `${-margin} ${-margin} ${placed.width + 2 * margin} ${placed.height + 2 * margin}`,
    });
    const tip = `tip-${figure.id || "graph"}`;
    svg.append(draw("defs", {}, draw("marker", {
        id: tip, viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 9, markerHeight: 9,
        markerUnits: "userSpaceOnUse", orient: "auto",
    }, draw("path", { d: "M0 0L8 4L0 8z", class: "edge-tip" }))));
    const spots = new Map(placed.nodes.map((spot) => [spot.id, spot]));
    const columns = [...new Set(placed.edges.flatMap(({ from, to }) =>
        [spots.get(from).x, spots.get(to).x]))];
    for (const { from, to, points } of placed.edges) {
        const isCritical = byId.get(from).isCritical && byId.get(to).isCritical;
        svg.append(draw("path", {
            d: course(spots.get(from), spots.get(to), points, columns),
            class: isCritical ? "edge critical" : "edge",
            "marker-end": `url(#${tip})`,
        }));
    }
    for (const { id, x, y } of placed.nodes) svg.append(nodeAt(byId.get(id), x, y));
    return svg;
}

// From side to side of the nodes. It is bent only between columns, and crosses one on the level
// that was kept free for it there: so it passes behind no other node.
function course(from, to, points, columns) {
    const half = size.width / 2;
    const spots = [{ x: from.x + half, y: from.y }];
    for (const { x, y } of points.slice(1, -1)) {
        const middle = columns.find((column) => Math.abs(column - x) < half);
        if (middle !== undefined) spots.push({ x: middle - half, y }, { x: middle + half, y });
    }
    spots.push({ x: to.x - half, y: to.y });
    const text = ({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`;
    return spots.map((spot, at) => {
        if (at === 0) return `M${text(spot)}`;
        if (at % 2 === 0) return `L${text(spot)}`;
        const before = spots[at - 1];
        const x = (before.x + spot.x) / 2;
        return `C${text({ x, y: before.y })} ${text({ x, y: spot.y })} ${text(spot)}`;
    }).join("");
}

let ruler;

function lengthOf(text, font) {
    ruler ??= document.createElement("canvas").getContext("2d");
    ruler.font = font;
    return ruler.measureText(text).width;
}

// As much of a text as there is room for, with a sign where it is cut.
function fitted(text, room, font) {
    const letters = [...text].slice(0, lettersMost);
    const isWhole = letters.length === [...text].length;
    if (isWhole && lengthOf(text, font) <= room) return text;
    while (letters.length > 1 && lengthOf(`${letters.join("")}…`, font) > room) letters.pop();
    return `${letters.join("")}…`;
}

// The key, then how it stands, which is never cut.
function headline(node) {
    const state = node.state ? `  ${node.state}` : "";
    return fitted(node.id, inside - lengthOf(state, fonts.head), fonts.head) + state;
}

function nodeAt(node, x, y) {
    const waits = node.needs.length > 0 ? `depends on ${node.needs.join(", ")}` : "";
    const name = [`${node.id} ${node.title}`.trim(), node.state, waits].filter(Boolean).join(", ");
    const at = `translate(${(x - size.width / 2).toFixed(1)} ${(y - size.height / 2).toFixed(1)})`;
    const attributes = {
        class: node.isCritical ? "node critical" : "node", "data-tone": node.tone,
        "aria-label": name, transform: at,
    };
    if (node.address) attributes.href = node.address;
    return draw(node.address ? "a" : "g", attributes,
        draw("title", {}, name),
        draw("rect", { width: size.width, height: size.height, rx: 6 }),
        // A picture in the picture clips what is too wide for it.
        draw("svg", { x: 10, width: inside, height: size.height },
            draw("text", { y: 18 }, headline(node)),
            draw("text", { y: 34, class: "dim" }, fitted(node.title, inside, fonts.line))));
}
