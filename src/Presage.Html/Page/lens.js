// The joint lens: the same outputs under every family of metric, as small multiples over one axis. Everything shown was computed in the
// report; here it is placed on axes, up being better in every panel.

const lensKinds = {
  nonlinear: { text: "Nonlinear", means: "the whole answer must be right", colour: 4 },
  discontinuous: { text: "Discontinuous", means: "only the likeliest choice counts", colour: 2 },
  linear: { text: "Linear", means: "in proportion to the error per token", colour: 3 },
  continuous: { text: "Continuous", means: "moves with every probability", colour: 1 },
};

const jumpFindings = {
  noReference: "No continuous metric to compare with", noJump: "No jump to explain", metric: "The metric makes the jump", outputs: "The jump is in the outputs",
  both: "Partly the metric, partly the outputs", open: "The items do not tell",
};

const sharePercent = share => `${minus(String(Math.round(100 * share)))} %`;
const percentInterval = ({ lower, upper }) => `${minus(String(Math.round(100 * lower)))} to ${sharePercent(upper)}`;
const withoutUnit = title => title.replace(/, (nats|percent|bits)$/, "");
const unitOf = title => title.match(/, (nats|percent|bits)$/)?.[1];

function jointTeaser() {
  const lens = view.evidence?.lens;
  if (!lens) return null;
  return el("p", { class: "teaser", id: "joint-teaser" }, lens.jump && el("b", {}, `${jointFinding(lens)}. `), lens.sentence, " ",
    el("a", { href: addressOf(view.index, "joint") }, "The same outputs under every metric"));
}

const jointFinding = lens => jumpFindings[lens.jump.finding];

function jointLens() {
  const { lens } = view.evidence;
  const kinds = Object.keys(lensKinds);
  const leads = kinds.map(kind => lens.curves.find(curve => curve.kind === kind && curve.leads));
  return el("section", { id: "joint", "aria-label": "The same outputs under every metric" },
    el("h2", { class: "finding" }, lens.jump ? jointFinding(lens) : "No jump to explain"),
    el("p", { class: "joint-lead" }, lens.sentence),
    el("div", { class: "panels" }, kinds.map((kind, i) => leads[i] ? lensPanel(lens, leads[i]) : emptyPanel(lens, kind))),
    el("p", { class: "panel-note quiet" }, `${lensAxisTitle(lens)}; up is better in every panel. ${plural(lens.items, "item")} that every model has`,
      lens.clusters !== undefined && `, in ${count(lens.clusters)} groups`,
      `; 95 % bands from ${count(lens.replicates)} draws of these ${lens.clusters === undefined ? "items" : "groups"}, the same draws for every model and metric. `,
      lens.jump && el("span", { class: "step-key" }, "Shaded: the largest rise of ", el("code", {}, lens.jump.raw), `, ${stepText(lens)}. `),
      lens.implied && ["Dashed: implied. ", lens.implied.caution.replace(/^Implied: /, "").replace(/^./, letter => letter.toUpperCase())]),
    el("div", { class: "lens-below" }, shareSection(lens), missingSection(lens)),
    lensValues(lens),
    evidencePanel());
}

const stepText = lens => `${lens.rungs[lens.jump.from]} to ${lens.rungs[lens.jump.from + 1]}`;
const lensAxisTitle = lens => lens.axis ? axes[lens.axis].title : axes.order.title;

const plot = { width: 320, height: 240, left: 46, right: 12, top: 17, bottom: 36 };

function lensPanel(lens, curve) {
  const kind = lensKinds[curve.kind];
  const implied = lens.implied?.metric === curve.metric ? lens.implied : null;
  return el("figure", { class: "panel", "data-kind": curve.kind },
    el("figcaption", {},
      el("span", { class: "panel-kind", style: `color: var(--c${kind.colour})` }, kind.text, el("span", { class: "quiet" }, ` · ${kind.means}`)),
      el("b", { title: `${curve.metric}: ${curve.title}` }, shortTitle(curve)),
      el("span", { class: "sub" }, [unitOf(curve.title), curve.lowerIsBetter && "axis reversed", curve.approximation && "approximate tokens"].filter(Boolean).join(", ") || " ")),
    panelPlot(lens, curve, implied, kind.colour),
    el("p", { class: "panel-share" }, curve.share
      ? [el("b", { class: "figure" }, sharePercent(curve.share.value)), ` of the improvement in the shaded step (${percentInterval(curve.share)})`]
      : lens.jump ? "no improvement beyond the drawing of items" : " "));
}

