// Starting, going from view to view, and the keyboard.

let printing = false;
let started = false;

const keys = [
  ["/", "filter the table"], ["↑ ↓", "move in the table; Home, End, Page Up and Page Down too"], ["Enter", "open the series"], ["Esc", "back to the table"],
  ["j  k", "next and previous series"], ["m", "next metric"], ["a", "all metrics (the metric lens) and back"], ["o", "the same outputs under every metric (the joint lens) and back"], ["x", "next axis"], ["y", "linear or log vertical axis"],
  ["t", "light or dark"], ["?", "this guide"],
];

// A series is seen alone (false), with all metrics on one axis pair (true), or in the joint lens ("joint").
const lensNames = new Map([["?all-metrics", true], ["?same-outputs", "joint"]]);

function addressOf(index, lens) {
  const suffix = [...lensNames].find(([, kind]) => kind === lens)?.[0] ?? "";
  return `#${encodeURIComponent(overview.series[index].id)}${suffix}`;
}

function go(index, lens) {
  location.hash = addressOf(index, lens);
}

const open = row => go(row.lead, false);

function step(by) {
  const place = placeOf(view.index) + by;
  if (place >= 0 && place < table.order.length) go(table.order[place].lead, lensOf(view));
}

function find(id) {
  const index = overview.series.findIndex(series => series.id === id);
  return index >= 0 ? index : overview.abilities?.find(ability => ability.id === id)?.series[0] ?? -1;
}

// The address of the table holds its filter and what its rows are.
const listNames = { text: "find", verdict: "verdict", reason: "why", family: "family", metric: "metric", shots: "shots", over: "over" };

function listAddress() {
  const fields = new URLSearchParams();
  for (const [key, name] of Object.entries(listNames)) {
    if (table.filter[key]) fields.set(name, table.filter[key]);
  }
  if (overview.abilities && table.mode === "curves") fields.set("rows", "curves");
  const text = String(fields).replaceAll("%2C", ",");
  return text ? `#?${text}` : "";
}

