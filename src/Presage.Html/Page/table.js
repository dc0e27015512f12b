// The table: a row for each ability or for each curve. Only the rows near the window exist, so that thousands open at once.

const overscan = 12;
const drawnMetrics = 2;

const verdictColumn = { key: "verdict", title: "Verdict", hint: "What the data say of the ability: a real break, an artefact of the metric, a smooth change, no measurable change, or unresolved.",
  sort: row => Object.keys(kinds).indexOf(kindOf(row)),
  cell: row => [verdictMark(kindOf(row)), el("span", { class: "verdict-word" }, verdictWord(row.ability), el("span", { class: "sub" }, verdictNote(row.ability)))] };

// Columns of abilities read a row of the table, columns of curves a series.
const abilityColumns = [
  verdictColumn,
  { key: "task", title: "Ability", hint: "The task, in one family and with one number of worked examples in the prompt.",
    sort: row => row.series.task.toLowerCase(),
    cell: row => [el("a", { href: addressOf(row.lead, false), tabindex: "-1", title: row.series.task }, breakable(row.series.task)), el("span", { class: "sub", title: whereText(row.series, row) }, whereText(row.series, row))] },
  { key: "says", title: "In one sentence", hint: "What may be quoted of it.",
    sort: row => row.ability ? sentenceOf(row.ability) : "~", cell: row => row.ability ? el("span", { title: sentenceOf(row.ability) }, sentenceOf(row.ability)) : missing },
  { key: "metrics", title: "Metrics", hint: "Value against scale under each metric, those judged first; the thick piece is the largest rise, the dashed line chance.",
    cell: row => el("span", { class: "minis" }, row.members.slice(0, drawnMetrics).map(index => mini(overview.series[index], index)),
      row.members.length > drawnMetrics && el("a", { class: "mini more-metrics", href: addressOf(row.lead, true), tabindex: "-1" }, `+ ${row.members.length - drawnMetrics}`)) },
  { key: "ratio", title: "Slope ratio", hint: "Slope after the knot over slope before it, with its one-sided 95 % limits. A strong break has 5 or more.", numeric: true,
    shown: () => overview.abilities.some(ability => ability.ratio),
    sort: row => row.ability?.ratio ? row.ability.ratio.value ?? Infinity : -Infinity,
    cell: row => row.ability?.ratio ? [el("span", { class: "line figure" }, ratioText(row.ability.ratio.value)),
      el("span", { class: "sub figure" }, `${ratioText(row.ability.ratio.lower)} to ${ratioText(row.ability.ratio.upper)}`)] : missing },
  { key: "breakp", title: "p of a break", hint: "After control of the false discovery rate over all abilities; below it, before that control.", numeric: true, first: 1,
    shown: () => overview.abilities.some(ability => ability.breakPValue !== undefined),
    sort: row => row.ability?.adjustedPValue ?? row.ability?.breakPValue ?? Infinity,
    cell: row => row.ability?.breakPValue === undefined ? missing : [el("span", { class: "line figure" }, typeset(probability(row.ability.adjustedPValue))),
      el("span", { class: "sub figure" }, typeset(`before ${probability(row.ability.breakPValue)}`))] },
];