function emptyPanel(lens, kind) {
  const wanted = lens.missing.filter(one => one.kind === kind);
  return el("figure", { class: "panel empty-panel", "data-kind": kind },
    el("figcaption", {}, el("span", { class: "panel-kind" }, lensKinds[kind].text, el("span", { class: "quiet" }, ` · ${lensKinds[kind].means}`))),
    wanted.length === 0 ? el("p", {}, "No metric of this kind was computed.")
      : wanted.map(one => el("p", {}, el("b", {}, shortTitle(one)), el("span", { class: "sub" }, one.needs))));
}

function positionTicks(lens, low, high) {
  if (!lens.axis) return lens.rungs.map((rung, i) => ({ value: lens.positions[i], text: [rung] })).filter((_, i) => i === 0 || i === lens.rungs.length - 1);
  if (!axes[lens.axis].log) return niceTicks(low, high).map(({ value }) => ({ value, text: [minus(number(-value, 3))] })).slice(0, 5);
  const places = [];
  const span = high - low;
  const every = Math.max(1, Math.ceil(span / 4.5));
  for (let exponent = Math.ceil(low); exponent <= high; exponent++) {
    if (exponent % every === 0) places.push({ value: exponent, text: ["10", minus(String(exponent))] });
  }
  if (places.length >= 2) return places;
  return [1, 2, 5].flatMap(digit => Array.from({ length: 4 }, (_, i) => ({ digit, exponent: Math.floor(low) + i })))
    .map(({ digit, exponent }) => ({ value: exponent + Math.log10(digit), text: [digit === 1 ? "10" : `${digit}×10`, minus(String(exponent))] }))
    .filter(({ value }) => value >= low && value <= high).sort((one, other) => one.value - other.value);
}

