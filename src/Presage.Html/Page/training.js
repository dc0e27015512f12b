// How the models were trained, where Presage trained them: each ladder's scores, losses and transitions. Means come with the data.

let ladders = null;

const trainedScores = [
  { key: "exactMatch", score: "exact match", title: "Exact match", hint: "share of problems answered exactly", range: [0, 1] },
  { key: "editDistance", score: "edit distance", title: "Edit distance", hint: "tokens from the right answer, falling upwards", down: true },
  { key: "crossEntropy", score: "cross-entropy", title: "Cross-entropy", hint: "nats per token of the right answer, falling upwards", down: true },
];

async function showTraining() {
  await documentRead;
  if (!byId("data-training")) return;
  ladders = await list("training");
  append(byId("training"), [
    el("h2", { id: "training-title" }, "How the models were trained"),
    el("p", { class: "quiet" }, "Presage trained these models itself. The three scores of a row are of the same answers to the same problems; better is up in each. ",
      "Thin lines and rings are single seeds, bold ones their mean."),
    ladders.map(ladderSection),
  ]);
  byId("training").hidden = false;
}

function ladderSection(ladder, place) {
  ladder.shown = ladder.rungs.length - 1;
  ladder.charts = [
    ...trainedScores.map(score => ({ title: score.title, hint: score.hint, of: look => scoreChart(ladder, score, look) })),
    { title: "Training loss", hint: "nats per answer token, over steps", keys: () => rungKeys(ladder), of: look => lossChart(ladder, look) },
    { title: "Accuracy by place, over sizes", hint: "share right at each character of the answer", keys: () => placeKeys(ladder), of: look => placesChart(ladder, look) },
  ];
  if (ladder.rungs.some(rung => rung.runs.some(run => run.scores.length > 1))) {
    ladder.charts.push({ title: "Accuracy by place, over training", hint: "for one size:", keys: () => placeKeys(ladder), control: () => rungControl(ladder, place),
      of: look => courseChart(ladder, look) });
  }
  const [scores, rest] = [ladder.charts.slice(0, trainedScores.length), ladder.charts.slice(trainedScores.length)];
  return el("section", { class: "ladder", id: `ladder-${place}` },
    el("h3", {}, ...breakable(ladder.name), " ", el("code", {}, ladder.example)),
    el("p", { class: "ladder-says" }, ladder.sentence),
    el("div", { class: "ladder-charts" }, scores.map(ladderChart)),
    ladder.transitions.length > 0 && transitionTable(ladder),
    el("div", { class: "ladder-charts" }, rest.map(ladderChart)));
}

function ladderChart(chart) {
  chart.node = el("div", { class: "ladder-chart", role: "img", "aria-label": `${chart.title}: ${chart.hint}` });
  chart.legend = el("ul", { class: "ladder-keys" });
  return el("figure", {}, el("figcaption", {}, el("b", {}, chart.title), el("span", { class: "sub" }, chart.hint), chart.control?.()), chart.node, chart.keys && chart.legend);
}

function rungControl(ladder, place) {
  const id = `ladder-${place}-size`;
  return el("label", { class: "ladder-size", for: id }, el("span", { class: "visually-hidden" }, "Size"),
    el("select", { id, onchange: event => { ladder.shown = Number(event.target.value); guarded(drawTraining()); } }, ladder.rungs.map((rung, i) =>
      rung.runs.some(run => run.scores.length > 1) && el("option", { value: i, selected: i === ladder.shown }, rung.label))));
}

// The charts stand in the list; while a series is open they have no width and wait.
async function drawTraining() {
  if (!ladders || byId("list").hidden) return;
  const library = await plotly();
  if (byId("list").hidden) return;
  const look = palette(printing ? "light" : null);
  look.ramp = rampOf(printing ? "light" : null);
  for (const chart of ladders.flatMap(ladder => ladder.charts)) {
    const width = Math.round(chart.node.clientWidth);
    const { data, layout } = chart.of(look, width);
    await library.react(chart.node, data, { ...frame(look, width), ...layout }, { displayModeBar: false, doubleClick: false, responsive: false, showTips: false });
    chart.legend.replaceChildren(...(chart.keys?.() ?? []).map(({ text, share }) =>
      el("li", {}, el("i", { style: `background: ${look.ramp(share)}` }), text)));
  }
  byId("training").dataset.drawn = "";
}

