#!/usr/bin/env bash
# Times verdicts, the simulation and a report of 10,000 series, and writes bench/results/verdicts.md. Needs GNU time for the memory.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet build -c Release --nologo -v quiet bench/Presage.Benchmarks
dotnet build -c Release --nologo -v quiet src/Presage.Cli
bench=bench/Presage.Benchmarks/bin/Release/net10.0/Presage.Benchmarks.dll
out="$(mktemp -d)"; trap 'rm -rf "$out"' EXIT
dotnet "$bench" verdicts > "$out/result.md"

dotnet "$bench" report 10000 "$out/report.csv"
{
  echo
  echo "## A report of 10,000 series"
  echo
  echo "5,000 tasks, 8 models, exact match and cross-entropy: $(wc -l < "$out/report.csv") rows, whole process."
  echo
  echo "| command | processor seconds | wall seconds | peak memory, MiB |"
  echo "|---|--:|--:|--:|"
} >> "$out/result.md"
row() {
  name="$1"; shift
  /usr/bin/time -f '%U %S %e %M' -o "$out/time" src/Presage.Cli/bin/Release/net10.0/Presage.Cli "$@" > /dev/null
  awk -v name="$name" '{ printf "| %s | %.1f | %.1f | %d |\n", name, $1 + $2, $3, $4 / 1024 }' "$out/time" >> "$out/result.md"
}
row '`presage analyze`: page' analyze "$out/report.csv" --html "$out/report.html" --quiet
row '`presage analyze`: JSON' analyze "$out/report.csv" --no-html --json "$out/report.json" --quiet
row '`presage analyze`: page, JSON, Markdown' analyze "$out/report.csv" --html "$out/report.html" --json "$out/report.json" --markdown "$out/report.md" --quiet
mkdir -p bench/results
mv "$out/result.md" bench/results/verdicts.md
cat bench/results/verdicts.md
