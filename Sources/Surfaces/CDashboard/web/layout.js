// Places the nodes of a graph, in a worker: a large one takes longer than a page may stand still.

self.addEventListener("message", ({ data }) => {
    try {
        self.postMessage({ number: data.number, ...placed(data) });
    } catch (fault) {
        self.postMessage({ number: data.number, fault: String(fault) });
    }
});

// What is linked comes first, in columns from what is done first; what is not, below it in rows.
function placed({ nodes, edges, room }) {
    const tied = new Set(edges.flatMap(({ from, to }) => [from, to]));
    const linked = placedByLinks(nodes.filter(({ id }) => tied.has(id)), edges);
    const top = linked.height > 0 ? linked.height + 28 : 0;
    const alone = placedInRows(nodes.filter(({ id }) => !tied.has(id)), room, top);
    return {
        nodes: [...linked.nodes, ...alone.nodes],
        edges: linked.edges,
        width: Math.max(linked.width, alone.width),
        height: Math.max(linked.height, alone.height),
    };
}

function placedByLinks(nodes, edges) {
    if (nodes.length === 0) return { nodes: [], edges: [], width: 0, height: 0 };
    const graph = new self.dagre.graphlib.Graph();
    graph.setGraph({ rankdir: "LR", nodesep: 14, ranksep: 44, edgesep: 8 });
    graph.setDefaultEdgeLabel(() => ({}));
    for (const { id, width, height } of nodes) graph.setNode(id, { width, height });
    for (const { from, to } of edges) graph.setEdge(from, to);
    self.dagre.layout(graph);
    return {
        nodes: graph.nodes().map((id) => ({ id, x: graph.node(id).x, y: graph.node(id).y })),
        edges: graph.edges().map((edge) =>
            ({ from: edge.v, to: edge.w, points: graph.edge(edge).points })),
        width: graph.graph().width,
        height: graph.graph().height,
    };
}

function placedInRows(nodes, room, top) {
    const gap = 14;
    if (nodes.length === 0) return { nodes: [], width: 0, height: 0 };
    const { width, height } = nodes[0];
    const inRow = Math.max(1, Math.floor((room + gap) / (width + gap)));
    return {
        nodes: nodes.map(({ id }, at) => ({
            id,
            x: width / 2 + (at % inRow) * (width + gap),
            y: top + height / 2 + Math.floor(at / inRow) * (height + gap),
        })),
        width: Math.min(inRow, nodes.length) * (width + gap) - gap,
        height: top + Math.ceil(nodes.length / inRow) * (height + gap) - gap,
    };
}
