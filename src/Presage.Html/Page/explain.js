// The page of the closed-form model: four sliders, six panels over one axis, three tables.

const data = JSON.parse(byId("data").textContent);
const [fewest, most] = [Math.log10(data.sizes[0]), Math.log10(data.sizes.at(-1))];
const places = Array.from({ length: 721 }, (_, i) => 10 ** (fewest + (most - fewest) * i / 720));
const small = 1e-7;

// Items go in steps of 1, 2 and 5.
const itemSteps = Array.from({ length: 6 }, (_, power) => [1, 2, 5].map(digit => digit * 10 ** power)).flat().filter(items => items <= data.items[2]);

// Each slider moves an index or a number; its value is what the model is told.
const sliders = [
  { name: "exponent", text: "Exponent α", hint: "how fast the cross-entropy falls with size", from: -data.exponent[2], to: -data.exponent[1], step: 0.01,
    value: place => -place, place: value => -value, shown: value => minus(value.toFixed(2)) },
  { name: "targetTokens", text: "Target length", hint: "tokens that must all be right", from: data.targetTokens[1], to: data.targetTokens[2], step: 1, shown: value => plural(value, "token") },
  { name: "choices", text: "Choices", hint: "of a multiple-choice question", from: data.choices[1], to: data.choices[2], step: 1, shown: count },
  { name: "items", text: "Test set", hint: "items that every model answers", from: 0, to: itemSteps.length - 1, step: 1,
    value: place => itemSteps[place], place: value => nearest(itemSteps, value), shown: value => plural(value, "item") },
];

const nearest = (steps, value) => steps.reduce((best, step, i) => Math.abs(Math.log(step / value)) < Math.abs(Math.log(steps[best] / value)) ? i : best, 0);
const starting = () => Object.fromEntries(sliders.map(({ name }) => [name, data[name][0]]));
let settings = starting();

// The address holds the settings, so that a picture can be sent to somebody.
function addressed() {
  const fields = new URLSearchParams(location.hash.slice(1));
  const found = starting();
  for (const { name } of sliders) {
    const value = Number(fields.get(name));
    const [, least, greatest] = data[name];
    if (fields.has(name) && value >= least && value <= greatest && (name === "exponent" || Number.isInteger(value))) found[name] = value;
  }
  return found;
}

function buildSliders() {
  byId("sliders").replaceChildren(
    ...sliders.map(slider => el("div", { class: "slider" },
      el("label", { for: slider.name }, slider.text, el("span", { class: "sub" }, slider.hint)),
      el("output", { id: `${slider.name}-value`, for: slider.name }),
      el("input", { type: "range", id: slider.name, min: slider.from, max: slider.to, step: slider.step, oninput: event => {
        settings = { ...settings, [slider.name]: (slider.value ?? Number)(Number(event.target.value)) };
        show();
      } }))),
    el("button", { type: "button", id: "reset", title: "As the page was opened (0)", onclick: reset }, "Reset"));
}

function reset() {
  settings = starting();
  placeSliders();
  show();
}

function placeSliders() {
  for (const slider of sliders) byId(slider.name).value = (slider.place ?? Number)(settings[slider.name]);
}

function show() {
  const told = mirage(data, settings);
  for (const slider of sliders) {
    const text = slider.shown(settings[slider.name]);
    byId(`${slider.name}-value`).textContent = text;
    byId(slider.name).setAttribute("aria-valuetext", text);
  }
  byId("sentence").textContent = told.sentence;
  byId("panels").replaceChildren(...panels(told));
  byId("transitions").replaceChildren(transitionTable(told));
  byId("visible").replaceChildren(visibleTable(told));
  byId("ladder").replaceChildren(ladderTable(told));
  try {
    history.replaceState(null, "", `#${new URLSearchParams(settings)}`);
  } catch (refused) {
    console.info("The address is not kept:", refused.message);
  }
}

const linear = (low, high, ticks, text = String) => ({ low, high, at: value => value, ticks: ticks.map(value => ({ value, text: [text(value)] })) });
const wholePercent = value => `${Math.round(100 * value)} %`;

function logarithmic(low, high) {
  const [from, to] = [Math.log10(low), Math.log10(high)];
  const every = Math.max(1, Math.ceil((to - from) / 5));
  const ticks = [];
  for (let power = Math.ceil(from - 1e-9); power <= to + 1e-9; power++) {
    if (power % every === 0) ticks.push({ value: 10 ** power, text: power === 0 ? ["1"] : ["10", minus(String(power))] });
  }
  return { low: from, high: to, at: Math.log10, ticks };
}