const curveColumns = [
  { key: "task", title: "Task", hint: "The task of the evaluation.",
    sort: series => series.task.toLowerCase(),
    cell: series => [el("a", { href: `#${encodeURIComponent(series.id)}`, tabindex: "-1", title: series.task }, series.task),
      el("span", { class: "sub where" }, whereText(series))] },
  { key: "metric", title: "Metric", hint: "The metric as logs name it, and written out.",
    sort: series => metricOf(series).name,
    cell: series => [el("span", { class: "line" }, metricOf(series).name), el("span", { class: "sub", title: metricOf(series).title }, metricOf(series).title)] },
  { key: "family", title: "Family", hint: "Models that differ in scale and little else.",
    sort: series => series.family.toLowerCase(), cell: series => series.family },
  { key: "shots", title: "Shots", hint: "Worked examples in the prompt.", numeric: true,
    sort: series => series.shots ?? -1, cell: series => series.shots ?? missing },
  { key: "over", title: "Over", hint: "What the points are: models of different size, or checkpoints of one model.",
    sort: series => `${series.over} ${series.model ?? ""} ${String(series.step ?? "").padStart(12)}`,
    cell: series => series.over === "checkpoints"
      ? [el("span", { class: "line" }, "checkpoints"), el("span", { class: "sub", title: series.model }, "of ", series.model ?? "one model")]
      : [el("span", { class: "line" }, "sizes"), series.step !== undefined && el("span", { class: "sub" }, `at step ${count(series.step)}`)] },
  { key: "points", title: "Points", hint: "Rungs of the curve.", numeric: true,
    sort: series => series.points, cell: series => count(series.points) },
  { key: "curve", title: "Curve", hint: "Value against scale; the thick piece is the largest rise, the dashed line chance.",
    cell: series => sparkline(series) },
  { key: "ends", title: "First → last", hint: "Value at the smallest and at the largest rung. Sorted by the last.", numeric: true,
    sort: series => series.last?.value ?? -Infinity,
    cell: series => series.first && el("span", { title: `${rungText(series, series.first)}\n${rungText(series, series.last)}` },
      el("span", { class: "line figure" }, number(series.first.value, 3), el("span", { class: "arrow" }, " → "), el("b", {}, number(series.last.value, 3))),
      el("span", { class: "sub" }, samplesText(series))) },
  { key: "rise", title: "Largest rise", hint: "The largest improvement between neighbouring rungs, and where it is. Sorted by size in the metric's unit.", numeric: true,
    sort: series => series.rise ? Math.abs(series.rise.change) : -Infinity,
    cell: series => series.rise && el("span", { title: riseText(series) },
      el("span", { class: "line figure" }, signed(series.rise.change, 3),
        series.rise.standardError !== undefined && el("span", { class: "se" }, ` SE ${number(series.rise.standardError, 2)}`)),
      el("span", { class: "sub" }, `${rung(series, series.rise.fromRun)} → ${rung(series, series.rise.toRun).replace(/^step /, "")}`)) },
  { key: "leaves", title: "Leaves chance at", hint: "The first rung that is significantly above chance (one-sided exact test, Bonferroni over the rungs), with its n.", numeric: true,
    sort: series => series.chanceTest === undefined ? Infinity : series.chanceTest.index ?? 1e9,
    cell: series => leavesCell(series) },
  { key: "best", title: "Smallest AICc", hint: "Of the laws tried, the one with the smallest AICc, from eight points on. That does not make it right, and AICc is lenient to the broken line.",
    sort: series => series.best ?? "~",
    cell: series => series.best === undefined ? missing : [el("span", { class: "line" }, lawName(series.best)),
      series.aicc !== undefined && el("span", { class: "sub figure" }, `AICc ${number(series.aicc, 3)}`)] },
];

// How many models were judged, or else how many points there are, goes before what they are.
function whereText(series, row) {
  const over = overText(series);
  const judged = row && (row.ability?.models || series.points);
  return `${series.family} · ${series.shots === undefined ? "shots not stated" : plural(series.shots, "shot")} · ${row ? `${count(judged)} ${over}` : over}`;
}

const ratioText = value => value === undefined ? "∞" : value >= 1000 ? "> 1,000" : number(value, 2);
const columnsOf = () => table.mode === "abilities" ? abilityColumns.filter(column => column.shown?.() ?? true) : overview.abilities ? [verdictColumn, ...curveColumns] : curveColumns;
const subject = row => table.mode === "abilities" ? row : row.series;

function mini(series, index) {
  const name = metricOf(series).name;
  return el("a", { class: "mini", href: addressOf(index, false), tabindex: "-1", title: series.first ? `${name}: ${number(series.first.value, 3)} → ${number(series.last.value, 3)}, ${samplesText(series)}` : name },
    sparkline(series), el("span", { class: "sub" }, name));
}

const metricOf = series => overview.metrics[series.metric];
const rung = (series, run) => series.over === "checkpoints" ? overview.runs[run].position : overview.runs[run].size;

function rungText(series, end) {
  const interval95 = end.lower === undefined ? "" : `, 95 % ${interval(end.lower, end.upper)}`;
  return `${rung(series, end.run)}: ${number(end.value, 5)}${interval95}, n ${end.samples === undefined ? "not known" : `= ${count(end.samples)}`}`;
}

