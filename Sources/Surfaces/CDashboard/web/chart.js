// Draws a chart from the table beside it: the first column is where, the others are how much. A
// cell that shows its number in words has it as `data-value`; a head names its unit, `data-unit`.

const hues = ["--link", "--attention", "--good", "--bad", "--active", "--muted"];
const dashes = [[], [6, 4], [2, 3], [10, 4, 2, 4], [1, 3], [12, 4]];

function colour(name, probe) {
    // Resolves `light-dark()` too, which the property's own text still has.
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
}

function numberIn(cell) {
    const text = cell?.dataset.value ?? cell?.textContent.replace(/[^0-9.eE+-]/g, "") ?? "";
    return text === "" || Number.isNaN(Number(text)) ? null : Number(text);
}

function momentIn(cell) {
    const time = cell.querySelector("time[datetime]");
    return time ? Date.parse(time.dateTime) / 1000 : null;
}

function dataOf(figure) {
    const heads = [...figure.querySelectorAll("thead th")];
    const lines = [...figure.querySelectorAll("tbody tr")].map((row) => [...row.cells]);
    const moments = lines.map(([first]) => momentIn(first));
    const isTime = moments.length > 0 && moments.every((moment) => moment !== null);
    const points = lines.map((cells, at) => ({ x: isTime ? moments[at] : at, cells }))
        .sort((one, other) => one.x - other.x);
    return {
        isTime,
        place: heads[0]?.textContent.trim() ?? "",
        labels: points.map(({ cells }) => cells[0].textContent.trim()),
        names: heads.slice(1).map((head) => head.textContent.trim()),
        units: heads.slice(1).map((head) => head.dataset.unit ?? figure.dataset.unit ?? ""),
        columns: [
            points.map(({ x }) => x),
            ...heads.slice(1).map((_, at) => points.map(({ cells }) => numberIn(cells[at + 1]))),
        ],
    };
}

function inUnit(value, unit) {
    if (value === null || value === undefined) return "–";
    switch (unit) {
        case "ms": return spanOf(value / 1000);
        case "s": return spanOf(value);
        case "m": return spanOf(value * 60);
        case "usd": return `$${value.toFixed(2)}`;
        case "percent": return `${Math.round(value * 10) / 10} %`;
        default: return String(Math.round(value * 1000) / 1000);
    }
}

function spanOf(seconds) {
    if (seconds < 1) return `${Number((seconds * 1000).toPrecision(2))} ms`;
    if (seconds < 120) return `${Math.round(seconds * 10) / 10} s`;
    if (seconds < 7200) return `${Math.round(seconds / 6) / 10} m`;
    return `${Math.round(seconds / 360) / 10} h`;
}

const labelAt = (data, x) => data.labels[data.columns[0].indexOf(x)] ?? "–";

// Days have names, and within a day the clock is enough.
function momentInWords(moment, apart) {
    const text = new Date(moment * 1000).toUTCString();
    return apart >= 86_400 ? text.slice(5, 11) : text.slice(17, 22);
}

// What the scale at the side takes of the width.
const besidePlot = 80;

const withoutYear = (label) => label.replace(/^\d{4}-(?=\d\d-\d\d$)/, "");

// What is counted has no halves.
const wholeSteps = [1, 10, 100, 1000, 10_000, 100_000].flatMap((ten) => [ten, 2 * ten, 5 * ten]);

// As many as have room side by side.
function placesToName(count, width) {
    const every = Math.max(1, Math.ceil((count * 88) / Math.max(width, 88)));
    return [...Array(count).keys()].filter((at) => at % every === 0);
}

// The names of bars stand in as many rows as they need, so that each bar has its name.
function rowsOfNames(labels, width) {
    const longest = Math.max(...labels.map((label) => nameOf(label).length));
    const wanted = labels.length * Math.max(88, 7 * longest + 16);
    return Math.min(labels.length, Math.ceil(wanted / Math.max(width - besidePlot, 88)));
}

function nameOf(label) {
    const name = withoutYear(label);
    return name.length > 24 ? `${name.slice(0, 23)}…` : name;
}

const rowHeight = 18;

function heightOf(data, figure, width) {
    const isNamed = figure.dataset.chart === "bars" && !data.isTime;
    return 200 + (isNamed ? (rowsOfNames(data.labels, width) - 1) * rowHeight : 0);
}

// One name beneath each place, each a row lower than the one before until they begin again.
function namesBeneath(axis, data) {
    // Before it is drawn for the first time, a chart has no width.
    const rows = (chart) => rowsOfNames(data.labels, chart.width ?? 0);
    return {
        ...axis,
        size: (chart) => 32 + rows(chart) * rowHeight,
        splits: () => data.labels.map((_, at) => at),
        values: (chart, places) => places.map((place) =>
            "\n".repeat(place % rows(chart)) + nameOf(data.labels[place] ?? "")),
    };
}