function panels(told) {
  const { values, transitions, few, many } = told;
  const { targetTokens, choices, items } = told.settings;
  const way = metric => transitions.find(one => one.metric === metric);
  const losses = [values.crossEntropy(places[0]), values.crossEntropy(places.at(-1))];
  const worst = choices / (choices - 1);
  const score = (top, steps) => linear(0, top, niceTicks(0, top).filter((_, i) => i % steps === 0).map(tick => tick.value), value => String(Number(value.toPrecision(3))));
  return [
    panel({ kind: "The law", means: "a straight line on two log axes", name: "Cross-entropy per token", unit: "nats", colour: 1, metric: "crossEntropy", of: values.crossEntropy,
      axis: logarithmic(10 ** Math.min(-1, Math.floor(Math.log10(losses[1]))), 10 ** Math.max(1, Math.ceil(Math.log10(losses[0])))) }),
    panel({ kind: "Nonlinear", means: "all tokens must be right", name: "Exact match", unit: `${plural(items, "item")}, 95 % intervals`, colour: 4, metric: "exactMatch", of: values.exactMatch,
      axis: linear(0, 1, [0, 0.25, 0.5, 0.75, 1], wholePercent), way: way("exactMatch"), rungs: few.tested }),
    panel({ kind: "Resolution", means: "what the items cannot show", name: "Exact match, log scale", unit: "▽ nothing right: upper end of the interval", colour: 4, metric: "exactMatchLog", of: values.exactMatch,
      axis: logarithmic(small, 1), rungs: few.tested, floors: [few, many] }),
    panel({ kind: "Discontinuous", means: "only the likeliest choice counts", name: "Multiple choice grade", unit: `${choices} choices`, colour: 2, metric: "multipleChoiceGrade", of: values.multipleChoiceGrade,
      axis: linear(0, 1, [0, 0.25, 0.5, 0.75, 1], wholePercent), way: way("multipleChoiceGrade") }),
    panel({ kind: "Linear", means: "in proportion to the error per token", name: "Token edit distance", unit: `tokens of ${count(targetTokens)}, axis reversed`, colour: 3, metric: "tokenEditDistance", of: values.tokenEditDistance,
      axis: score(targetTokens, 1), reversed: true, way: way("tokenEditDistance") }),
    panel({ kind: "Continuous", means: "moves with every probability", name: "Brier score", unit: `${choices} choices, axis reversed`, colour: 6, metric: "brierScore", of: values.brierScore,
      axis: score(worst, 1), reversed: true, way: way("brierScore") }),
  ];
}

const frame = { width: 380, height: 250, left: 44, right: 14, top: 20, bottom: 36 };

function panel({ kind, means, name, unit, colour, metric, of, axis, reversed, way, rungs, floors }) {
  return el("figure", { class: "panel", "data-metric": metric },
    el("figcaption", {},
      el("span", { class: "panel-kind", style: `color: var(--c${colour})` }, kind, el("span", { class: "quiet" }, ` · ${means}`)),
      el("b", {}, name), el("span", { class: "sub" }, unit)),
    drawing({ name, colour, of, axis, reversed, way, rungs, floors }));
}

