#!/usr/bin/env bash
# Indexing and refreshing as whole processes, from their start to their end: fiche beside the least program on bare tantivy, which stores
# titles and bodies and indexes them with positions and the same stemmer, and beside `find`, which asks size and time of every file. The
# runs take turns, so that what else the machine does weighs on all alike: hyperfine, which runs one after the other, would not do.
#
#   benches/processes.sh [CORPUS] [RUNS] [FILES] [FOLDER]
#
# CORPUS is a file of one JSON object a line, .jsonl or .jsonl.zst, or a number of made-up articles (default 50000). RUNS (default 5) is
# how often each indexes, and half as often again is refreshed. FILES (default 100000) made-up articles are written as a file each.
# FOLDER, on the disk that is to be measured, gets all of it and is emptied at the end; without it a temporary one does.
set -euo pipefail
cd "$(dirname "$0")/.."

corpus=${1:-50000}
runs=${2:-5}
files=${3:-100000}
work=$(mktemp -d ${4:+-p "$4"})
trap 'rm -rf "$work"' EXIT

cargo build --quiet --release --workspace --bins --examples
programs=${CARGO_TARGET_DIR:-target}/release
fiche=$programs/fiche
examples=$programs/examples

# The columns of compare_runs, in milliseconds, under names.
named() {
  for name in "$@"; do
    IFS= read -r figures
    printf '  %-28s %s\n' "$name" "$figures"
  done
}

bytes_of() { du -sb "$1" | cut -f1; }

if [[ $corpus =~ ^[0-9]+$ ]]; then
  "$examples/write_corpus" "$corpus" >"$work/made-up.jsonl"
  corpus=$work/made-up.jsonl
fi
corpus=$(realpath "$corpus")
mkdir "$work/collection"
ln -s "$corpus" "$work/collection/"

echo "indexing $(basename "$corpus"), $(bytes_of "$corpus") bytes: median ms, quickest, ratio"
"$examples/compare_runs" "$runs" \
  -- sh -c 'rm -rf "$1" && "$0" index "$2" --index "$1"' "$fiche" "$work/fiche" "$work/collection" \
  -- sh -c 'rm -rf "$1" && "$0" "$2" "$1"' "$examples/bare_index" "$work/bare" "$corpus" |
  named fiche 'bare tantivy'
echo "size: fiche $(bytes_of "$work/fiche") bytes, bare tantivy $(bytes_of "$work/bare")"
for index in fiche bare; do
  echo "  $index" && "$examples/space_by_field" "$work/$index" | sed 's/^/  /'
done
rm -rf "$work/fiche" "$work/bare"

# A hundred files a folder, a day old: what is older than the last commit is trusted by its size and time.
mkdir "$work/files"
"$examples/write_corpus" "$files" | split -l 100 -d -a 6 - "$work/files/"
for part in "$work"/files/*; do
  mv "$part" "$part.part" && mkdir "$part"
  split -l 1 -d -a 2 --additional-suffix=.json "$part.part" "$part/" && rm "$part.part"
done
find "$work/files" -type f -exec touch -d yesterday {} +

index=("$fiche" index "$work/files" --index "$work/fiche")
echo "$files files of one article, $(bytes_of "$work/files") bytes"
"${index[@]}" 2>&1 | sed 's/^/  /'
echo "refresh of them, warm: median ms, quickest, ratio"
# shellcheck disable=SC2016
"$examples/compare_runs" $((runs + runs / 2)) \
  -- sh -c 'echo >>"$0" && exec "$@"' "$work/files/000000/00.json" "${index[@]}" \
  -- "${index[@]}" \
  -- find "$work/files" -type f -printf '%s %T@ %p\n' |
  named 'fiche, one file changed' 'fiche, nothing changed' 'find, size and time'