function samplesText(series) {
  const [first, last] = [series.first.samples, series.last.samples];
  if (first === undefined && last === undefined) return "n not known";
  return first === last ? `n = ${count(first)}` : `n = ${count(first)} → ${count(last)}`;
}

function riseText(series) {
  const { rise } = series;
  const error = rise.standardError === undefined ? "standard error not known" : `standard error ${number(rise.standardError, 3)}`;
  return `${rung(series, rise.fromRun)} → ${rung(series, rise.toRun)}: ${signed(rise.change, 5)} (${error})`;
}

function leavesCell(series) {
  const test = series.chanceTest;
  if (test === undefined) return el("span", { class: "quiet", title: "Not tested: no chance level, or no counts of right answers." }, missing);
  const level = `level ${probability(test.level)} for each rung`;
  if (test.index === undefined)
    return el("span", { title: `No rung is significantly above chance; ${level}.` }, el("span", { class: "line quiet" }, "not by the last"),
      el("span", { class: "sub" }, `n ≤ ${count(test.samples)}`));
  return el("span", { title: `p ${probability(test.pValue)}, ${level}.` }, el("span", { class: "line" }, rung(series, test.run)),
    el("span", { class: "sub" }, `n = ${count(test.samples)}`));
}

function sparkline(series) {
  if (!series.spark) return null;
  const { x, y, chance } = series.spark;
  const points = x.map((across, i) => `${across},${y[i]}`);
  const rise = series.rise;
  return svg("svg", { class: "spark", viewBox: "-6 -8 252 80", "aria-hidden": "true" },
    chance !== undefined && svg("line", { class: "spark-chance", x1: 0, x2: 240, y1: chance, y2: chance }),
    svg("polyline", { class: "spark-line", points: points.join(" ") }),
    rise && rise.to < x.length && svg("polyline", { class: "spark-rise", points: `${points[rise.from]} ${points[rise.to]}` }),
    svg("circle", { class: "spark-end", cx: x.at(-1), cy: y.at(-1), r: 4.5 }));
}

const table = {
  mode: "curves", rows: [], order: [], sorted: null, active: 0, drawn: "", all: false,
  filter: { text: "", verdict: "", reason: "", family: "", metric: "", shots: "", over: "" },
};

// A row leads to a series; that of an ability gathers its metrics. Curves that no ability claims are gathered in the same way.
function rowsOf(mode) {
  if (mode === "curves") return overview.series.map((series, index) => ({ lead: index, members: [index], series, ability: series.ability }));
  const rows = overview.abilities.map(ability => ({ lead: ability.series[0], members: ability.series, series: overview.series[ability.series[0]], ability }));
  const left = new Map();
  overview.series.forEach((series, index) => {
    if (series.ability) return;
    const key = JSON.stringify([series.task, series.family, series.shots, sliceKey(series)]);
    if (!left.has(key)) left.set(key, { lead: index, members: [], series, ability: undefined });
    left.get(key).members.push(index);
  });
  return [...rows, ...left.values()];
}

const placeOf = index => table.order.findIndex(row => row.members.includes(index));

function showTable() {
  if (overview.abilities) table.mode = "abilities";
  for (const ability of overview.abilities ?? []) {
    for (const index of ability.series) overview.series[index].ability = ability;
  }
  table.rows = rowsOf(table.mode);
  showHead();
  showToolbar();
  // The head sticks below the toolbar, which is taller where its fields wrap.
  new ResizeObserver(() => document.documentElement.style.setProperty("--toolbar", `${byId("toolbar").offsetHeight}px`)).observe(byId("toolbar"));
  refresh();
  addEventListener("scroll", drawRows, { passive: true });
  addEventListener("resize", () => { table.drawn = ""; drawRows(); });
}

function showHead() {
  byId("series-table").className = `${table.mode}${overview.abilities ? " judged" : ""}`;
  byId("series-table").style.setProperty("--metrics", Math.min(drawnMetrics, table.rows.reduce((most, row) => Math.max(most, row.members.length), 1)));
  byId("series-table").setAttribute("aria-label", table.mode === "abilities" ? "Abilities" : "Scaling curves");
  byId("series-table").tHead.replaceChildren(el("tr", {}, columnsOf().map(column => el("th", { scope: "col", class: `${column.key}${column.numeric ? " numeric" : ""}`, title: column.hint, "data-key": column.key },
    column.sort ? el("button", { type: "button", onclick: () => sortBy(column) }, column.title, el("span", { class: "sort-mark", "aria-hidden": "true" })) : column.title))));
}

