#!/usr/bin/env bash
# Times the program as a whole process, start-up included, and writes bench/results/whole-process.md.
# Usage: bench/whole-process.sh FOLDER-OF-PYTHIA-RESULTS [RUNS]
set -euo pipefail
cd "$(dirname "$0")/.."
data="${1:?the folder with the zero- and five-shot Pythia results}"; runs="${2:-9}"
dotnet build src/Presage.Cli -c Release -v quiet --nologo
program=src/Presage.Cli/bin/Release/net10.0/Presage.Cli
out="$(mktemp -d)"; trap 'rm -rf "$out"' EXIT
files=$(find "$data" -name '*.json' | wc -l)

median() { sort -n | awk '{ v[NR] = $1 } END { printf "%.3f | %.3f | %.3f", v[1], v[int((NR + 1) / 2)], v[NR] }'; }
row() {
  name="$1"; shift
  "$@" >/dev/null
  for _ in $(seq "$runs"); do
    start=$EPOCHREALTIME; "$@" >/dev/null; end=$EPOCHREALTIME
    awk -v a="$start" -v b="$end" 'BEGIN { printf "%.4f\n", b - a }'
  done | { printf '| %s | ' "$name"; median; printf ' |\n'; }
}

{
  echo "# Whole process"
  echo
  echo "Wall seconds from start to exit, $runs runs after a warm-up, $(nproc) cores, $(grep -m1 'model name' /proc/cpuinfo | cut -d: -f2 | xargs), .NET $(dotnet --version)."
  echo "Command: \`bench/whole-process.sh\` on the $files zero- and five-shot Pythia result files."
  echo
  echo "| command | least | median | most |"
  echo "|---|---|---|---|"
  row "\`presage --help\`" "$program" --help
  row "\`presage analyze\`: read, fitted, page" "$program" analyze "$data" --html "$out/report.html"
  row "the same, with JSON and Markdown" "$program" analyze "$data" --html "$out/report.html" --json "$out/report.json" --markdown "$out/report.md"
  echo
  command -v /usr/bin/time >/dev/null && {
    /usr/bin/time -f '%M' -o "$out/memory" "$program" analyze "$data" --html "$out/report.html" >/dev/null
    echo "Peak resident memory of \`presage analyze\` with the page: $(($(cat "$out/memory") / 1024)) MiB."
  }
} | tee "$out/result.md"
mkdir -p bench/results
mv "$out/result.md" bench/results/whole-process.md
