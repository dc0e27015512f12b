// The closed-form model of Schaeffer et al. (2023), the same formulas as in Presage.Mirages; a test holds the two together.

const metricNames = {
  crossEntropy: "Cross-entropy per token", exactMatch: "Exact match", multipleChoiceGrade: "Multiple choice grade", tokenEditDistance: "Token edit distance", brierScore: "Brier score",
};

function mirage(data, settings) {
  const { exponent, targetTokens, choices, items } = settings;
  const crossEntropy = size => (size / data.scale) ** exponent;
  const tokenProbability = size => Math.exp(-crossEntropy(size));
  const sizeAt = loss => data.scale * loss ** (1 / exponent);
  const values = {
    crossEntropy,
    exactMatch: size => Math.exp(-targetTokens * crossEntropy(size)),
    multipleChoiceGrade: size => tokenProbability(size) > 1 / choices ? 1 : 0,
    tokenEditDistance: size => targetTokens * (1 - tokenProbability(size)),
    brierScore: size => (1 - tokenProbability(size)) ** 2 * (1 + 1 / (choices - 1)),
  };
  // The size at which a metric has gone a share of the way from its worst to its best value.
  const reached = {
    exactMatch: share => sizeAt(-Math.log(share) / targetTokens),
    multipleChoiceGrade: () => sizeAt(Math.log(choices)),
    tokenEditDistance: share => sizeAt(-Math.log(share)),
    brierScore: share => sizeAt(-Math.log(1 - Math.sqrt(1 - share))),
  };
  const decades = (from, to) => Math.log10(to) - Math.log10(from);
  const transitions = Object.entries(reached).map(([metric, at]) => ({ metric, tenth: at(0.1), half: at(0.5), nineTenths: at(0.9), decades: decades(at(0.1), at(0.9)) }));
  const test = n => {
    const tested = data.sizes.map((size, rung) => {
      const right = binomialQuantile(n, values.exactMatch(size), data.levels[rung]);
      return { size, right, items: n, rate: values.exactMatch(size), ...wilson(right, n) };
    });
    const smallest = 1 - (1 - data.confidence) ** (1 / n);
    return { items: n, tested, smallest, visibleFrom: reached.exactMatch(smallest), first: tested.find(rung => rung.right > 0) ?? null };
  };
  const few = test(items);
  const told = { settings, values, tokenProbability, transitions, few, many: test(items * data.larger), visibleDecades: decades(few.visibleFrom, reached.exactMatch(0.9)) };
  return { ...told, sentence: sentence(told) };
}

// The smallest count whose cumulative probability reaches a level; probabilities relative to that of the mode.
function binomialQuantile(items, rate, level) {
  if (items === 0 || !(rate > 0)) return 0;
  if (rate >= 1) return items;
  const odds = rate / (1 - rate);
  const reach = 12 * Math.sqrt(items * rate * (1 - rate)) + 30;
  const mode = Math.min(items, Math.floor((items + 1) * rate));
  const low = Math.max(0, Math.floor(mode - reach));
  const high = Math.min(items, Math.ceil(mode + reach));
  let first = 1;
  for (let k = mode; k > low; k--) first *= k / ((items - k + 1) * odds);
  let total = 0;
  let term = first;
  for (let k = low; k <= high; k++) {
    total += term;
    term *= (items - k) * odds / (k + 1);
  }
  let sum = 0;
  term = first;
  for (let k = low; k < high; k++) {
    sum += term;
    if (sum >= level * total) return k;
    term *= (items - k) * odds / (k + 1);
  }
  return high;
}

// Score interval of Wilson (1927), 95 %.
function wilson(right, items) {
  const z = 1.959963984540054;
  const rate = right / items;
  const shrink = 1 + z * z / items;
  const centre = (rate + z * z / (2 * items)) / shrink;
  const half = z / shrink * Math.sqrt(rate * (1 - rate) / items + z * z / (4 * items * items));
  return { lower: right === 0 ? 0 : Math.max(0, centre - half), upper: right === items ? 1 : Math.min(1, centre + half) };
}

function sentence({ few, many, tokenProbability }) {
  const place = few.first ? few.tested.indexOf(few.first) : few.tested.length;
  if (place === 0) return `With ${plural(few.items, "item")}, every model of this ladder gets an answer right: nothing here looks sudden.`;
  const others = !many.first ? `with ${count(many.items)} still none does`
    : many.first.size === few.first?.size ? `with ${count(many.items)} it is the same`
    : many.first === many.tested[0] ? `with ${count(many.items)} every model does`
    : `with ${count(many.items)}, models from ${sizeText(many.first.size)} on do`;
  const before = few.tested[place - 1];
  const none = few.first ? `no model below ${sizeText(few.first.size)} parameters gets an answer right` : "no model of this ladder gets an answer right";
  return `With ${plural(few.items, "item")}, ${none}; ${others}. `
    + `Nothing sudden happens inside: the ${sizeText(before.size)} model, which scores 0, has ${percentText(tokenProbability(before.size))} of its tokens right.`;
}

// 300M, 2.65B; in powers of ten beyond a thousand trillion.
function sizeText(size) {
  for (const [unit, letter] of [[1e12, "T"], [1e9, "B"], [1e6, "M"], [1e3, "k"], [1, ""]]) {
    if (size >= unit && size < 1e15) {
      const value = size / unit;
      return `${Number(value.toFixed(value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2))}${letter}`;
    }
  }
  return size.toExponential(2).replace("e+", "e");
}

// Two significant digits.
function percentText(rate) {
  const percent = 100 * rate;
  return percent === 0 ? "0 %" : percent < 0.001 ? `${percent.toExponential(1)} %` : `${percent.toFixed(percent >= 9.95 ? 0 : percent >= 0.995 ? 1 : percent >= 0.0995 ? 2 : 4)} %`;
}
