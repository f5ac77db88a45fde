#!/usr/bin/env bash
# How good the ranking is, on every judged collection that is here, in one table beside other engines.
#
#   benches/relevance.sh [DIR] [option of `fiche eval`]...
#
# DIR keeps the indexes and the runs; an earlier DIR in AGAINST adds the p of the paired randomisation test for the main
# measure of each set. `SETS` names the sets, in place of all. Example, what feedback does:
#
#   benches/relevance.sh /tmp/plain
#   AGAINST=/tmp/plain benches/relevance.sh /tmp/expanded --expand
set -euo pipefail
cd "$(dirname "$0")/.."
judged=${JUDGED:-../shared/collections/judged}
fiche=${FICHE:-${CARGO_TARGET_DIR:-target}/release/fiche}
anchors=testdata/relevance/anchors.tsv
work=${1:-$(mktemp -d)}
shift || true
mkdir -p "$work"
work=$(cd "$work" && pwd)
judged=$(cd "$judged" && pwd)

# An index of each set, in a folder with its settings: where the question is the headline, that is not indexed.
index() {
  local folder=$work/collections/$1
  [ ! -d "$work/indexes/$1" ] || return 0
  mkdir -p "$folder"
  ln -sf "$judged/$1"/corpus.jsonl* "$folder/"
  case $1 in
  bbc_headlines | masakhanews_fra) printf '[fields]\nskip = ["headline"]\n' >"$folder/fiche.toml" ;;
  esac
  "$fiche" index "$folder" --index "$work/indexes/$1" >"$work/$1.log" 2>&1 || [ $? -eq 2 ]
}

value() { awk -v name="$1" '$1 == name { print $2 }' "$2"; }

means=$work/means.tsv
: >"$means"
printf '%-16s %-7s %6s %6s %6s   %-7s | %-7s %8s %8s %8s %8s %9s | %s\n' \
  set topics R@100 S@10 P@10 nDCG@10 'Luc.9' 'Luc1.2' '+RM3' best measure ours 'plain BM25, p'
while IFS=$'\t' read -r set low high rm3 best measure plain; do
  [ -d "$judged/$set" ] || continue
  [[ -z ${SETS:-} || " $SETS " == *" $set "* ]] || continue
  index "$set"
  compare=()
  [ -z "${AGAINST:-}" ] || compare=(--compare "$AGAINST/$set.run" --by "$measure")
  run() {
    "$fiche" eval --index "$work/indexes/$set" --topics "$judged/$set/queries.tsv" \
      --qrels "$judged/$set/qrels.txt" "$@"
  }
  run --run "$work/$set.run" "${@:1}" >"$work/$set.txt"
  p=
  if [ -n "${AGAINST:-}" ]; then
    run "${compare[@]}" "${@:1}" >"$work/$set.compared"
    p=$(awk -v name="$measure" '$1 == name { print $4, "p", $5; exit }' "$work/$set.compared")
  fi
  of() { value "$1" "$work/$set.txt"; }
  printf '%-16s %-7s %6s %6s %6s   %-7s | %-7s %8s %8s %8s %8s %9s | %s %s\n' "$set" "$(of topics)" \
    "$(of R@100)" "$(of S@10)" "$(of P@10)" "$(of nDCG@10)" \
    "$low" "$high" "$rm3" "$best" "$measure" "$(of "$measure")" "$plain" "$p"
  [ "$high" = - ] || printf '%s\t%s\t%s\n' "$(of nDCG@10)" "$high" "$best" >>"$means"
done < <(grep -v '^#' "$anchors")
# One figure for all: on how many sets nDCG@10 is above the others', and its mean.
awk '{ ours += $1; lucene += $2; best += $3; above += $1 > $3 }
  END { if (NR) printf "nDCG@10, mean of %d sets: ours %.4f, Lucene 1.2/.75 %.4f, the best of ten on each %.4f, above it on %d\n",
    NR, ours / NR, lucene / NR, best / NR, above }' "$means"
echo "runs and measures are in $work"
