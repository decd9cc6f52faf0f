#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds the fuzz target with clang and runs it over the kept corpus for some seconds.
#   tests/fuzz/run.sh [SECONDS]
# A finding is left in build/fuzz/findings; what is worth keeping goes into tests/fuzz/corpus.
set -euo pipefail
cd "$(dirname "$0")/../.."
cmake --preset fuzz >/dev/null
cmake --build --preset fuzz
findings=build/fuzz/findings
grown=$(mktemp -d)
trap 'rm -rf "$grown"' EXIT
mkdir -p "$findings"
QT_LOGGING_RULES='*=false' build/fuzz/bin/plantain_workflow_file_fuzz \
  -max_total_time="${1:-20}" -timeout=10 -rss_limit_mb=2048 -max_len=4096 -print_final_stats=1 \
  -dict=tests/fuzz/workflow.dict -artifact_prefix="$findings/" "$grown" tests/fuzz/corpus
