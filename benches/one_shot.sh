#!/usr/bin/env bash
# One search as a whole process, from its start to its last hit: fiche beside the least program on bare tantivy, which opens an index
# of titles and bodies and prints the ten best titles. Both search the same corpus; the runs of a query take turns.
#
#   benches/one_shot.sh [CORPUS] [RUNS] [FOLDER]
#
# CORPUS is a file of one JSON object a line, .jsonl or .jsonl.zst, or a number of made-up articles (default 26158). RUNS (default 41) is
# how often each command runs. FOLDER keeps the indexes for the next time; without it they are temporary. QUERIES in the environment,
# one a line, are asked instead of those that suit news or the made-up corpus.
set -euo pipefail
cd "$(dirname "$0")/.."

corpus=${1:-26158}
runs=${2:-41}
folder=${3:-}
if [[ -z $folder ]]; then
  folder=$(mktemp -d)
  trap 'rm -rf "$folder"' EXIT
fi
mkdir -p "$folder"

cargo build --quiet --release --workspace --bins --examples
programs=${CARGO_TARGET_DIR:-target}/release

if [[ $corpus =~ ^[0-9]+$ ]]; then
  queries=${QUERIES:-$("$programs/examples/write_corpus" "$corpus" 5)}
  # Indexes of this size that `tails` has kept in the folder are of the same articles.
  if [[ ! (-d $folder/fiche && -d $folder/bare-stemmed) ]]; then
    "$programs/examples/write_corpus" "$corpus" >"$folder/made-up.jsonl"
  fi
  corpus=$folder/made-up.jsonl
else
  queries=${QUERIES:-$'prime minister\nmariupol evacuation\nelection results'}
fi

# The collection is named by a folder that holds a link to it, so that nothing is written beside the corpus.
if [[ ! -d $folder/fiche ]]; then
  mkdir -p "$folder/collection"
  ln -sf "$(realpath "$corpus")" "$folder/collection/"
  "$programs/fiche" index "$folder/collection" --index "$folder/fiche" >&2
fi
[[ -d $folder/bare-stemmed ]] || "$programs/examples/bare_index" "$corpus" "$folder/bare-stemmed" >&2

# As they are installed: a program that the linker has just written lies in the system's memory in small pieces, and takes a tenth longer.
mkdir -p "$folder/installed"
cp "$programs/fiche" "$programs/examples/bare_search" "$folder/installed/"

printf '%-24s %-20s %9s %8s %6s\n' query program 'median ms' 'quickest' 'ratio'
while IFS= read -r query; do
  search=("$folder/installed/fiche" search "$query" --index "$folder/fiche")
  names=(fiche 'fiche, no passages' 'fiche, paths' 'bare tantivy')
  "$programs/examples/compare_runs" "$runs" \
    -- "${search[@]}" \
    -- "${search[@]}" --snippets 0 \
    -- "${search[@]}" --format paths \
    -- "$folder/installed/bare_search" "$folder/bare-stemmed" "$query" |
    for name in "${names[@]}"; do
      IFS= read -r figures
      printf '%-24s %-20s %s\n' "$query" "$name" "$figures"
    done
done <<<"$queries"
