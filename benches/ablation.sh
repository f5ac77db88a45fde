#!/usr/bin/env bash
# What each piece of the ranking gains: the defaults with one piece switched off, beside the defaults.
#
#   benches/relevance.sh /tmp/plain              indexes and runs of the defaults
#   benches/ablation.sh /tmp/plain               a line a piece, a column a set: change of the main measure, * where p < .05
#   COST=1 benches/ablation.sh /tmp/plain        and the instructions of all questions of realtimeqa, as valgrind counts them
#
# `SETS` names the sets, in place of all. `DEFAULTS` are options of `fiche eval` that hold in every run. The lead, which is
# indexed twice, cannot be switched off in a search.
set -euo pipefail
cd "$(dirname "$0")/.."
judged=${JUDGED:-../shared/collections/judged}
fiche=${FICHE:-${CARGO_TARGET_DIR:-target}/release/fiche}
work=$1
read -ra defaults <<<"${DEFAULTS:-}"

# piece	options that switch it off
pieces='nearness	--weights proximity=0
phrases beside words	--weights phrase=0
headline as text	--weights title=1
words of asking	--weights asking=1
account that signs	--weights account=1
words said again in full	--weights repeat=1000
rarity as it is	--weights rarity=1
other spellings	--no-variants
k1 1.2, b .75	--weights k1=1.2,b=0.75'

sets() { grep -v '^#' testdata/relevance/anchors.tsv | cut -f 1,6 | while IFS=$'\t' read -r set measure; do
  if [ -d "$judged/$set" ] && [[ -z ${SETS:-} || " $SETS " == *" $set "* ]]; then printf '%s\t%s\n' "$set" "$measure"; fi
done; }

run() { # set, options
  local set=$1
  shift
  "$fiche" eval --index "$work/indexes/$set" --topics "$judged/$set/queries.tsv" --qrels "$judged/$set/qrels.txt" \
    "${defaults[@]}" "$@"
}

cost() { # options
  valgrind --tool=callgrind --callgrind-out-file=/dev/null "$fiche" eval --index "$work/indexes/realtimeqa" \
    --topics "$judged/realtimeqa/queries.tsv" --run /dev/null -n 10 "${defaults[@]}" "$@" 2>&1 |
    awk '/Collected/ { print $NF }'
}

printf '| switched off |'
sets | cut -f 1 | while read -r set; do printf ' %s |' "$set"; done
[ -z "${COST:-}" ] || printf ' instructions |'
printf '\n| defaults |'
while IFS=$'\t' read -r set measure; do
  run "$set" --run "$work/$set.ablation" >"$work/$set.full"
  printf ' %s |' "$(awk -v name="$measure" '$1 == name { print $2 }' "$work/$set.full")"
done < <(sets)
if [ -n "${COST:-}" ]; then full=$(cost) && printf ' %s |' "$full"; fi
echo
while IFS=$'\t' read -r piece options; do
  read -ra off <<<"$options"
  printf '| %s |' "$piece"
  while IFS=$'\t' read -r set measure; do
    run "$set" "${off[@]}" --compare "$work/$set.ablation" --by "$measure" |
      awk -v name="$measure" '$1 == name { printf " %s%s |", $4, $5 < 0.05 ? "*" : ""; exit }'
  done < <(sets)
  [ -z "${COST:-}" ] || awk -v now="$(cost "${off[@]}")" -v full="$full" 'BEGIN { printf " %+.0f %% |", 100 * (now / full - 1) }'
  echo
done <<<"$pieces"