const frame = (look, width) => ({
  width, height: 270, margin: { l: 48, r: 12, t: 10, b: 44 }, showlegend: false, hovermode: "closest", dragmode: false,
  paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)",
  font: { family: "\"Segoe UI\", \"Helvetica Neue\", Arial, sans-serif", size: 11.5, color: look.soft },
  hoverlabel: { bgcolor: look.paper, bordercolor: look.faint, align: "left", font: { color: look.ink, size: 12 } },
});

// From small to large: three colours of the style sheet and those between them.
function rampOf(scheme) {
  const probe = el("div", { hidden: true });
  if (scheme) probe.style.colorScheme = scheme;
  document.body.append(probe);
  const stops = ["ramp-low", "ramp-middle", "ramp-high"].map(name => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color.match(/[\d.]+/g).slice(0, 3).map(Number);
  });
  probe.remove();
  return share => {
    const [from, to, part] = share < 0.5 ? [stops[0], stops[1], share * 2] : [stops[1], stops[2], share * 2 - 1];
    return `rgb(${from.map((value, i) => Math.round(value + (to[i] - value) * part)).join(", ")})`;
  };
}

const along = (i, length) => length > 1 ? i / (length - 1) : 1;
const rungKeys = ladder => ladder.rungs.map((rung, i) => ({ text: rung.label, share: along(i, ladder.rungs.length) }));
const placeCount = ladder => Math.max(0, ...ladder.rungs.map(rung => rung.mean.final.positions.length));
const placeKeys = ladder => Array.from({ length: placeCount(ladder) }, (_, i) => ({ text: ordinal(i + 1), share: along(i, placeCount(ladder)) }));
const ordinal = n => `${n}${n % 100 >= 11 && n % 100 <= 13 ? "th" : ["th", "st", "nd", "rd"][n % 10] ?? "th"}`;

function logAxis(values, title, look, share = 0.04) {
  const shown = extent(values.filter(value => value > 0)) ?? [1, 10];
  const range = padded(shown.map(Math.log10), share, 0.06);
  const ticks = logTicks(range);
  return { type: "log", range, title: { text: title, standoff: 6 }, showgrid: false, zeroline: false, showline: true, linecolor: look.faint, ticks: "outside", ticklen: 5,
    tickcolor: look.faint, fixedrange: true, automargin: false, ...ticks, minor: { ...ticks.minor, tickcolor: look.faint } };
}

function linearAxis(values, look, { range, down } = {}) {
  const own = padded(range ?? extent([0, ...values]) ?? [0, 1], 0.05, 0.01);
  return { type: "linear", range: down ? own.toReversed() : own, showgrid: true, gridcolor: look.rule, zeroline: false, showline: false, ticks: "", fixedrange: true, nticks: 6, automargin: false };
}

// Losses are read as numbers, not as powers.
function lossAxis(losses, look) {
  const axis = logAxis(losses, "", look);
  const [low, high] = axis.range;
  const digits = high - low < 2 ? [1, 2, 5] : [1];
  const values = [];
  for (let exponent = Math.floor(low); exponent <= high; exponent++)
    values.push(...digits.map(digit => Number(`${digit}e${exponent}`)).filter(value => Math.log10(value) >= low && Math.log10(value) <= high));
  return { ...axis, tickvals: values, ticktext: values.map(String), minor: {}, showline: false, showgrid: true, gridcolor: look.rule, ticks: "" };
}

const computeTitle = "training compute (FLOPs)";
const share01 = { range: [0, 1] };

function rungHover(rung, text) {
  return `<b>${plain(rung.label)}</b>, ${text}<br>compute ${markup(scientific(rung.compute))}, N ${magnitude(rung.parameters)}, D ${magnitude(rung.tokens)} tokens`;
}

