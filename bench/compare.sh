#!/bin/sh
# Runs our fits and SciPy's on the same data, in turns, and writes bench/results/laws.md. Needs python3 with SciPy.
# Arguments go on: --full lets SciPy do all the work, and a path names the table of points of Hoffmann et al. (2022).
set -eu
cd "$(dirname "$0")/.."
dotnet build -c Release --nologo -v quiet bench/Presage.Benchmarks
dotnet bench/Presage.Benchmarks/bin/Release/net10.0/Presage.Benchmarks.dll compare bench/peers "$@" > bench/results/laws.md.new
mv bench/results/laws.md.new bench/results/laws.md
cat bench/results/laws.md
