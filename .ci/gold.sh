#!/usr/bin/env bash
# Scores the program on the annotated batches and fails below the floors of docs/floors.txt.
# Usage: gold.sh PROGRAM. The batches lie outside the project; without them this check is skipped, and says so.
set -euo pipefail
cd "$(dirname "$0")/.."

program=$1
gold=${JOBSCOPE_SHARED:-../shared}/extraction
if [ ! -f "$gold/score.py" ]; then
    echo "gold: SKIPPED, no annotated bulletins at $gold (set JOBSCOPE_SHARED to their folder)"
    exit 0
fi

floor() { awk -v what="gold.$1.chartable" '$1 == what { print $2 }' docs/floors.txt; }

out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
score() { # NAME PREDICTED GOLD...
    local name=$1 predicted=$2
    shift 2
    echo "gold: $name, floor $(floor "$name")"
    python3 "$gold/score.py" "$predicted" "$@" --min-chartable "$(floor "$name")"
}
for batch in dev dev-b dev-c dev-d own press government bulletins passages fresh seventh eighth; do
    folder=$gold/$batch
    [ "$batch" != own ] || folder=tests/annotated
    case $batch in press | government | bulletins | passages | fresh | seventh | eighth) folder=tests/annotated-$batch ;; esac
    dates=$folder/dates.json
    [ -f "$dates" ] || { echo "gold: SKIPPED $batch, not there"; continue; }
    python3 -c 'import json, sys
for file, date in json.load(open(sys.argv[1], encoding="utf-8")).items(): print(file, date, sep="\t")' "$dates" |
        while IFS=$'\t' read -r file date; do
            # Exit code 1 means that the program listed problems; what it could read is on stdout all the same.
            "$program" extract "$folder/$file" --date "$date" 2> /dev/null < /dev/null || [ $? -eq 1 ]
        done > "$out/$batch.jsonl"
    [ "$batch" != dev ] || score seed "$out/dev.jsonl" "$gold/dev/seed.gold.jsonl"
    score "$batch" "$out/$batch.jsonl" "$folder"/*.gold.jsonl
done
