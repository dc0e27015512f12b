#!/bin/sh
# Runs our edit distance and item bootstrap and Python's on the same data, in turns, and writes bench/results/metrics.md.
# Needs python3 with python-Levenshtein.
set -eu
cd "$(dirname "$0")/.."
dotnet build -c Release --nologo -v quiet bench/Presage.Benchmarks
dotnet bench/Presage.Benchmarks/bin/Release/net10.0/Presage.Benchmarks.dll compare-scoring bench/peers > bench/results/metrics.md.new
mv bench/results/metrics.md.new bench/results/metrics.md
cat bench/results/metrics.md