function drawing({ name, colour, of, axis, reversed, way, rungs = [], floors = [] }) {
  const { width, height, left, right, top, bottom } = frame;
  const floor = height - bottom;
  const inside = value => Math.min(width - right, Math.max(left, value));
  const x = size => left + (Math.log10(size) - fewest + 0.15) / (most - fewest + 0.3) * (width - left - right);
  const y = value => {
    const share = Math.min(1, Math.max(0, (axis.at(value) - axis.low) / (axis.high - axis.low)));
    return top + (reversed ? share : 1 - share) * (floor - top);
  };
  const stroke = `var(--c${colour})`;
  const seen = places.filter(size => axis.at(of(size)) >= axis.low - 1e-9);
  const path = seen.map((size, i) => `${i === 0 ? "M" : "L"}${x(size).toFixed(1)} ${y(of(size)).toFixed(1)}`).join("");
  const described = data.sizes.filter((_, i) => i % 4 === 0).map(size => `${sizeText(size)} ${number(of(size), 3)}`).join(", ");
  return svg("svg", { class: "panel-plot", viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": `${name} by parameters: ${described}` },
    floors.map(test => svg("rect", { class: "unseen", x: left, width: width - left - right, y: y(test.smallest), height: Math.max(0, floor - y(test.smallest)) })),
    way && transitionShade(way, x, inside, top, floor),
    axis.ticks.map(({ value, text: [base, exponent] }) => [
      svg("line", { class: "grid", x1: left, x2: width - right, y1: y(value), y2: y(value) }),
      svg("text", { class: "tick", x: left - 6, y: y(value) + 3.5, "text-anchor": "end" }, base, exponent && svg("tspan", { class: "exponent", dy: -5 }, exponent))]),
    svg("line", { class: "baseline", x1: left, x2: width - right, y1: floor, y2: floor }),
    data.sizes.filter(size => Math.log10(size) % 2 === 0).map(size => [
      svg("line", { class: "baseline", x1: x(size), x2: x(size), y1: floor, y2: floor + 4 }),
      svg("text", { class: "tick", x: x(size), y: floor + 17, "text-anchor": "middle" }, sizeText(size))]),
    svg("text", { class: "tick", x: (left + width - right) / 2, y: height - 3, "text-anchor": "middle" }, "parameters"),
    svg("path", { d: path, fill: "none", stroke, "stroke-width": 2.2, "stroke-linejoin": "round" }),
    floors.map((test, i) => svg("text", { class: "tick floor-label", x: width - right - 4, y: Math.min(floor - 5, y(test.smallest) + 13), "text-anchor": "end" },
      i === 0 ? `${plural(test.items, "item")} may miss it` : `${count(test.items)} too`)),
    rungs.map(rung => rungMark(rung, { x, y, low: floors.length > 0, stroke })));
}

// From 10 to 90 % of the way, or a line where it is a step; beyond the frame an arrow says how far.
function transitionShade({ tenth, nineTenths, decades }, x, inside, top, floor) {
  const [from, to] = [inside(x(tenth)), inside(x(nineTenths))];
  const middle = Math.min(frame.width - 62, Math.max(frame.left + 48, (from + to) / 2));
  const beyond = x(nineTenths) > frame.width - frame.right ? " →" : "";
  return [
    decades > 0 && to > from && svg("rect", { class: "step-shade", x: from, y: top, width: to - from, height: floor - top }),
    svg("text", { class: "tick", x: middle, y: top - 6, "text-anchor": "middle" }, decades > 0 ? `${decades.toFixed(2)} decades${beyond}` : `a step at ${sizeText(tenth)}`)];
}

function rungMark(rung, { x, y, low, stroke }) {
  const title = svg("title", {}, `${sizeText(rung.size)}: ${count(rung.right)} of ${count(rung.items)} right, 95 % ${percentText(rung.lower)} to ${percentText(rung.upper)}; true rate ${percentText(rung.rate)}`);
  const at = x(rung.size);
  const whisker = svg("line", { class: "whisker", x1: at, x2: at, y1: y(rung.lower > 0 || !low ? rung.lower : small), y2: y(rung.upper) });
  if (rung.right === 0 && low) {
    const top = y(rung.upper);
    return svg("g", { class: "rung none" }, svg("path", { d: `M${at - 4.5} ${top - 4}h9l-4.5 8z`, fill: "var(--paper)", stroke: "var(--ink)", "stroke-width": 1.4 }, title));
  }
  return svg("g", { class: rung.right === 0 ? "rung none" : "rung" }, whisker,
    svg("circle", { cx: at, cy: y(rung.right / rung.items), r: 4, fill: rung.right === 0 ? "var(--paper)" : stroke, stroke: rung.right === 0 ? "var(--ink)" : "var(--paper)", "stroke-width": 1.3 }, title));
}

function plainTable(head, rows) {
  return el("table", { class: "plain" }, el("thead", {}, el("tr", {}, head.map((text, i) => el("th", { class: i === 0 ? null : "numeric", scope: "col" }, text)))),
    el("tbody", {}, rows.map(row => el("tr", {}, row.map((cell, i) => el("td", { class: i === 0 ? null : "numeric" }, cell))))));
}

function transitionTable({ transitions }) {
  return plainTable(["Metric", "10 %", "50 %", "90 %", "Decades"], [
    [metricNames.crossEntropy, missing, missing, missing, "straight line"],
    ...transitions.map(one => [metricNames[one.metric], sizeText(one.tenth), sizeText(one.half), sizeText(one.nineTenths), one.decades > 0 ? one.decades.toFixed(2) : "0, a step"])]);
}

function visibleTable({ few, many }) {
  return plainTable(["Items", "Smallest rate told from 0", "Reached at", "First right answer"],
    [few, many].map(test => [count(test.items), percentText(test.smallest), sizeText(test.visibleFrom), test.first ? sizeText(test.first.size) : "none"]));
}

function ladderTable({ few, many, values, tokenProbability }) {
  const counts = rung => `${count(rung.right)} / ${count(rung.items)}`;
  return plainTable(["Parameters", "Cross-entropy", "Token right", "Exact match", "Right", "95 %", `With ${count(data.larger)} times the items`, "Grade", "Edit distance", "Brier"],
    few.tested.map((rung, i) => [sizeText(rung.size), number(values.crossEntropy(rung.size)), percentText(tokenProbability(rung.size)), percentText(rung.rate), counts(rung),
      `${percentText(rung.lower)} to ${percentText(rung.upper)}`, counts(many.tested[i]), String(values.multipleChoiceGrade(rung.size)), number(values.tokenEditDistance(rung.size)), number(values.brierScore(rung.size))]));
}

function start() {
  recallTheme();
  settings = addressed();
  buildSliders();
  placeSliders();
  byId("toggle-theme").addEventListener("click", switchScheme);
  byId("sliders").addEventListener("submit", event => event.preventDefault());
  addEventListener("hashchange", () => { settings = addressed(); placeSliders(); show(); });
  addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "t") switchScheme();
    if (event.key === "0") reset();
  });
  show();
  document.documentElement.dataset.ready = "";
}

// What the page computes, for whoever wants to look at it from the browser's console.
globalThis.presageMirage = chosen => mirage(data, chosen);
start();
