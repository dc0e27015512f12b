// Axes: what the points of a series can be drawn against, and where the ticks stand.

const axes = {
  compute: { text: "Training compute", title: "Training compute (floating-point operations)", log: true, at: run => run.compute },
  parameters: { text: "Parameters", title: "Parameters", log: true, at: run => run.nonEmbedding ?? run.active ?? run.total },
  tokens: { text: "Tokens", title: "Training tokens", log: true, at: run => run.tokens },
  loss: { text: "Loss", title: "Pre-training loss (nats per token), falling to the right", log: false, at: run => run.loss },
  order: { text: "Given order", title: "Rungs in given order; no common scale is known", log: false, at: () => null },
};

// Null where the model has no place on the axis; a logarithmic axis has none for 0.
function position(axis, run) {
  const value = axes[axis].at(run);
  return value === undefined || value === null || (axes[axis].log && !(value > 0)) ? null : value;
}

function axesOf(rows) {
  const found = ["compute", "parameters", "tokens", "loss"].filter(axis => {
    const places = new Set(rows.map(row => position(axis, row.run)).filter(place => place !== null));
    return places.size > 1;
  });
  return found.length > 0 ? found : ["order"];
}

function parameterKinds(rows) {
  const kinds = new Set(rows.filter(row => position("parameters", row.run) !== null).map(row => parameterKind(row.run)));
  return [...kinds].join(" or ");
}

const parameterKind = run =>
  run.nonEmbedding !== undefined ? "non-embedding" : run.active !== undefined ? "active" : run.total !== undefined ? "total" : "";

function extent(values) {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : null;
}

// Range in the axis' own coordinates (log10 where logarithmic), widened so that no marker touches the frame.
function padded([low, high], share, least) {
  const margin = Math.max((high - low) * share, least);
  return [low - margin, high + margin];
}

const power = exponent => `10<sup>${minus(String(exponent))}</sup>`;

// Labels at powers of ten, at 2 and 5 between them where fewer than two powers are in sight; minor ticks at 2 to 9.
function logTicks([low, high]) {
  const [from, to] = [Math.min(low, high), Math.max(low, high)];
  const [values, texts, minor] = [[], [], []];
  const step = Math.max(1, Math.ceil((to - from) / 9));
  const fine = to - from < 1.7;
  for (let exponent = Math.floor(from); exponent <= Math.ceil(to); exponent++) {
    for (let digit = 1; digit <= 9; digit++) {
      const place = exponent + Math.log10(digit);
      if (place < from || place > to) continue;
      const value = digit * 10 ** exponent;
      if (digit === 1 && exponent % step === 0) {
        values.push(value);
        texts.push(power(exponent));
      } else if (fine && (digit === 2 || digit === 5)) {
        values.push(value);
        texts.push(`${digit}×${power(exponent)}`);
      } else if (to - from <= 9) {
        minor.push(value);
      }
    }
  }
  return { tickmode: "array", tickvals: values, ticktext: texts, minor: { tickmode: "array", tickvals: minor, ticks: "outside", ticklen: 3 } };
}

// Round steps of 1, 2, 2.5 or 5 that give three to six ticks.
function niceTicks(low, high) {
  const raw = (high - low) / 5;
  const unit = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 2.5, 5, 10].map(factor => factor * unit).find(size => size >= raw * 0.9);
  const ticks = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; i++) ticks.push(i * step);
  const decimals = Math.max(0, Math.min(6, Math.ceil(-Math.log10(step) - 1e-9) + (String(step / unit).startsWith("2.5") ? 1 : 0)));
  return ticks.map(value => ({ value, text: minus(value.toFixed(decimals)) }));
}
