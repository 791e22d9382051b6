// Graphs and charts are drawn from the tables beside them, once somebody comes to look.

const seen = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) if (isIntersecting) draw(target);
}, { rootMargin: "200px" });

async function draw(figure) {
    seen.unobserve(figure);
    try {
        if ("chart" in figure.dataset) {
            const { drawChart } = await import(asset("chart.js"));
            drawChart(figure);
        } else {
            const { drawGraph } = await import(asset("graph.js"));
            await drawGraph(figure, asset("layout.js"));
        }
    } catch (fault) {
        // The table is there all the same, so it is opened in place of the picture.
        console.warn("worklead: a figure can't be drawn", fault);
        const table = $("details", figure);
        if (table) table.open = true;
    }
}

function watchFigures() {
    for (const figure of $$("figure[data-chart], figure[data-graph]")) {
        // The server's own picture stays.
        if ("graph" in figure.dataset && $(`svg:not([${ours}] svg)`, figure)) continue;
        const told = $("table", figure)?.textContent ?? "";
        if (figure.told === told) continue;
        figure.told = told;
        seen.unobserve(figure);
        seen.observe(figure);
    }
}

// A picture of lanes that scrolls is scrolled by the keyboard too, and its names stay in sight.
function watchLanes() {
    for (const figure of $$("figure.lanes")) {
        figure.tabIndex = figure.scrollWidth > figure.clientWidth ? 0 : -1;
        figure.onscroll ??= () => holdNames(figure);
        holdNames(figure);
    }
}

function holdNames(figure) {
    const picture = $(":scope > svg", figure);
    if (!picture) return;
    const scale = picture.getBoundingClientRect().width / picture.viewBox.baseVal.width;
    figure.style.setProperty("--passed", `${figure.scrollLeft / scale}px`);
}

afterReading.push(watchFigures, watchLanes);
addEventListener("resize", watchLanes);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    for (const figure of $$("figure[data-chart]")) figure.told = undefined;
    watchFigures();
});