// Typing in the filter leaves no trail of addresses to go back through.
function keepAddress() {
  if (!started || view || listAddress() === location.hash) return;
  history.replaceState(null, "", listAddress() || location.href.replace(/#.*/, ""));
}

function followAddress(address) {
  const fields = new URLSearchParams(address);
  if (overview.abilities) {
    setMode(fields.get("rows") === "curves" ? "curves" : "abilities");
    mirror("Rows", table.mode);
  }
  setFilter(Object.fromEntries(Object.entries(listNames).map(([key, name]) => [key, fields.get(name) ?? ""])));
}

// Else it names a series or an ability, and the lens after it; a name that nothing has leads to the table.
async function route() {
  const address = location.hash.slice(1);
  if (address.startsWith("?")) {
    if (listAddress() !== `#${address}`) followAddress(address.slice(1));
    showList();
    return;
  }
  const suffix = [...lensNames.keys()].find(one => address.endsWith(one)) ?? "";
  const lens = lensNames.get(suffix) ?? false;
  const name = address.slice(0, address.length - suffix.length);
  let index = find(name);
  if (index < 0) {
    try {
      index = find(decodeURIComponent(name));
    } catch {
      index = -1;
    }
  }
  if (index >= 0) {
    if (byId("series").hidden) table.scroll = scrollY;
    table.active = Math.max(0, placeOf(index));
    await showSeries(index, lens);
  } else {
    showList();
  }
}

function showList() {
  const left = view;
  view = null;
  turn++;
  byId("series").hidden = true;
  byId("series").replaceChildren();
  byId("list").hidden = false;
  document.title = "Presage report";
  scrollTo(0, table.scroll ?? 0);
  table.drawn = "";
  drawRows();
  if (left) moveTo(table.active);
  guarded(drawTraining());
  keepAddress();
}

function toggleTheme() {
  switchScheme();
  if (view) guarded(draw());
  guarded(drawTraining());
}

function showHelp() {
  const help = byId("help");
  help.replaceChildren();
  append(help, [
    el("form", { method: "dialog" }, el("button", { "aria-label": "Close" }, "Close")),
    el("h2", { id: "help-title" }, "Reading this page"),
    overview.abilities && [
      el("p", {}, "An ability is a task in one family of models with one number of shots, under all its metrics. Each has one verdict:"),
      el("dl", { class: "guide" }, Object.entries(kinds).filter(([kind]) => kind !== "none").map(([kind, { word, hint }]) => [el("dt", {}, verdictMark(kind, 15), word), el("dd", {}, hint)])),
    ],
    el("p", {}, table.mode === "abilities" ? "Each row is one ability; its curves lead to the metrics."
      : "Each row is one scaling curve: a task under one metric, for one family of models and one number of shots. Rows come in the order of attention: the part of the largest rise that sampling error cannot explain, as a share of the metric's range."),
    el("dl", { class: "guide" }, columnsOf().map(column => [el("dt", {}, column.title), el("dd", {}, column.hint)])),
    el("h2", {}, "Keys"),
    el("dl", { class: "guide keys" }, keys.map(([key, meaning]) => [el("dt", {}, key.split("  ").map(one => el("kbd", {}, one))), el("dd", {}, meaning)])),
  ]);
  help.showModal();
}

const listKeys = {
  ArrowDown: () => moveTo(onRow() ? table.active + 1 : table.active), ArrowUp: () => table.active === 0 ? byId("filter").focus() : moveTo(table.active - 1),
  Home: () => moveTo(0), End: () => moveTo(table.order.length - 1), PageDown: () => moveTo(table.active + 10), PageUp: () => moveTo(table.active - 10),
  Enter: () => table.order.length > 0 && open(table.order[table.active]),
};

const seriesKeys = {
  Escape: () => { location.hash = ""; }, j: () => step(1), k: () => step(-1), a: () => view.siblings.length > 1 && go(view.index, !view.lens),
  o: () => view.evidence?.lens && go(view.index, view.joint ? false : "joint"),
  m: () => go(after(view.siblings, view.index), false), x: () => { if (view.joint) return; setAxis(after(view.available, view.axis)); mirror("Axis", view.axis); },
  y: () => { if (!view.lens && !view.joint) { setLogY(!view.logY); mirror("Vertical", view.logY ? "log" : "linear"); } },
};

const after = (items, current) => items[(items.indexOf(current) + 1) % items.length];
const onRow = () => byId("series-table").tBodies[0].contains(document.activeElement);

function mirror(label, value) {
  for (const input of document.querySelectorAll(`#choice-${label.toLowerCase()} input`)) input.checked = input.value === value;
}

function keyPressed(event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || byId("help").open) return;
  const target = event.target;
  const typing = target.matches("input[type=search], select");
  if (target.id === "filter" && (event.key === "Escape" || event.key === "ArrowDown" || event.key === "Enter")) {
    event.preventDefault();
    if (event.key === "Escape" && target.value) clearFilter();
    else moveTo(table.active);
    return;
  }
  if (typing) return;
  const everywhere = { "?": showHelp, t: toggleTheme, "/": () => { if (view) location.hash = ""; setTimeout(() => byId("filter").focus()); } };
  const inView = view ? seriesKeys : listKeys;
  const action = everywhere[event.key] ?? inView[event.key];
  // Buttons, disclosures and radio groups keep the keys they live on.
  const busy = target.matches("button, summary, input, a") && !onRow() && (event.key === "Enter" || event.key.startsWith("Arrow"));
  if (!action || busy || (!view && !onRow() && target !== document.body && target !== byId("main") && inView[event.key])) return;
  event.preventDefault();
  action();
}

// On paper all rows stand, and the chart is light.
function setPrinting(on) {
  if (printing === on) return;
  printing = on;
  table.all = on;
  table.drawn = "";
  drawRows();
  if (view) guarded(draw());
  guarded(drawTraining());
}

async function start() {
  recallTheme();
  try {
    overview = await unpack("overview");
    byId("list").hidden = false;
    showOverview();
    showTable();
    showSummary();
    await showTraining();
    byId("toggle-theme").addEventListener("click", toggleTheme);
    byId("open-help").addEventListener("click", showHelp);
    byId("skip").addEventListener("click", event => { event.preventDefault(); byId("main").focus(); });
    byId("help").addEventListener("click", event => { if (event.target === byId("help")) byId("help").close(); });
    addEventListener("keydown", keyPressed);
    addEventListener("hashchange", () => guarded(route()));
    addEventListener("beforeprint", () => setPrinting(true));
    addEventListener("afterprint", () => setPrinting(false));
    matchMedia("print").addEventListener("change", event => setPrinting(event.matches));
    const redraw = () => {
      if (view) guarded(draw());
      guarded(drawTraining());
    };
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
    let resizing = 0;
    addEventListener("resize", () => { clearTimeout(resizing); resizing = setTimeout(redraw, 120); });
    if (location.hash.length > 1) await route();
    started = true;
    guarded(drawTraining());
    document.documentElement.dataset.ready = "";
  } catch (error) {
    fail(error);
  }
}

function guarded(work) {
  work.catch(fail);
}

function fail(error) {
  byId("fault").textContent = typeof DecompressionStream === "undefined"
    ? "This browser is too old for the page: it cannot unpack compressed data. Any current browser opens it."
    : `The page could not be shown: ${error.message}`;
  byId("fault").hidden = false;
  console.error(error);
}

start();