function setMode(mode) {
  if (mode === table.mode) return;
  table.mode = mode;
  table.rows = rowsOf(mode);
  table.sorted = null;
  showHead();
  refresh();
}

function showToolbar() {
  const distinct = read => [...new Set(overview.series.map(read))];
  const facet = (key, label, values) => values.length < 2 ? null : el("label", { class: "facet" }, el("span", {}, label),
    el("select", { id: `facet-${key}`, onchange: event => { table.filter[key] = event.target.value; refresh(); } },
      el("option", { value: "" }, "all"), values.map(([value, text]) => el("option", { value }, text))));
  const alphabetical = values => values.sort((one, other) => one[1].localeCompare(other[1], "en", { numeric: true }));
  const models = distinct(series => series.model).filter(Boolean).map(model => [`of ${model}`, `checkpoints of ${model}`]);
  append(byId("toolbar"), [
    overview.abilities && choice("Rows", [{ value: "abilities", text: "Abilities" }, { value: "curves", text: "Curves" }], table.mode, setMode),
    el("label", { class: "search" }, el("span", { class: "visually-hidden" }, "Filter by text"),
      el("input", { type: "search", id: "filter", placeholder: "Filter tasks, metrics, models …", autocomplete: "off", spellcheck: "false",
        oninput: event => { table.filter.text = event.target.value; refresh(); } }), el("kbd", { "aria-hidden": "true" }, "/")),
    facet("family", "Family", alphabetical(distinct(series => series.family).map(name => [name, name]))),
    facet("metric", "Metric", alphabetical(distinct(series => metricOf(series).name).map(name => [name, name]))),
    facet("shots", "Shots", alphabetical(distinct(series => series.shots).map(shots => [String(shots), shotsText(shots)]))),
    facet("over", "Over", distinct(series => series.over).length + models.length < 2 ? [] :
      [["sizes", "sizes"], ["checkpoints", "checkpoints"], ...models.length > 1 ? alphabetical(models) : []].filter(([value]) => value.startsWith("of ") || overview.series.some(series => series.over === value))),
    facet("reason", "Why unresolved", alphabetical([...new Set((overview.abilities ?? []).map(ability => ability.reason).filter(Boolean))]
      .map(reason => [reason, `${reasonWords(reason)} (${count(overview.abilities.filter(ability => ability.reason === reason).length)})`]))),
    el("output", { id: "shown", for: "filter" }),
  ]);
}

function matches(row) {
  const { text, verdict, reason, family, metric, shots, over } = table.filter;
  const { series } = row;
  if (verdict && !verdict.split(",").includes(kindOf(row))) return false;
  if (reason && row.ability?.reason !== reason) return false;
  if (family && series.family !== family) return false;
  if (metric && !row.members.some(index => metricOf(overview.series[index]).name === metric)) return false;
  if (shots && String(series.shots) !== shots) return false;
  if (over && (over.startsWith("of ") ? series.model !== over.slice(3) : series.over !== over)) return false;
  if (!text) return true;
  row.words ??= [series.task, series.family, overText(series), row.ability ? verdictWord(row.ability) : "",
    ...row.members.flatMap(index => [metricOf(overview.series[index]).name, metricOf(overview.series[index]).title, overview.series[index].best ?? ""])].join(" ").toLowerCase();
  return text.toLowerCase().split(/\s+/).every(word => row.words.includes(word));
}

// Largest first for numbers, A first for words, then the other way, then the given order again.
function sortBy(column) {
  const first = column.first ?? (column.numeric ? -1 : 1);
  const current = table.sorted;
  table.sorted = current?.key !== column.key ? { key: column.key, direction: first, read: column.sort }
    : current.direction === first ? { ...current, direction: -first } : null;
  refresh();
}

