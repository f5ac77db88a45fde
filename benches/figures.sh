#!/usr/bin/env bash
# The table of README.md: what searches take, warm and as whole processes, beside bare tantivy over the same made-up articles.
#
#   benches/figures.sh [ARTICLES] [FOLDER]
#
# ARTICLES is their number (default 1000000, ten minutes and 5 GB of disk). FOLDER keeps the indexes for the next time; without it they are
# temporary. What is measured, and how, is said in `benches/tails.rs` and `one_shot.sh`.
set -euo pipefail
cd "$(dirname "$0")/.."

articles=${1:-1000000}
folder=${2:-}
if [[ -z $folder ]]; then
  folder=$(mktemp -d)
  trap 'rm -rf "$folder"' EXIT
fi
export FICHE_BENCH_FOLDER=$folder FICHE_BENCH_ARTICLES=$articles

echo "| $articles articles | fiche: mean, p50, p99 | bare tantivy | ratio of means | of p99 |"
echo '|---|---|---|---|---|'
cargo bench --quiet --workspace --bench tails | awk '
  # The last six columns are figures: mean, p50, p95, p99, slowest, ratio.
  $1 == "fiche" { mean = $(NF - 5); p50 = $(NF - 4); p99 = $(NF - 2) }
  $1 == "bare" {
    name = $2
    for (at = 3; at <= NF - 6; at++) name = name " " $at
    row = "| %s | %s, %s, %s µs | %s, %s, %s µs | %.2f | %.2f |\n"
    printf row, name, mean, p50, p99, $(NF - 5), $(NF - 4), $(NF - 2), mean / $(NF - 5), p99 / $(NF - 2)
  }'
benches/one_shot.sh "$articles" 41 "$folder/$articles" | awk '
  # A query, a program and three figures, of which the first is the median; of all queries the medians are added up.
  match($0, /(fiche|fiche, no passages|fiche, paths|bare tantivy) +[0-9.]+ +[0-9.]+ +[0-9.]+$/) {
    program = substr($0, RSTART)
    sub(/ +[0-9.]+ +[0-9.]+ +[0-9.]+$/, "", program)
    if (!(program in sums)) order[++programs] = program
    sums[program] += $(NF - 2)
    queries += program == "bare tantivy"
  }
  END {
    bare = sums["bare tantivy"]
    for (at = 1; at < programs; at++) {
      program = order[at]
      row = "| one process: %s | %.1f ms | %.1f ms | %.2f | – |\n"
      printf row, program, sums[program] / queries, bare / queries, sums[program] / bare
    }
  }'
