#!/usr/bin/env bash
# Builds the single-file program into artifacts/PLATFORM for every platform, or for those named: eng/publish.sh linux-x64 win-x64
set -euo pipefail
cd "$(dirname "$0")/.."
platforms=("$@")
[ $# -gt 0 ] || platforms=(linux-x64 linux-arm64 osx-arm64 win-x64)
for platform in "${platforms[@]}"; do
  rm -rf "artifacts/$platform"
  dotnet publish src/Presage.Cli -c Release -r "$platform" -p:PublishProfile=single-file -o "artifacts/$platform" --nologo -v q
  for file in "artifacts/$platform"/*; do
    printf '%s: %s bytes\n' "$file" "$(wc -c < "$file")"
  done
done