function panelPlot(lens, curve, implied, colour) {
  const { width, height, left, right, top, bottom } = plot;
  const finite = values => values.filter(value => value !== null);
  const xs = lens.positions;
  const marginX = Math.max((xs.at(-1) - xs[0]) * 0.06, 1e-6);
  const [x0, x1] = [xs[0] - marginX, xs.at(-1) + marginX];
  const all = finite([...curve.lower, ...curve.upper, ...curve.value, ...implied ? [...implied.lower, ...implied.upper] : []]);
  let [low, high] = [Math.min(...all), Math.max(...all)];
  if (high === low) [low, high] = [low - 0.5, high + 0.5];
  const pad = (high - low) * 0.07;
  [low, high] = [low - pad, high + pad];
  if (curve.minimum !== undefined && low < curve.minimum && curve.maximum !== undefined) low = curve.minimum - (high - low) * 0.03;
  if (curve.maximum !== undefined && high > curve.maximum) high = curve.maximum + (high - low) * 0.03;
  const x = value => left + (value - x0) / (x1 - x0) * (width - left - right);
  const share = value => (value - low) / (high - low);
  const y = value => top + (curve.lowerIsBetter ? share(value) : 1 - share(value)) * (height - top - bottom);
  const stroke = `var(--c${colour})`;
  const path = (places, values) => places.map((place, i) => `${i === 0 ? "M" : "L"}${x(place).toFixed(1)} ${y(values[i]).toFixed(1)}`).join("");
  const area = (places, lower, upper) => `${path(places, upper)}${path(places.toReversed(), lower.toReversed()).replace("M", "L")}Z`;
  const floor = height - bottom;
  return svg("svg", { class: "panel-plot", viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": `${withoutUnit(curve.title)} by rung: ${lens.rungs.map((rung, i) => `${rung} ${number(curve.value[i], 3)}`).join(", ")}` },
    lens.jump && svg("rect", { class: "step-shade", x: x(xs[lens.jump.from]), y: top, width: x(xs[lens.jump.from + 1]) - x(xs[lens.jump.from]), height: floor - top }),
    lens.jump?.raw === curve.metric && svg("text", { class: "tick", x: x((xs[lens.jump.from] + xs[lens.jump.from + 1]) / 2), y: top - 4, "text-anchor": "middle" },
      `${lens.rungs[lens.jump.from]} → ${lens.rungs[lens.jump.from + 1]}`),
    niceTicks(low, high).map(({ value, text }) => [
      svg("line", { class: "grid", x1: left, x2: width - right, y1: y(value), y2: y(value) }),
      svg("text", { class: "tick", x: left - 6, y: y(value) + 3.5, "text-anchor": "end" }, text)]),
    svg("line", { class: "baseline", x1: left, x2: width - right, y1: floor, y2: floor }),
    positionTicks(lens, x0, x1).map(({ value, text: [base, exponent] }) => [
      svg("line", { class: "baseline", x1: x(value), x2: x(value), y1: floor, y2: floor + 4 }),
      svg("text", { class: "tick", x: x(value), y: floor + 17, "text-anchor": "middle" }, base, exponent && svg("tspan", { class: "exponent", dy: -5 }, exponent))]),
    svg("text", { class: "tick", x: (left + width - right) / 2, y: height - 4, "text-anchor": "middle" }, lens.axis ? axes[lens.axis].text.toLowerCase() : "given order"),
    curve.chance > 0 && curve.chance > low && [
      svg("line", { class: "chance-line", x1: left, x2: width - right, y1: y(curve.chance), y2: y(curve.chance) }),
      svg("text", { class: "tick", x: width - right, y: y(curve.chance) - 4, "text-anchor": "end" }, "chance")],
    implied && [
      svg("path", { class: "implied-band", d: area(implied.positions, implied.lower, implied.upper) }),
      svg("path", { class: "implied-line", d: path(implied.positions, implied.value) })],
    svg("path", { d: area(xs, curve.lower, curve.upper), fill: stroke, opacity: 0.17 }),
    svg("path", { d: path(xs, curve.value), fill: "none", stroke, "stroke-width": 2, "stroke-linejoin": "round" }),
    xs.map((place, i) => [
      svg("line", { x1: x(place), x2: x(place), y1: y(curve.lower[i]), y2: y(curve.upper[i]), stroke, "stroke-width": 1.4 }),
      svg("circle", { cx: x(place), cy: y(curve.value[i]), r: 3.6, fill: stroke },
        svg("title", {}, `${lens.rungs[i]}: ${number(curve.value[i])} (95 % ${interval(curve.lower[i], curve.upper[i])})`))]));
}

// How much of each metric's improvement falls into the step of the jump, against smooth progress.
function shareSection(lens) {
  const { jump } = lens;
  const shown = lens.curves.filter(curve => curve.share);
  if (!jump || shown.length === 0) {
    return el("section", {}, el("h2", {}, "Which part of the jump each metric shows"), el("p", { class: "quiet" }, jump ? "No metric improves over the ladder beyond the drawing of items." : "There is no jump."));
  }
  const [rowHeight, label, width, right, top] = [27, 210, 640, 74, 26];
  const height = top + shown.length * rowHeight + 22;
  const most = Math.max(1, ...shown.map(curve => Math.min(1.5, curve.share.upper)));
  const least = Math.min(0, ...shown.map(curve => Math.max(-0.5, curve.share.lower)));
  const x = value => label + (Math.min(most, Math.max(least, value)) - least) / (most - least) * (width - label - right);
  const ticks = [0, 0.25, 0.5, 0.75, 1].filter(tick => tick <= most);
  return el("section", {},
    el("h2", {}, "Which part of the jump each metric shows"),
    el("p", { class: "quiet" }, `Share of each metric's own improvement from ${lens.rungs[0]} to ${lens.rungs.at(-1)} that falls between ${lens.rungs[jump.from]} and ${lens.rungs[jump.from + 1]}.`),
    svg("svg", { class: "shares", viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": shown.map(curve => `${withoutUnit(curve.title)} ${sharePercent(curve.share.value)}`).join(", ") },
      ticks.map(tick => [
        svg("line", { class: "grid", x1: x(tick), x2: x(tick), y1: top - 4, y2: height - 20 }),
        svg("text", { class: "tick", x: x(tick), y: height - 6, "text-anchor": "middle" }, sharePercent(tick))]),
      jump.expected !== undefined && [
        svg("line", { class: "smooth-line", x1: x(jump.expected), x2: x(jump.expected), y1: top - 8, y2: height - 20 }),
        svg("text", { class: "smooth-text", x: x(jump.expected), y: 12, "text-anchor": x(jump.expected) > width - 160 ? "end" : "middle" }, `smooth progress ${sharePercent(jump.expected)}`)],
      shown.map((curve, i) => {
        const middle = top + (i + 0.5) * rowHeight;
        const stroke = `var(--c${lensKinds[curve.kind].colour})`;
        const bar = [x(0), x(curve.share.value)];
        return [
          svg("text", { class: curve.metric === jump.raw || curve.metric === jump.reference ? "share-label strong" : "share-label", x: label - 10, y: middle + 4, "text-anchor": "end" }, shortTitle(curve)),
          svg("rect", { x: Math.min(...bar), y: middle - 8, width: Math.max(1, Math.abs(bar[1] - bar[0])), height: 16, fill: stroke, opacity: curve.leads ? 0.85 : 0.45, rx: 2 },
            svg("title", {}, `${withoutUnit(curve.title)}: ${sharePercent(curve.share.value)} (${percentInterval(curve.share)})`)),
          svg("line", { class: "whisker", x1: x(curve.share.lower), x2: x(curve.share.upper), y1: middle, y2: middle }),
          [curve.share.lower, curve.share.upper].map(end => svg("line", { class: "whisker", x1: x(end), x2: x(end), y1: middle - 4, y2: middle + 4 })),
          curve.smooth !== undefined && svg("path", { class: "smooth-mark", d: `M${x(curve.smooth)} ${middle - 5}l5 5l-5 5l-5 -5Z` }, svg("title", {}, `its own smooth law: ${sharePercent(curve.smooth)}`)),
          svg("text", { class: "share-value", x: width, y: middle + 4, "text-anchor": "end" }, sharePercent(curve.share.value))];
      })),
    el("p", { class: "quiet share-key" }, "Bars with 95 % intervals of the shared draws",
      shown.some(curve => curve.smooth !== undefined) && "; diamonds: the share under the metric's own smooth law",
      jump.expected !== undefined && [`; dashed: what ${jump.fromLaw ? "the smooth law of " : "even progress along the axis, for "}`, el("code", {}, jump.reference), jump.fromLaw ? " would give" : ", would give"], ".",
      jump.made && [" Beyond the smooth share, the metric makes ", el("b", {}, sharePercent(jump.made.value)), ` (${percentInterval(jump.made)}).`]));
}

const shortTitles = {
  choice_cross_entropy: "cross-entropy among choices", target_probability: "probability of right choice", choice_margin: "margin over best wrong choice",
  target_sequence_probability: "probability of whole target", nll: "loss of the right answer", cross_entropy: "cross-entropy per token", brier_score: "Brier score",
  acc_norm: "accuracy per character", acc_bytes: "accuracy per byte", target_log_probability: "log-probability of right choice",
};

const shortTitle = curve => shortTitles[curve.metric] ?? withoutUnit(curve.title);

function missingSection(lens) {
  if (lens.missing.length === 0 && lens.notes.length === 0) return el("section", {});
  return el("section", { id: "missing" },
    lens.missing.length > 0 && [
      el("h2", {}, "What cannot be had, and what it needs"),
      el("table", { class: "plain" },
        el("thead", {}, el("tr", {}, ["Metric", "Kind", "Needs"].map(title => el("th", { scope: "col" }, title)))),
        el("tbody", {}, lens.missing.map(one => el("tr", {}, el("td", {}, shortTitle(one)), el("td", {}, lensKinds[one.kind].text.toLowerCase()), el("td", {}, one.needs.replace(/^needs /, "")))))),
    ],
    lens.notes.length > 0 && el("ul", { class: "notes" }, lens.notes.map(note => el("li", {}, note))));
}

// Rungs down, metrics across; below each value the paired change from the rung before.
function lensValues(lens) {
  return el("section", {}, el("h2", {}, "Values, and paired changes from rung to rung"),
    el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Values" },
      el("table", { class: "plain", id: "points" },
        el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "Rung"), lens.curves.map(curve => el("th", { scope: "col", class: "numeric" }, shortTitle(curve), el("span", { class: "sub" }, lensKinds[curve.kind].text.toLowerCase()))))),
        el("tbody", {}, lens.rungs.map((rung, i) => el("tr", { class: lens.jump && i === lens.jump.from + 1 && "of-step" }, el("td", {}, rung),
          lens.curves.map(curve => el("td", { class: "numeric" },
            el("span", { class: "figure" }, typeset(number(curve.value[i]))), el("span", { class: "sub figure" }, interval(curve.lower[i], curve.upper[i])),
            i > 0 && el("span", { class: "sub figure change" }, `${signed(curve.steps.value[i - 1], 3)} (${interval(curve.steps.lower[i - 1], curve.steps.upper[i - 1])})`)))))))));
}
