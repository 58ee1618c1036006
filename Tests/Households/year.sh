#!/usr/bin/env bash
# The year's trial whole: 30,000 households with 360,000 payments, then ten times as many; optimised. Prints how long the doubts took.
set -euo pipefail
cd "$(dirname "$0")/../.."
scratch=${SCRATCH:-.build-year}
for households in ${HOUSEHOLDS:-30000 300000}; do
  ANJU_ONLY=Households ANJU_YEAR_HOUSEHOLDS=$households \
    swift test -c release -Xswiftc -enable-testing --scratch-path "$scratch" --filter YearTests 2>&1 | grep -E 'payments:|✔|✘|error' || exit 1
done