// One score over compute. The dotted line is where half of the way is done, with its interval.
function scoreChart(ladder, score, look) {
  const value = run => run.final[score.key] ?? null;
  const colour = look.series[score.key === "exactMatch" ? 1 : score.key === "editDistance" ? 2 : 0];
  const singles = ladder.rungs.flatMap(rung => rung.runs.map(run => ({ rung, run })));
  const seeds = [...new Set(singles.map(({ run }) => run.seed))];
  const lines = seeds.map(seed => singles.filter(({ run }) => run.seed === seed)).map(runs => ({
    type: "scatter", mode: "lines+markers", name: `seed ${runs[0].run.seed}`, x: runs.map(({ rung }) => rung.compute), y: runs.map(({ run }) => value(run)),
    line: { color: translucent(colour, 0.35), width: 1 }, marker: { symbol: "circle-open", size: 6, color: translucent(colour, 0.7) }, cliponaxis: false, hoverinfo: "text",
    hovertext: runs.map(({ rung, run }) => rungHover(rung, `seed ${run.seed}: <b>${markup(number(value(run)))}</b>`)),
  }));
  const mean = {
    type: "scatter", mode: "lines+markers", name: "mean", x: ladder.rungs.map(rung => rung.compute), y: ladder.rungs.map(rung => value(rung.mean)), cliponaxis: false,
    line: { color: colour, width: 3 }, marker: { size: 7, color: colour }, hoverinfo: "text",
    hovertext: ladder.rungs.map(rung => rungHover(rung, `mean of ${plural(rung.runs.length, "seed")}: <b>${markup(number(value(rung.mean)))}</b>`)),
  };
  const half = ladder.transitions.find(one => one.score === score.score)?.halfway;
  const across = { xref: "x", yref: "paper", y0: 0, y1: 1, layer: "below" };
  const shapes = half?.value === undefined ? [] : [
    ...half.lower === undefined ? [] : [{ type: "rect", ...across, x0: 10 ** half.lower, x1: 10 ** half.upper, fillcolor: translucent(colour, 0.12), line: { width: 0 } }],
    { type: "line", ...across, x0: 10 ** half.value, x1: 10 ** half.value, line: { color: colour, width: 1.3, dash: "2px,3px" } },
  ];
  const xaxis = logAxis(mean.x, computeTitle, look);
  const late = half?.value > xaxis.range[0] + 0.75 * (xaxis.range[1] - xaxis.range[0]);
  return { data: [...lines, mean], layout: {
    xaxis, yaxis: linearAxis([...lines.flatMap(line => line.y), ...mean.y].filter(Number.isFinite), look, score), shapes,
    annotations: shapes.length === 0 ? [] : [{ xref: "x", yref: "paper", x: half.value, y: 1, xanchor: late ? "right" : "left", yanchor: "top", xshift: late ? -3 : 3,
      showarrow: false, text: "halfway", font: { size: 11, color: colour } }],
  } };
}

const thinLine = (colour, x, y, name) => ({ type: "scatter", mode: "lines", name, x, y, line: { color: translucent(colour, 0.4), width: 0.9 }, hoverinfo: "skip" });
const boldLine = (colour, x, y, name, hovertext) => ({ type: "scatter", mode: x.length > 1 ? "lines" : "markers", name, x, y, line: { color: colour, width: 2.4 },
  marker: { color: colour, size: 6 }, hoverinfo: "text", hovertext });

function lossChart(ladder, look) {
  const colours = ladder.rungs.map((_, i) => look.ramp(along(i, ladder.rungs.length)));
  const thin = ladder.rungs.flatMap((rung, i) => rung.runs.length < 2 ? [] : rung.runs.map(run => thinLine(colours[i], run.lossSteps, run.losses, `${rung.label} seed ${run.seed}`)));
  const bold = ladder.rungs.map((rung, i) => boldLine(colours[i], rung.mean.lossSteps, rung.mean.losses, rung.label,
    rung.mean.losses.map((loss, j) => `<b>${plain(rung.label)}</b> at step ${count(rung.mean.lossSteps[j])}: ${markup(number(loss))} nats`)));
  const data = [...thin, ...bold];
  const losses = data.flatMap(line => line.y).filter(value => value !== null);
  const x = logAxis(data.flatMap(line => line.x), "training step", look, 0);
  const [least, most] = extent(losses) ?? [0, 1];
  const y = least > 0 && most > 5 * least ? lossAxis(losses, look) : linearAxis(losses, look);
  return { data, layout: { xaxis: x, yaxis: y } };
}

