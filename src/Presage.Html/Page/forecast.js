// The forecast beyond the last rung as a fan, with what its own backtest says of its intervals.

const fanShares = [[90, 0, 6, 0.10], [80, 1, 5, 0.14], [50, 2, 4, 0.20]];
const forecastColour = 3;

// The fan begins at the last point: the forecast is made from there.
function fanTraces(view, look, at) {
  const { forecast, rows } = view.detail;
  if (!forecast || !view.forecast || view.axis !== view.detail.axis || forecast.targets.length === 0) return { traces: [], labels: [], x: [], y: [], annotations: [] };
  const colour = look.series[forecastColour];
  const last = rows.findLastIndex((row, i) => at[i] !== null && !row.conflicting);
  const places = [at[last], ...forecast.targets.map(target => target.at)];
  const along = index => [rows[last].value, ...forecast.targets.map(target => target.quantiles[index])];
  const visible = value => !view.logY || value > 0;
  const traces = fanShares.map(([share, lower, upper, strength]) => ({ type: "scatter", mode: "lines", name: `forecast ${share} %`, hoverinfo: "skip", fill: "toself", fillcolor: translucent(colour, strength),
    line: { width: 0, color: colour }, x: [...places, ...places.toReversed()], y: [...along(upper), ...along(lower).toReversed()] }));
  traces.push({ type: "scatter", mode: "lines", name: "forecast median", hoverinfo: "skip", x: places, y: along(3), line: { color: colour, width: 2, dash: "3px,2px" } });
  traces.push({ type: "scatter", mode: "markers", name: "forecast", x: places.slice(1), y: along(3).slice(1), hoverinfo: "text", cliponaxis: false,
    hovertext: forecast.targets.map(target => fanHover(view, target)), marker: { symbol: "diamond-open", size: 9, color: colour, line: { color: colour, width: 1.8 } } });
  const end = forecast.targets.at(-1);
  return { traces, labels: [{ y: end.quantiles[3], text: "forecast", colour }], x: places, annotations: [],
    y: [...along(0), ...along(6)].filter(value => value !== undefined && visible(value)) };
}

function fanHover(view, target) {
  const lines = [`<b>Forecast of one new run</b> at ${markup(axisValue(view.detail.axis, target.at))}`, `median <b>${markup(number(target.quantiles[3], 4))}</b>`,
    ...fanShares.toReversed().map(([share, lower, upper]) => `${share} % ${markup(interval(target.quantiles[lower], target.quantiles[upper]))}`),
    target.leavesChance !== undefined && `leaves chance by then with probability ${markup(probability(target.leavesChance))}`];
  return lines.filter(Boolean).join("<br>");
}

function forecastRail() {
  const { forecast } = view.detail;
  if (!forecast?.targets.length) return null;
  const held = forecast.backtest;
  return [
    el("h3", {}, "Forecast"),
    el("ul", { class: "legend" }, toggle("one new run", view.forecast, { colour: forecastColour, dash: "3px,2px" }, on => { view.forecast = on; guarded(draw()); },
      el("span", { class: "sub" }, "50, 80 and 90 % intervals"),
      held && el("span", { class: "sub figure" }, `backtest: 80 % held ${percent(held.coverage[1].value)} of ${count(held.forecasts)}`,
        held.contradicts && el("em", { class: "warn" }, "; not to be trusted")))),
  ];
}

const percent = value => value === undefined ? missing : `${number(100 * value, 3)} %`;

function forecastSection() {
  const { forecast, axis } = view.detail;
  if (!forecast) return null;
  if (forecast.obstacle) return el("section", { id: "forecast" }, el("h2", {}, "Forecast"), el("p", { class: "quiet" }, `No forecast: ${forecast.obstacle}`));
  const { backtest, targets } = forecast;
  const head = (text, numeric) => el("th", { scope: "col", class: numeric && "numeric" }, text);
  return el("section", { id: "forecast" }, el("h2", {}, "Forecast"),
    el("p", { class: "quiet" }, "The score of one new model of the family, with the scatter between models and the sampling of items. ",
      forecast.source && `Intervals come from ${forecast.source}. `),
    targets.some(target => target.leavesChance !== undefined) && el("p", {}, "The series has not been told from chance, so the question is whether it leaves it; the intervals say no more than where a score would lie."),
    el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Forecast" }, el("table", { class: "plain", id: "forecast-table" },
      el("thead", {}, el("tr", {}, head("At"), head("Beyond the last", true), targets.some(target => target.leavesChance !== undefined) && head("Leaves chance", true), head("Median", true),
        fanShares.toReversed().map(([share]) => head(`${share} %`, true)))),
      el("tbody", {}, targets.map(target => el("tr", {},
        el("td", { class: "figure" }, typeset(axisValue(axis, target.at)), target.name && el("span", { class: "sub" }, target.name)),
        el("td", { class: "numeric figure" }, `${number(target.gap, 2)} ${axis === "loss" ? "nats" : "decades"}`),
        targets.some(one => one.leavesChance !== undefined) && el("td", { class: "numeric figure" }, target.leavesChance === undefined ? missing : typeset(probability(target.leavesChance))),
        el("td", { class: "numeric figure" }, el("b", {}, typeset(number(target.quantiles[3], 4)))),
        fanShares.toReversed().map(([, lower, upper]) => el("td", { class: "numeric figure" }, interval(target.quantiles[lower], target.quantiles[upper]))))),
        backtest && el("tr", { class: "coverage" }, el("th", { scope: "row", colspan: targets.some(one => one.leavesChance !== undefined) ? 4 : 3 },
          "Held in the backtest", el("span", { class: "sub" }, `${plural(backtest.forecasts, "rolling forecast")} of the next model in ${plural(backtest.series, "series", "series")}; intervals by ${backtest.clusteredBy}`)),
          backtest.coverage.map(one => el("td", { class: "numeric figure" }, percent(one.value), one.lower !== undefined && el("span", { class: "sub" }, `${number(100 * one.lower, 3)} to ${number(100 * one.upper, 3)}`))))))),
    backtest && el("p", { class: backtest.contradicts ? "warn" : "quiet" }, backtest.contradicts ? "The backtest contradicts these intervals: they held more or less often than they say. " : "",
      `Mean absolute error ${number(backtest.error, 3)} ${backtest.bounded ? "of the metric's range" : "of the spread of a series"}`,
      backtest.persistence !== undefined && `; of persistence (the last value again) ${number(backtest.persistence, 3)}`, "."));
}
