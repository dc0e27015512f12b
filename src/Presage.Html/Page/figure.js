// The chart as data for the chart library: a pure function of what is to be seen. Nothing is estimated here; values
// are placed on axes, and in the metric lens mapped through the two numbers of the report.

const lawDashes = ["2px,3px", "7px,4px", "14px,4px", "solid", "12px,3px,2px,3px", "16px,3px,2px,3px,2px,3px"];
const lensDashes = ["solid", "7px,4px", "2px,3px", "12px,3px,2px,3px", "14px,4px", "16px,3px,2px,3px,2px,3px"];
const symbols = ["circle", "square", "diamond", "triangle-up", "pentagon", "star-triangle-down", "hexagon", "cross"];
const colours = 8;

const lawColours = [6, 5, 0, 2, 1, 3, 4, 7];
const lawStyle = index => ({ colour: lawColours[index % colours], dash: lawDashes[index % lawDashes.length] });
const lensStyle = index => ({ colour: index % colours, dash: lensDashes[index % lensDashes.length], symbol: symbols[index % symbols.length] });

// The chart library reads a little markup in its texts; data must not be read as such.
const plain = text => String(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

// The colours of the style sheet, in a scheme of choice.
function palette(scheme) {
  const probe = el("div", { hidden: true });
  if (scheme) probe.style.colorScheme = scheme;
  document.body.append(probe);
  const colour = name => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const found = {
    ink: colour("ink"), soft: colour("soft"), faint: colour("faint"), rule: colour("rule"), paper: colour("paper"), warn: colour("warn"),
    series: Array.from({ length: colours }, (_, i) => colour(`c${i + 1}`)),
  };
  probe.remove();
  return found;
}

const translucent = (colour, share) => colour.replace("rgb(", "rgba(").replace(")", `, ${share})`);

function figure(view, size, scheme) {
  const look = { ...palette(scheme), narrow: size.width < 560 };
  const drawing = view.lens ? lensDrawing(view, look) : metricDrawing(view, look);
  const x = xAxis(view, drawing, look);
  const y = yAxis(view, drawing, look);
  const margin = { l: look.narrow ? 46 : 62, r: look.narrow ? 12 : rightMargin(drawing.labels), t: size.title ? 76 : 34, b: 62 };
  const height = size.height - margin.t - margin.b;
  const layout = {
    width: size.width, height: size.height, margin, showlegend: false, hovermode: "closest", dragmode: look.narrow ? false : "zoom",
    paper_bgcolor: size.title ? look.paper : "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)",
    font: { family: "\"Segoe UI\", \"Helvetica Neue\", Arial, sans-serif", size: look.narrow ? 11 : 12.5, color: look.soft },
    hoverlabel: { bgcolor: look.paper, bordercolor: look.faint, align: "left", font: { color: look.ink, size: 12 } },
    xaxis: x, yaxis: y, shapes: drawing.shapes,
    annotations: [
      { xref: "paper", yref: "paper", x: 0, y: 1, xanchor: "left", yanchor: "bottom", xshift: -margin.l + 6, yshift: 10, showarrow: false, align: "left",
        text: drawing.yTitle, font: { color: look.soft } },
      { xref: "paper", yref: "paper", x: 0.5, y: 0, xanchor: "center", yanchor: "top", yshift: -32, showarrow: false, text: x.name },
      ...look.narrow ? [] : endLabels(drawing.labels, y, height),
      ...drawing.annotations,
      ...look.narrow ? [] : rungLabels(drawing.rungs, x, y, size.width - margin.l - margin.r, height, look),
      ...size.title ? [{ xref: "paper", yref: "paper", x: 0, y: 1, xanchor: "left", yanchor: "bottom", xshift: -margin.l + 6, yshift: 36, showarrow: false,
        text: `<b>${plain(size.title)}</b>`, font: { size: 16, color: look.ink } }] : [],
    ],
  };
  return { data: drawing.traces, layout, config: { displayModeBar: false, doubleClick: false, responsive: false, showTips: false } };
}

function places(view, rows) {
  return rows.map((row, i) => view.axis === "order" ? i : position(view.axis, row.run));
}

// One metric: laws with bands behind, points with their intervals in front.
function metricDrawing(view, look) {
  const { detail, metric } = view;
  const at = places(view, detail.rows);
  const shown = detail.rows.map((row, i) => ({ ...row, x: at[i] })).filter(row => row.x !== null);
  const traces = [];
  const labels = [];
  const lines = view.axis === detail.axis ? detail.drawn.filter(line => view.laws.has(line.law)) : [];
  for (const line of lines) {
    const style = lawStyle(detail.laws.findIndex(law => law.law === line.law));
    const colour = look.series[style.colour];
    if (line.lower.length > 0) {
      traces.push({ type: "scatter", mode: "lines", name: `${line.law} band`, hoverinfo: "skip", fill: "toself", fillcolor: translucent(colour, 0.14),
        line: { width: 0, color: colour }, x: [...line.positions, ...line.positions.toReversed()], y: [...line.upper, ...line.lower.toReversed()] });
    }
    traces.push({ type: "scatter", mode: "lines", name: line.law, hoverinfo: "skip", x: line.positions, y: line.mean,
      line: { color: colour, width: 2, dash: style.dash } });
    labels.push({ y: line.mean.at(-1), text: plain(lawName(line.law)), colour });
  }
  if (lines.length === 0 && shown.length > 1) {
    const joined = shown.filter(row => !row.conflicting);
    traces.push({ type: "scatter", mode: "lines", name: "joined", hoverinfo: "skip", x: joined.map(row => row.x), y: joined.map(row => row.value),
      line: { color: look.faint, width: 1.2 } });
  }

  const limit = row => view.logY && row.value <= 0;
  const { shapes, annotations } = knotMarks(view, look);
  const beyond = fan(view, look);
  traces.push(...beyond.traces);
  labels.push(...beyond.labels);
  if (view.series.rise?.change) riseMark(view, look, at, traces, annotations);
  const groups = [
    { name: "points", rows: shown.filter(row => !row.conflicting && !limit(row)), marker: row => aboveChance(view, row) === false ? "circle-open" : "circle", colour: look.ink },
    { name: "conflicting", rows: shown.filter(row => row.conflicting && !limit(row)), marker: () => "x-thin-open", colour: look.warn },
    { name: "upper limits", rows: shown.filter(row => limit(row) && row.upper > 0).map(row => ({ ...row, drawn: row.upper })), marker: () => "triangle-down-open", colour: look.ink },
  ];
  for (const group of groups.filter(group => group.rows.length > 0))
    traces.push(pointTrace(group, view.metric, look));

  if (detail.chance !== undefined && !(view.logY && detail.chance <= 0)) {
    shapes.push({ type: "line", layer: "below", xref: "paper", x0: 0, x1: 1, yref: "y", y0: detail.chance, y1: detail.chance,
      line: { color: look.soft, width: 1.2, dash: "5px,4px" } });
    const text = `chance ${Number(detail.chance.toPrecision(3))}`;
    if (look.narrow) {
      annotations.push({ xref: "paper", x: 1, xanchor: "right", yref: "y", y: view.logY ? Math.log10(detail.chance) : detail.chance, yanchor: "top", showarrow: false, text });
    } else {
      labels.push({ y: detail.chance, text, colour: look.soft });
    }
  }

  const better = { higher: ", higher is better", lower: ", lower is better" }[metric.better] ?? "";
  return {
    traces, labels, shapes, annotations, rungs: view.series.over === "sizes" && view.axis !== "order" ? shown : [], x: [...shown.map(row => row.x), ...beyond.x], order: view.axis === "order" ? detail.rows.map(row => row.run.model) : null,
    y: [...shown.flatMap(row => [row.value, row.lower, row.upper]), ...beyond.y, detail.chance].filter(value => value !== null && value !== undefined),
    reach: lines.flatMap(line => line.mean).filter(value => value >= (metric.minimum ?? -Infinity) && value <= (metric.maximum ?? Infinity)), yTitle: `${plain(metric.title)} (${plain(metric.name)})${better}`,
  };
}

// The knot of the broken law with its interval, on the axis on which it was found.
function knotMarks(view, look) {
  const { evidence } = view;
  const knot = evidence?.knot;
  if (!knot || !view.knot || evidence.axis !== view.axis) return { shapes: [], annotations: [] };
  const colour = look.series[4];
  const across = { xref: "x", yref: "paper", y0: 0, y1: 1, layer: "below" };
  return {
    shapes: [
      ...knot.lower === undefined ? [] : [{ type: "rect", ...across, x0: knot.lower, x1: knot.upper, fillcolor: translucent(colour, 0.13), line: { width: 0 } }],
      { type: "line", ...across, x0: knot.at, x1: knot.at, line: { color: colour, width: 1.4, dash: "2px,3px" } },
    ],
    annotations: [{ xref: "x", yref: "paper", x: axes[view.axis].log ? Math.log10(knot.at) : knot.at, y: 1, xanchor: "left", yanchor: "top", xshift: 2, showarrow: false,
      text: knot.lower === undefined ? "knot" : "knot, 95 %", font: { size: 11, color: colour } }],
  };
}

// The largest rise between neighbouring rungs, as in the table's small curves.
function riseMark(view, look, at, traces, annotations) {
  const { rise } = view.series;
  const [from, to] = [rise.fromRun, rise.toRun].map(run => view.detail.rows.findIndex(row => row.run === overview.runs[run]));
  if (from < 0 || to < 0 || at[from] === null || at[to] === null) return;
  const values = [view.detail.rows[from].value, view.detail.rows[to].value];
  if (view.logY && values.some(value => value <= 0)) return;
  const colour = look.series[1];
  traces.push({ type: "scatter", mode: "lines", name: "largest rise", hoverinfo: "skip", x: [at[from], at[to]], y: values, line: { color: translucent(colour, 0.55), width: 5 } });
  const middle = (log, [one, other]) => log ? (Math.log10(one) + Math.log10(other)) / 2 : (one + other) / 2;
  const error = rise.standardError === undefined ? "" : ` (SE ${number(rise.standardError, 2)})`;
  annotations.push({ xref: "x", yref: "y", x: middle(axes[view.axis].log, [at[from], at[to]]), y: middle(view.logY, values), xanchor: "left", yanchor: "middle",
    xshift: 10, yshift: values[1] >= values[0] ? -11 : 11, showarrow: false, text: `${signed(rise.change, 3)}${error}`, font: { size: 11.5, color: colour }, bgcolor: translucent(look.paper, 0.6), borderpad: 1 });
}

// True, false, or null where the rung was not tested.
function aboveChance(view, row) {
  const level = view.series.chanceTest?.level;
  return level === undefined || row.pValue === null ? null : row.pValue < level;
}

function pointTrace({ name, rows, marker, colour, line, size = 9 }, metric, look) {
  const value = row => row.drawn ?? row.value;
  return {
    type: "scatter", mode: line ? "lines+markers" : "markers", name, line, cliponaxis: false,
    x: rows.map(row => row.x), y: rows.map(value), hoverinfo: "text", hovertext: rows.map(row => hoverText(row, row.metric ?? metric)),
    marker: { symbol: rows.map(marker), size, color: colour, line: { color: colour, width: 1.8 } },
    error_y: {
      type: "data", symmetric: false, color: translucent(colour, 0.75), thickness: 1.3, width: 3,
      array: rows.map(row => row.drawn === undefined && row.upper !== null ? row.upper - row.value : 0),
      arrayminus: rows.map(row => row.drawn === undefined && row.lower !== null ? row.value - row.lower : 0),
    },
  };
}

function hoverText(row, metric) {
  const { run } = row;
  const told = row.told ?? row;
  const lines = [
    `<b>${plain(run.model)}</b>${run.step !== undefined ? ` at step ${count(run.step)}` : ""}${run.run ? `, run ${plain(run.run)}` : ""}${run.seed !== undefined ? `, seed ${run.seed}` : ""}`,
    `${plain(metric.name)} <b>${markup(number(told.value, 5))}</b>${told.lower !== null ? `  (95 % ${interval(told.lower, told.upper)})` : ""}`,
    `${told.standardError !== null ? `standard error ${number(told.standardError, 3)}, ` : ""}${row.samples !== null ? `n = ${count(row.samples)} (${row.samplesFrom})` : "n not known"}`,
    row.pValue !== null && `p against chance ${markup(probability(row.pValue))}${row.samplesNeeded !== null ? `; ${count(row.samplesNeeded)} items would tell it from chance` : ""}`,
    position("parameters", run) !== null && `N ${magnitude(position("parameters", run))} ${parameterKind(run)}${run.tokens !== undefined ? `, D ${magnitude(run.tokens)} tokens` : ""}`,
    run.compute !== undefined && `compute ${markup(scientific(run.compute))} (${run.computeSource})`,
    run.loss !== undefined && `loss ${number(run.loss)} nats per token`,
    row.conflicting && "<b>inputs claim different values; no law uses this point</b>",
    ...row.origins.slice(0, 3).map(origin => plain(shortened(`${origin.path}, ${origin.record}`, 90))),
  ];
  return lines.filter(Boolean).join("<br>");
}

const shortened = (text, length) => text.length <= length ? text : `…${text.slice(text.length - length + 1)}`;

// All metrics of one task between their own worst and best values, so that only shapes differ.
function lensDrawing(view, look) {
  const traces = [];
  const labels = [];
  const xs = [];
  const ys = [0, 1];
  let order = null;
  view.members.forEach((member, i) => {
    const { zero, one } = member.detail.lens ?? {};
    if (zero === undefined || view.hiddenMetrics.has(member.metric.name)) return;
    const share = value => value === null ? null : (value - zero) / (one - zero);
    const at = places(view, member.detail.rows);
    const shown = member.detail.rows
      .map((row, j) => {
        const ends = [share(row.lower), share(row.upper)];
        return { ...row, x: at[j], told: row, metric: member.metric, value: share(row.value),
          lower: row.lower === null ? null : Math.min(...ends), upper: row.upper === null ? null : Math.max(...ends) };
      })
      .filter(row => row.x !== null && !row.conflicting);
    if (shown.length === 0) return;
    const style = lensStyle(i);
    const colour = look.series[style.colour];
    traces.push(pointTrace({ name: member.metric.name, rows: shown, marker: () => style.symbol, colour, size: 7, line: { color: colour, width: 2, dash: style.dash } }, member.metric, look));
    labels.push({ y: shown.at(-1).value, tie: -shown.reduce((sum, row) => sum + row.value, 0) / shown.length, text: `<b>${plain(member.metric.name)}</b><br><span style="font-size:10.5px">${plain(metricKind(member.metric))}</span>`, colour, height: 34, letters: Math.max(member.metric.name.length * 1.1, metricKind(member.metric).length * 0.85) });
    xs.push(...shown.map(row => row.x));
    ys.push(...shown.flatMap(row => [row.value, row.lower, row.upper]).filter(value => value !== null && value > -0.6 && value < 1.6));
    if (view.axis === "order") order ??= member.detail.rows.map(row => row.run.model);
  });
  return { traces, labels, ...knotMarks(view, look), rungs: [], x: xs, y: ys, reach: [], order, yTitle: "Metric lens: 0 is each metric's worst value, 1 its best" };
}

function xAxis(view, drawing, look) {
  const { log, title } = axes[view.axis];
  const shown = extent(drawing.x) ?? [1, 10];
  const own = log ? shown.map(Math.log10) : shown;
  let range = view.zoom?.x ?? padded(own, 0.045, log ? 0.08 : view.axis === "order" ? 0.4 : 0.02);
  if (view.axis === "loss" && !view.zoom?.x) range = range.toReversed();
  const kinds = view.axis === "parameters" ? parameterKinds(view.lens ? view.members.flatMap(member => member.detail.rows) : view.detail.rows) : "";
  const ticks = log ? logTicks(range)
    : drawing.order ? { tickmode: "array", tickvals: drawing.order.map((_, i) => i), ticktext: drawing.order.map(plain) } : {};
  return { type: log ? "log" : "linear", range, name: kinds ? `${title} (${kinds})` : title,
    showgrid: false, zeroline: false, showline: true, linecolor: look.faint, ticks: "outside", ticklen: 6, tickcolor: look.faint, automargin: false, fixedrange: look.narrow, ...ticks,
    ...ticks.minor ? { minor: { ...ticks.minor, tickcolor: look.faint } } : {} };
}

function yAxis(view, drawing, look) {
  const log = view.logY && !view.lens;
  const usable = log ? drawing.y.filter(value => value > 0) : drawing.y;
  const own = (extent(usable) ?? [log ? 0.1 : 0, 1]).map(value => log ? Math.log10(value) : value);
  const range = view.zoom?.y ?? padded(withReach(own, drawing.reach, log), 0.06, log ? 0.05 : Math.abs(own[1]) * 1e-3 || 0.01);
  return { type: log ? "log" : "linear", range, showgrid: true, gridcolor: look.rule, zeroline: false, showline: false, ticks: "", automargin: false,
    fixedrange: look.narrow, nticks: 7, ...log ? logTicks(range) : {}, ...log ? { minor: {} } : {} };
}

// A law may widen the view by a quarter; beyond that it leaves the frame, and the points stay readable.
function withReach([low, high], reach, log) {
  const values = reach.filter(value => !log || value > 0).map(value => log ? Math.log10(value) : value);
  const span = high - low;
  const lines = extent(values) ?? [low, high];
  return [Math.max(Math.min(low, lines[0]), low - span / 4), Math.min(Math.max(high, lines[1]), high + span / 4)];
}

// Names of the models over their points, where there is room.
// Rising curves leave room on the left of a point, falling ones on the right.
function rungLabels(rows, x, y, width, height, look) {
  const placed = [];
  const rising = rows.length > 0 && rows.at(-1).value >= rows[0].value;
  const along = (axis, value, length) => ((axis.type === "log" ? Math.log10(value) : value) - axis.range[0]) / (axis.range[1] - axis.range[0]) * length;
  for (const row of rows) {
    const end = row.upper ?? row.value;
    if (y.type === "log" && !(end > 0)) continue;
    const spot = { left: along(x, row.x, width), top: along(y, end, height), half: row.run.size.length * 3.4 + 4 };
    const free = spot.top > 0 && spot.top < height - 12 && spot.left > 0 && spot.left < width
      && placed.every(other => Math.abs(other.left - spot.left) > other.half + spot.half || Math.abs(other.top - spot.top) > 15);
    if (!free) continue;
    placed.push({ ...spot, row, end });
  }
  return placed.map(({ row, end }) => ({ xref: "x", yref: "y", x: x.type === "log" ? Math.log10(row.x) : row.x, y: y.type === "log" ? Math.log10(end) : end,
    xanchor: rising ? "right" : "left", yanchor: "bottom", xshift: rising ? 3 : -3, yshift: 4, showarrow: false, text: plain(row.run.size), font: { size: 11, color: look.soft }, bgcolor: translucent(look.paper, 0.6), borderpad: 0 }));
}

function rightMargin(labels) {
  const letters = Math.max(0, ...labels.map(label => label.letters ?? label.text.length));
  return Math.min(230, 22 + letters * 6.6);
}

// Names at the ends of the lines, moved apart where they would overlap.
function endLabels(labels, axis, height) {
  const [low, high] = axis.range;
  const placed = labels
    .map(label => ({ ...label, own: axis.type === "log" ? Math.log10(label.y) : label.y, height: label.height ?? 16 }))
    .filter(label => Number.isFinite(label.own))
    .map(label => ({ ...label, top: Math.min(1.02, Math.max(-0.02, (high - label.own) / (high - low))) * height }))
    .sort((one, other) => one.top - other.top || (one.tie ?? 0) - (other.tie ?? 0));
  for (let i = 1; i < placed.length; i++)
    placed[i].top = Math.max(placed[i].top, placed[i - 1].top + (placed[i - 1].height + placed[i].height) / 2);
  let floor = height + 14;
  for (const label of placed.toReversed()) {
    label.top = Math.min(label.top, floor);
    floor = label.top - label.height;
  }
  return placed.map(label => ({ xref: "paper", yref: "paper", x: 1, y: 1 - label.top / height, xanchor: "left", yanchor: "middle", xshift: 10,
    align: "left", showarrow: false, text: label.text, font: { color: label.colour } }));
}
