#!/usr/bin/env bash
# What fiche says of each fault of the disk and of each damage, word for word, and what is left: a table in Markdown.
# `benches/faults.sh PROGRAM [TESTDATA]`: PROGRAM was built with the feature `faults`, as the tests build it
# (`cargo test --release --workspace --test crash --no-run`); TESTDATA is that of the repository. As root it mounts small file
# systems too, and takes the place of a user without rights; without, those rows are left out.
set -uo pipefail
program=$(realpath "${1:?usage: faults.sh PROGRAM [TESTDATA]}")
testdata=$(realpath "${2:-$(dirname "$0")/../testdata}")
work=$(mktemp -d)
trap 'umount -q "$work"/*.mnt 2>/dev/null; rm -rf "$work"' EXIT
unset FICHE_INDEX FICHE_FAULT
export NO_COLOR=1

fiche() { timeout 120 "$program" "$@"; }

# A collection of twenty stories with an index, in a folder of the given name.
archive() {
    rm -rf "${work:?}/$1"; mkdir -p "$work/$1"
    for number in $(seq 20); do
        printf 'Story %s\n\nThe harbour was closed all day, for the %sth time.\n' "$number" "$number" > "$work/$1/$number.txt"
    done
    cd "$work/$1" && fiche index >/dev/null 2>&1
}

# A change that the next run has to write.
change() { printf 'More\n\nOne more story of the lighthouse.\n' > more.txt; }

# What is left: articles found, and what a full check says.
left() {
    local found checked
    found=$(fiche search story -n 99 --format paths --copies 2>/dev/null | wc -l)
    checked=$(fiche check 2>&1 | tail -1)
    printf '%s found; check: %s' "$found" "$checked"
}

# One row: what was done, then the command whose words are told.
row() {
    local what=$1 said code; shift
    said=$("$@" 2>&1 >/dev/null); code=$?
    said=$(printf '%s' "$said" | grep -v -e '^searching' | head -3 | tr '\n' ' ' | sed "s|$work|…|g; s/|/\\\\|/g")
    printf '| %s | `%s` → %s: %s | %s |\n' "$what" "$(printf '%s ' "${@/#$program/fiche}" | sed 's/ $//')" "$code" "$said" "$(left | sed "s|$work|…|g; s/|/\\\\|/g")"
}

faulty() { FICHE_FAULT=$1 fiche "${@:2}"; }

echo '| done | said | left |'
echo '|---|---|---|'

for error in ENOSPC EIO EROFS EACCES EDQUOT; do
    for step in file.create file.write file.sync file.delete list.write commit.write folder.sync; do
        [[ $error != ENOSPC && $step != file.write ]] && continue
        archive injected; change
        row "$error at every $step" faulty "$step:1:$error+" index
    done
done
archive injected; change
row 'ENOSPC once, then room' faulty file.write:2:ENOSPC index

for file in store idx pos term fast fieldnorm meta.json .managed.json; do
    for cut in gone empty half byte; do
        archive cut
        path=$(ls -d .fiche/*."$file" .fiche/"$file" 2>/dev/null | head -1)
        [[ -z $path ]] && continue
        size=$(stat -c %s "$path")
        case $cut in
            gone) rm "$path" ;;
            empty) truncate -s 0 "$path" ;;
            half) truncate -s $((size / 2)) "$path" ;;
            byte) truncate -s $((size - 1)) "$path" ;;
        esac
        row "$file: $cut" fiche search harbour
        row "$file: $cut, mended" fiche check --repair
    done
done
archive cut; rm ./*.txt .fiche/*.idx
row 'the lists and all sources gone' fiche check --repair
archive cut; rm ./*.txt .fiche/*.store
row 'stored articles and all sources gone' fiche check --repair

archive odd; printf 'not JSON' > .fiche/meta.json
row 'meta.json is no JSON' fiche search harbour
archive odd; sed -i 's/\\"format\\":[0-9]*/\\"format\\":999/; /^fiche-xxh3/d' .fiche/meta.json
row 'an index of a newer format' fiche search harbour
rm -rf "$work/old"; cp -r "$testdata/indexes/format-1" "$work/old"; cd "$work/old" && mv index .fiche
row 'an index of format 1' fiche search 'harbour'

archive clock; touch -d 2099-01-01 .fiche/meta.json; change; touch -d 1971-01-01 more.txt
row 'the clock went back 70 years' fiche index
# A writer that was stopped as it held the lock.
stopped() {
    archive stopped
    for number in $(seq 1000 4000); do printf 'Story %s\n\nThe quay was closed.\n' "$number" > "$number.txt"; done
    "$program" index >/dev/null 2>"$work/stopped.err" & writer=$!
    until grep -q "\"pid\":$writer," .fiche/.writer.lock 2>/dev/null || ! kill -0 $writer 2>/dev/null; do sleep .02; done
    kill -STOP $writer
}
# The writer goes on to its end; its words are told by the row behind it.
resume() { kill -CONT $writer; wait $writer; ended=$?; }
words() { cat "$work/stopped.err" >&2; return "$ended"; }

stopped
row 'a writer is stopped, holding the lock' fiche search harbour
row 'the same, a second writer' fiche index
row 'the same, one that waits a second' fiche index --wait=1
resume; row 'the first goes on' words
stopped; rm -rf .fiche
resume; row 'the folder is removed under a writer' words
stopped; cp -r .fiche copy; mv .fiche away; mv copy .fiche; mkdir -p "$work/moved"; mv away "$work/moved/.fiche"
resume; row 'the folder is replaced under a writer' words

if [[ $(id -u) == 0 ]]; then
    archive full; mkdir -p "$work/full.mnt"
    if mount -t tmpfs -o size=3m tmpfs "$work/full.mnt"; then
        cp -r "$work/full/." "$work/full.mnt"; cd "$work/full.mnt" || exit
        head -c 1800000 /dev/urandom | base64 -w 60 | split -l 200 - page-
        for page in page-*; do mv "$page" "$page.txt"; done 2>/dev/null
        row 'a disk of 3 MB fills' fiche index
        rm -f page-*; row 'the same with room again' fiche index
        mount -o remount,ro "$work/full.mnt"
        row 'a read-only disk, searched' fiche search harbour
        row 'a read-only disk, checked' fiche check
        row 'a read-only disk, written' fiche index --rebuild
        cd "$work"; umount "$work/full.mnt"
    fi
    archive rights; change; chmod 755 "$work"; chmod -R a+rX "$work/rights"
    other() { setpriv --reuid 65534 --regid 65534 --clear-groups timeout 60 "$program" "$@"; }
    row "another user's index, searched" other search harbour
    row "another user's index, written" other index
    chmod 700 .fiche
    row 'an index without the right to read' other search harbour
fi
