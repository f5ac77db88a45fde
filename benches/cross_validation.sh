#!/usr/bin/env bash
# Whether the defaults of the ranking hold on collections that they were not chosen on: coordinate ascent on all judged
# collections but one, measured on that one, each left out once.
#
#   benches/relevance.sh /tmp/plain                      the indexes
#   benches/cross_validation.sh /tmp/plain               from the defaults
#   benches/cross_validation.sh /tmp/plain --from-plain  from plain BM25
#
# Of the questions in several languages on the same paragraphs only the English ones take part: the others are no new
# collection. `SETS` names the sets, in place of those.
set -euo pipefail
cd "$(dirname "$0")/.."
judged=${JUDGED:-../shared/collections/judged}
sets=${SETS:-cacm cranfield medline npl realtimeqa clef2020 bbc_headlines masakhanews_fra xquad_en}
program=${CARGO_TARGET_DIR:-target}/release/examples/choose_weights
work=$1
shift
collections=()
for set in $sets; do
  measure=$(awk -F '\t' -v set="$set" '$1 == set { print $6 }' testdata/relevance/anchors.tsv)
  collections+=("$work/indexes/$set" "$judged/$set/queries.tsv" "$judged/$set/qrels.txt" "$measure")
done
"$program" "$@" "${collections[@]}"
