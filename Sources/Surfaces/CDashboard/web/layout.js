// Places the nodes of a graph, in a worker: a large one takes longer than a page may stand still.

self.addEventListener("message", ({ data }) => {
    try {
        self.postMessage({ number: data.number, ...placed(data) });
    } catch (fault) {
        self.postMessage({ number: data.number, fault: String(fault) });
    }
});

function placed({ nodes, edges }) {
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
