#!/bin/sh
# Trains the same models with the Lab and with PyTorch, in turns, and writes bench/results/lab.md.
# Needs python3-torch and a fast BLAS for it (libopenblas0-pthread); LD_LIBRARY_PATH may name the folder of one that is only unpacked.
# --quick takes fewer and shorter rounds.
set -eu
cd "$(dirname "$0")/.."
dotnet build -c Release --nologo -v quiet bench/Presage.Benchmarks
dotnet bench/Presage.Benchmarks/bin/Release/net10.0/Presage.Benchmarks.dll compare-lab bench/peers "$@" > bench/results/lab.md.new
mv bench/results/lab.md.new bench/results/lab.md
cat bench/results/lab.md
