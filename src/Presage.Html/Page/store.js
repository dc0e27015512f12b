// The packed data. The overview is unpacked at once, everything else when it is first asked for.

let overview = null;
const unpacked = new Map();

const documentRead = new Promise(resolve => {
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", resolve, { once: true });
  else resolve();
});

async function unpack(name) {
  const packed = byId(`data-${name}`).textContent;
  const bytes = Uint8Array.from(atob(packed), letter => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}

async function list(name) {
  await documentRead;
  if (!unpacked.has(name)) unpacked.set(name, unpack(name));
  return unpacked.get(name);
}

// The series at an index of the overview, with its points in rows and its laws matched with their lines.
async function details(index) {
  const chunk = await list(`series-${Math.floor(index / overview.chunkSize)}`);
  const series = chunk.series[index % overview.chunkSize];
  series.rows ??= rows(series.points, chunk.paths);
  if (series.forecast) series.forecast.targets ??= targets(series.forecast);
  let positions = null;
  for (const line of series.drawn) positions = line.positions ??= positions;
  return series;
}

// Seven quantiles for each target: 5, 10, 25, 50, 75, 90 and 95 %.
function targets({ at = [], gap, quantiles, leavesChance }) {
  return at.map((place, i) => ({ at: place, gap: gap[i], quantiles: quantiles.slice(7 * i, 7 * i + 7), leavesChance: leavesChance?.[i] ?? undefined }));
}

function rows(columns, paths) {
  return columns.run.map((run, i) => ({
    run: overview.runs[run],
    value: columns.value[i],
    standardError: columns.standardError?.[i] ?? null,
    samples: columns.samples?.[i] ?? null,
    samplesFrom: columns.samplesFrom[i],
    lower: columns.lower?.[i] ?? null,
    upper: columns.upper?.[i] ?? null,
    pValue: columns.pValue?.[i] ?? null,
    samplesNeeded: columns.samplesNeeded?.[i] ?? null,
    upperBound: columns.upperBound?.[i] ?? null,
    conflicting: columns.conflicting[i] === 1,
    origins: pairs(columns.origins[i]).map(([path, record]) => ({ path: paths[path], record })),
  }));
}

function pairs(flat) {
  const found = [];
  for (let i = 0; i < flat.length; i += 2) found.push([flat[i], flat[i + 1]]);
  return found;
}

// The chart library is read as text and run when the first chart is opened.
let plotlyReady = null;

function plotly() {
  return plotlyReady ??= documentRead.then(() => {
    const script = document.createElement("script");
    script.textContent = byId("plotly").textContent;
    document.head.append(script);
    if (!window.Plotly) throw new Error("The chart library did not start.");
    return window.Plotly;
  });
}
