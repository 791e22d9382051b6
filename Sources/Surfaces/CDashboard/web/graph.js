// Draws what depends on what from the rows of a table: `tr[data-node][data-needs]`. The nodes are
// links with whole names, so that the picture can be walked by keys and heard.

const space = "http://www.w3.org/2000/svg";
const nodesMost = 150;
const size = { width: 184, height: 44 };

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
    const graph = { nodes: nodes.map(({ id }) => ({ id, ...size })), edges };
    const placed = await layOut(address, graph);
    const canvas = canvasOf(figure);
    const { scrollLeft, scrollTop } = canvas;
    canvas.replaceChildren(picture(nodes, placed, figure));
    canvas.scrollTo(scrollLeft, scrollTop);
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
    figure.prepend(canvas);
    return canvas;
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
    const margin = 8;
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
    for (const { from, to, points } of placed.edges) {
        const isCritical = byId.get(from).isCritical && byId.get(to).isCritical;
        svg.append(draw("path", {
            d: curve(points), class: isCritical ? "edge critical" : "edge",
            "marker-end": `url(#${tip})`,
        }));
    }
    for (const { id, x, y } of placed.nodes) svg.append(nodeAt(byId.get(id), x, y));
    return svg;
}

// Through the middles, around the corners.
function curve(points) {
    const spot = ({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`;
    const middle = (one, other) => ({ x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 });
    const inner = points.slice(1, -1).map((point, at) => {
        const after = at + 3 === points.length ? points.at(-1) : middle(point, points[at + 2]);
        return `Q${spot(point)} ${spot(after)}`;
    });
    return `M${spot(points[0])}${inner.join("")}L${spot(points.at(-1))}`;
}

const shortened = (text, most) => {
    const letters = [...text];
    return letters.length > most ? `${letters.slice(0, most - 1).join("")}…` : text;
};

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
        draw("svg", { x: 10, width: size.width - 16, height: size.height },
            draw("text", { y: 18 }, shortened(`${node.id}  ${node.state}`.trim(), 32)),
            draw("text", { y: 34, class: "dim" }, shortened(node.title, 25))));
}
