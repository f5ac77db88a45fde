#!/usr/bin/env bash
# What each piece of the ranking gains: the defaults with one piece switched off, beside the defaults.
#
#   benches/relevance.sh /tmp/plain              indexes and runs of the defaults
#   benches/ablation.sh /tmp/plain               a line a piece, a column a set: change of the main measure, * where p < .05
#   COST=1 benches/ablation.sh /tmp/plain        and the instructions of all questions of realtimeqa, as valgrind counts them
#
#   WITHOUT=PROGRAM benches/ablation.sh /tmp/plain   what is gained by what is done to texts and words before they are indexed
#
# PROGRAM was built with the feature `ablation`: `cargo build --release --workspace --bins --features fiche/ablation`, with a
# `--target-dir` of its own; it indexes every set once for each piece. Behind the first table stands what all pieces gain together:
# the defaults beside plain BM25 over the same words and fields.
#
# `SETS` names the sets, in place of all. `DEFAULTS` are options of `fiche eval` that hold in every run. The order of equals
# cannot be switched off.
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
standfirst as text	--weights deck=1
leftovers at all	--weights rest=0
words of asking	--weights asking=1
account that signs	--weights account=1
words said again in full	--weights repeat=1000
rarity as it is	--weights rarity=1
other spellings	--no-variants
k1 1.2, b .75	--weights k1=1.2,b=0.75,title_b=0.75'

# piece	its name for a program that can leave it out
analysis='the lead counted twice	lead
stop words that weigh nothing	stop-words
compounds searched as their parts	compounds
stemming	stemming
the list of stems	stem-list'

# Plain BM25: one weight for all fields, each word by itself.
plain='--no-variants --weights k1=1.2,b=0.75,title_b=0.75,title=1,deck=1,captions=1,proximity=0,phrase=0,rarity=1,repeat=1000,asking=1,account=1'

sets() { grep -v '^#' testdata/relevance/anchors.tsv | cut -f 1,6 | while IFS=$'\t' read -r set measure; do
  if [ -d "$judged/$set" ] && [[ -z ${SETS:-} || " $SETS " == *" $set "* ]]; then printf '%s\t%s\n' "$set" "$measure"; fi
done; }

run() { # set, measure, options
  local set=$1 depth=1000
  case $2 in *@10) depth=10 ;; esac
  shift 2
  "$fiche" eval --index "$work/indexes/$set" --topics "$judged/$set/queries.tsv" --qrels "$judged/$set/qrels.txt" \
    -n $depth "${defaults[@]}" "$@"
}

# How much a measure has changed, of what `fiche eval --compare` prints; * where p < .05.
change() { # measure
  awk -v name="$1" '$1 == name { printf " %s%s |", $4, $5 < 0.05 ? "*" : ""; exit }'
}

cost() { # options
  valgrind --tool=callgrind --callgrind-out-file=/dev/null "$fiche" eval --index "$work/indexes/realtimeqa" \
    --topics "$judged/realtimeqa/queries.tsv" --run /dev/null -n 10 "${defaults[@]}" "$@" 2>&1 |
    awk '/Collected/ { print $NF }'
}

if [ -n "${WITHOUT:-}" ]; then
  printf '| without |'
  names=$(sets | cut -f 1)
  # shellcheck disable=SC2086 # a column each
  printf ' %s |' $names
  printf '\n|---|%s\n' "$(sets | sed 's/.*/---|/' | tr -d '\n')"
  while IFS=$'\t' read -r piece name; do
    FICHE=$WITHOUT FICHE_WITHOUT=$name AGAINST=$work SETS=$(tr '\n' ' ' <<<"$names") \
      benches/relevance.sh "$work/without-$name" "${defaults[@]}" >"$work/without-$name.txt"
    printf '| %s |' "$piece"
    while IFS=$'\t' read -r set measure; do
      change "$measure" <"$work/without-$name/$set.compared"
    done < <(sets)
    echo
  done <<<"$analysis"
  exit
fi

printf '| switched off |'
sets | cut -f 1 | while read -r set; do printf ' %s |' "$set"; done
[ -z "${COST:-}" ] || printf ' instructions |'
printf '\n|---|'
sets | sed 's/.*/---|/' | tr -d '\n'
[ -z "${COST:-}" ] || printf -- '---|'
printf '\n| defaults |'
while IFS=$'\t' read -r set measure; do
  run "$set" "$measure" --run "$work/$set.ablation" >"$work/$set.full"
  printf ' %s |' "$(awk -v name="$measure" '$1 == name { print $2 }' "$work/$set.full")"
done < <(sets)
if [ -n "${COST:-}" ]; then full=$(cost) && printf ' %s |' "$full"; fi
echo
while IFS=$'\t' read -r piece options; do
  read -ra off <<<"$options"
  printf '| %s |' "$piece"
  while IFS=$'\t' read -r set measure; do
    run "$set" "$measure" "${off[@]}" --compare "$work/$set.ablation" --by "$measure" |
      change "$measure"
  done < <(sets)
  [ -z "${COST:-}" ] || awk -v now="$(cost "${off[@]}")" -v full="$full" 'BEGIN { printf " %+.0f %% |", 100 * (now / full - 1) }'
  echo
done <<<"$pieces"

printf '\n| set, measure | plain BM25 | defaults | gain | p | better, worse, same |\n|---|---|---|---|---|---|\n'
read -ra off <<<"$plain"
while IFS=$'\t' read -r set measure; do
  run "$set" "$measure" "${off[@]}" --compare "$work/$set.ablation" --by "$measure" |
    awk -v name="$measure" -v set="$set" '$1 == name && NF == 8 {
      printf "| %s %s | %s | %s | %+.4f | %s | %s, %s, %s |\n", set, name, $3, $2, -$4, $5, $7, $6, $8
      exit
    }'
done < <(sets)