function refresh() {
  table.order = table.rows.filter(matches);
  if (table.sorted) {
    const { read, direction } = table.sorted;
    const keys = new Map(table.order.map((row, place) => [row, { key: read(subject(row)), place }]));
    table.order.sort((one, other) => {
      const [a, b] = [keys.get(one), keys.get(other)];
      return a.key < b.key ? -direction : a.key > b.key ? direction : a.place - b.place;
    });
  }
  table.active = 0;
  table.drawn = "";
  const total = table.rows.length;
  const by = table.sorted ? "" : ", by attention";
  byId("shown").textContent = table.order.length === total ? `${count(total)} shown${by}` : `${count(table.order.length)} of ${count(total)} shown${by}`;
  for (const head of byId("series-table").tHead.rows[0].cells) {
    const direction = table.sorted?.key === head.dataset.key ? table.sorted.direction : 0;
    if (direction === 0) head.removeAttribute("aria-sort");
    else head.setAttribute("aria-sort", direction > 0 ? "ascending" : "descending");
  }
  markChips();
  byId("series-table").setAttribute("aria-rowcount", table.order.length + 1);
  byId("empty").hidden = table.order.length > 0;
  if (table.order.length === 0) byId("empty").replaceChildren(...emptyTable(total));
  const top = byId("series-table").getBoundingClientRect().top + scrollY - byId("toolbar").offsetHeight;
  if (scrollY > top) scrollTo(0, top);
  drawRows();
  keepAddress();
}

function emptyTable(total) {
  if (total === 0) return ["Nothing that was read forms a scaling curve. The lists above say why."];
  return [table.mode === "abilities" ? "No ability matches. " : "No series matches. ", el("button", { type: "button", onclick: clearFilter }, "Clear the filter")];
}

function clearFilter() {
  setFilter({});
}

// Fields that are not named are emptied.
function setFilter(values) {
  for (const key of Object.keys(table.filter)) {
    table.filter[key] = values[key] ?? "";
    const input = key === "text" ? byId("filter") : byId(`facet-${key}`);
    if (input) input.value = table.filter[key];
  }
  refresh();
}

const rowHeight = () => parseFloat(getComputedStyle(byId("series-table")).getPropertyValue("--row"));

function drawRows() {
  const body = byId("series-table").tBodies[0];
  if (byId("list").hidden) return;
  const height = rowHeight();
  const above = scrollY - (body.getBoundingClientRect().top + scrollY);
  const from = table.all ? 0 : Math.max(0, Math.min(table.order.length, Math.floor(above / height) - overscan));
  const to = table.all ? table.order.length : Math.min(table.order.length, Math.ceil((above + innerHeight) / height) + overscan);
  const drawn = `${from} ${to}`;
  if (drawn === table.drawn) return;
  table.drawn = drawn;
  const focused = body.contains(document.activeElement);
  body.replaceChildren(spacer(from * height), ...table.order.slice(from, to).map((row, i) => rowElement(row, from + i)), spacer((table.order.length - to) * height));
  markActive(focused);
}

const spacer = height => el("tr", { class: "spacer", "aria-hidden": "true" }, el("td", { style: `height:${height}px` }));

function rowElement(row, place) {
  return el("tr", { "data-place": place, "aria-rowindex": place + 2, onclick: event => {
    if (!event.target.closest("a") && getSelection().isCollapsed) open(row);
  } }, columnsOf().map(column => el("td", { class: `${column.key}${column.numeric ? " numeric" : ""}` }, column.cell(subject(row)))));
}

// One link of the table takes part in tabbing: the active row's; the arrow keys move it.
function markActive(focus) {
  const body = byId("series-table").tBodies[0];
  for (const link of body.querySelectorAll("a[tabindex='0']")) link.tabIndex = -1;
  const link = body.querySelector(`tr[data-place="${table.active}"] td.task a`) ?? body.querySelector("td.task a");
  if (!link) return;
  link.tabIndex = 0;
  if (focus && link.closest("tr").dataset.place === String(table.active)) link.focus({ preventScroll: true });
}

function moveTo(place) {
  if (table.order.length === 0) return;
  table.active = Math.max(0, Math.min(table.order.length - 1, place));
  const body = byId("series-table").tBodies[0];
  const height = rowHeight();
  const top = body.getBoundingClientRect().top + table.active * height;
  const covered = byId("series-table").tHead.getBoundingClientRect().bottom;
  if (top < covered) scrollBy(0, top - covered);
  else if (top + height > innerHeight) scrollBy(0, top + height - innerHeight);
  drawRows();
  markActive(false);
  body.querySelector(`tr[data-place="${table.active}"] td.task a`)?.focus({ preventScroll: true });
}