function placesChart(ladder, look) {
  const places = placeKeys(ladder);
  const data = places.flatMap(({ text, share }, place) => {
    const colour = look.ramp(share);
    const seeds = [...new Set(ladder.rungs.flatMap(rung => rung.runs.map(run => run.seed)))];
    const singles = seeds.map(seed => ladder.rungs.map(rung => ({ x: rung.compute, y: rung.runs.find(run => run.seed === seed)?.final.positions[place] ?? null })));
    return [
      ...seeds.length < 2 ? [] : singles.map((points, i) => thinLine(colour, points.map(point => point.x), points.map(point => point.y), `${text} seed ${seeds[i]}`)),
      boldLine(colour, ladder.rungs.map(rung => rung.compute), ladder.rungs.map(rung => rung.mean.final.positions[place] ?? null), text,
        ladder.rungs.map(rung => rungHover(rung, `${text} character right: <b>${markup(number(rung.mean.final.positions[place]))}</b>`))),
    ];
  });
  return { data, layout: { xaxis: logAxis(ladder.rungs.map(rung => rung.compute), computeTitle, look), yaxis: linearAxis([], look, share01) } };
}

function courseChart(ladder, look) {
  const rung = ladder.rungs[ladder.shown];
  const data = placeKeys(ladder).flatMap(({ text, share }, place) => {
    const colour = look.ramp(share);
    const line = scores => [scores.map(score => score.step), scores.map(score => score.positions[place] ?? null)];
    return [
      ...rung.runs.length < 2 ? [] : rung.runs.map(run => thinLine(colour, ...line(run.scores), `${text} seed ${run.seed}`)),
      boldLine(colour, ...line(rung.mean.scores), text, rung.mean.scores.map(score =>
        `<b>${plain(rung.label)}</b> at step ${count(score.step)}<br>${text} character right: <b>${markup(number(score.positions[place]))}</b>`)),
    ];
  });
  return { data, layout: { xaxis: logAxis(data.flatMap(line => line.x), `training step of ${plain(rung.label)}`, look), yaxis: linearAxis([], look, share01) } };
}

const decades = value => minus((Math.round(value * 100) / 100 + 0).toFixed(2));
const ofLog = value => typeset(scientific(10 ** value));

function estimated(estimate, text, absent) {
  if (estimate === undefined) return "";
  if (estimate.value === undefined) return absent;
  return [text(estimate.value), el("span", { class: "sub" }, estimate.lower === undefined ? "unknown" : [text(estimate.lower), " to ", text(estimate.upper)])];
}

function transitionTable(ladder) {
  const values = [...new Set(ladder.transitions.flatMap(one => one.thresholds.map(threshold => threshold.value)))].sort((one, other) => one - other);
  const cell = (...content) => el("td", { class: "numeric" }, ...content);
  return [
    el("div", { class: "scroll" }, el("table", { class: "plain transitions" },
      el("thead", {}, el("tr", {}, el("th", {}, "Score"), ["Width, decades", "Less cross-entropy’s", "Halfway, FLOPs", ...values.map(value => `Reaches ${value}, FLOPs`)]
        .map(title => el("th", { class: "numeric" }, title)))),
      el("tbody", {}, ladder.transitions.map(one => el("tr", { "data-score": one.score }, el("td", {}, one.score),
        cell(estimated(one.width, decades, "no change")), cell(estimated(one.less, decades, "no change")), cell(estimated(one.halfway, ofLog, "not reached")),
        values.map(value => cell(estimated(one.thresholds.find(threshold => threshold.value === value)?.compute, ofLog, "not reached")))))))),
    el("p", { class: "quiet ladder-note" }, "Width: from a tenth to nine tenths of the way between the smallest and the largest size, in decades of compute. ",
      "Below each figure its 95 % interval over seeds; unknown where a size has one seed, or too few draws give the figure."),
  ];
}
