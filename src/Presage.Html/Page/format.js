// Numbers and names as people read them.

const missing = "–";
const minus = text => text.replace("-", "−");
const superscript = text => String(text).replace(/[-\d]/g, digit => digit === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[digit]);
const integers = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

// As many digits as tell values apart, in powers of ten only where a plain number is hard to read.
function number(value, digits = 4) {
  if (value === null || value === undefined) return missing;
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= 1e6 || size < 1e-4) return scientific(value, digits - 1);
  const decimals = Math.max(0, digits - 1 - Math.floor(Math.log10(size)));
  return minus(value.toFixed(size >= 0.01 ? Math.min(decimals, digits) : decimals - 1));
}

function signed(value, digits) {
  if (value === null || value === undefined) return missing;
  return (value > 0 ? "+" : "") + number(value, digits);
}

function scientific(value, digits = 2) {
  if (value === null || value === undefined) return missing;
  if (value === 0) return "0";
  const [mantissa, exponent] = value.toExponential(digits).split("e");
  return `${minus(mantissa)} × 10${superscript(Number(exponent))}`;
}

// Exponents as elements, or as the chart library's markup: the fonts' own superscript digits do not match one another.
const typeset = text => text.split(/([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)/).map((piece, i) => i % 2 === 1 ? el("sup", {}, lowered(piece)) : piece);
const markup = text => text.replace(/[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+/g, piece => `<sup>${lowered(piece)}</sup>`);
const lowered = text => [...text].map(digit => digit === "⁻" ? "−" : "⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(digit)).join("");

function count(value) {
  return value === null || value === undefined ? missing : integers.format(value);
}

// 70.4M, 2.65B: sizes and tokens.
function magnitude(value) {
  if (value === null || value === undefined) return missing;
  for (const [unit, letter] of [[1e12, "T"], [1e9, "B"], [1e6, "M"], [1e3, "k"]]) {
    if (value >= unit) return `${Number((value / unit).toPrecision(3))}${letter}`;
  }
  return String(value);
}

function probability(value) {
  if (value === null || value === undefined) return missing;
  return value >= 1e-3 ? Number(value.toPrecision(2)).toString() : value === 0 ? "< 10⁻³⁰⁰" : scientific(value, 1);
}

const interval = (lower, upper) =>
  lower === null || lower === undefined ? missing : `${number(lower, 3)} to ${number(upper, 3)}`;

const plural = (amount, one, many = `${one}s`) => `${count(amount)} ${amount === 1 ? one : many}`;

const shotsText = shots => shots === null || shots === undefined ? "not stated" : String(shots);

// brokenLine -> broken line
const lawName = law => law.replace(/([a-z])([A-Z])/g, (_, before, after) => `${before} ${after.toLowerCase()}`);

function overText(series) {
  if (series.over === "checkpoints") return `checkpoints of ${series.model ?? "one model"}`;
  return series.step === undefined ? "sizes" : `sizes at step ${count(series.step)}`;
}

function metricKind(metric) {
  const kind = [metric.response, metric.continuity].filter(Boolean);
  return kind.length > 0 ? kind.join(", ") : "kind not known";
}

// Names of tasks may break at their joints.
const breakable = name => name.split(/(?<=[_./:-])/).flatMap(piece => [piece, el("wbr")]);

// One field of a CSV file (RFC 4180).
const csvField = value => {
  const text = value === null || value === undefined ? "" : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

const csv = rows => rows.map(row => row.map(csvField).join(",")).join("\r\n") + "\r\n";