export function drawChart(figure) {
    const data = dataOf(figure);
    if (data.columns[0].length === 0 || data.names.length === 0) return;
    const plot = plotOf(figure);
    if (data.columns.slice(1).every((column) => column.every((value) => value === null))) {
        plot.replaceChildren("There is nothing to draw yet.");
        return;
    }
    const wide = () => Math.max(plot.clientWidth - 16, 120);
    plot.replaceChildren();
    const size = () => ({ width: wide(), height: heightOf(data, figure, wide()) });
    const chart = new uPlot({ ...size(), ...optionsFor(data, figure, plot) }, data.columns, plot);
    figure.resizing?.disconnect();
    figure.resizing = new ResizeObserver(() => {
        if (Math.abs(chart.width - wide()) > 1) chart.setSize(size());
    });
    figure.resizing.observe(plot);
}

function plotOf(figure) {
    const old = figure.querySelector(":scope > .plot");
    if (old) return old;
    const plot = document.createElement("div");
    plot.className = "plot";
    plot.setAttribute("data-ours", "");
    plot.setAttribute("role", "img");
    const words = figure.querySelector("figcaption")?.textContent.trim() ?? "Chart";
    plot.setAttribute("aria-label", words);
    const caption = figure.querySelector("figcaption");
    if (caption) caption.after(plot);
    else figure.prepend(plot);
    return plot;
}

// Bars side by side, one of each column at a place.
function barsBeside({ columns: [places, ...columns] }) {
    const apart = places.length > 1 ? places[1] - places[0] : 1;
    const width = (0.7 * apart) / columns.length;
    return (chart, column, from, to) => {
        const bars = new Path2D();
        const ground = chart.valToPos(0, "y", true);
        for (let at = from; at <= to; at += 1) {
            const value = chart.data[column][at];
            if (value === null || value === undefined) continue;
            const begin = places[at] - 0.35 * apart + width * (column - 1);
            const left = chart.valToPos(begin, "x", true);
            const right = chart.valToPos(begin + width * 0.92, "x", true);
            const top = chart.valToPos(value, "y", true);
            bars.rect(left, top, Math.min(right - left, 96), ground - top);
        }
        return { stroke: bars, fill: bars, flags: 0 };
    };
}

function optionsFor(data, figure, plot) {
    const probe = document.createElement("span");
    plot.append(probe);
    const muted = colour("--muted", probe);
    const line = colour("--line", probe);
    const bars = figure.dataset.chart === "bars" && barsBeside(data);
    const series = data.names.map((label, at) => {
        const stroke = colour(hues[at % hues.length], probe);
        return {
            label,
            stroke,
            width: 2,
            // Lines differ by their dashes too, for who does not tell the colours.
            dash: bars ? [] : dashes[at % dashes.length],
            fill: bars ? stroke : undefined,
            paths: bars || undefined,
            points: { show: !bars && data.columns[0].length < 40 },
            value: (_, value) => inUnit(value, data.units[at]),
        };
    });
    probe.remove();
    const axis = { stroke: muted, grid: { stroke: line, width: 1 }, ticks: { stroke: line } };
    const last = data.labels.length - 1;
    const byTime = () => ({ ...axis, values: (_, moments, __, ___, apart) =>
        moments.map((moment) => momentInWords(moment, apart)) });
    const byPlace = () => bars
        ? namesBeneath(axis, data)
        : { ...axis, splits: (chart) => placesToName(data.labels.length, chart.width - besidePlot),
            values: (_, places) => places.map((place) => withoutYear(data.labels[place] ?? "")) };
    const first = data.isTime ? byTime() : byPlace();
    const isCount = data.units.every((unit) => unit === "")
        && data.columns.slice(1).flat().every((value) => value === null || value % 1 === 0);
    const second = { ...axis, size: 64, ...(isCount && { incrs: wholeSteps }),
        values: (_, values) => values.map((value) => inUnit(value, data.units[0])) };
    // Away from the pointer the legend tells of the last point, rather than of none.
    const atRest = (chart) => {
        if (chart.legend.idx === null || chart.legend.idx === undefined) {
            chart.setLegend({ idx: last });
        }
    };
    return {
        scales: {
            x: data.isTime ? { time: true } : { time: false, range: () => [-0.6, last + 0.6] },
            y: { range: (_, low, high) => [Math.min(0, low), high > 0 ? high * 1.08 : 1] },
        },
        series: [{ label: data.place, value: (_, x) => labelAt(data, x) }, ...series],
        tzDate: (moment) => uPlot.tzDate(new Date(moment * 1000), "Etc/UTC"),
        axes: [first, second],
        hooks: { ready: [atRest], setLegend: [atRest] },
        cursor: { drag: { x: false, y: false } },
    };
}
