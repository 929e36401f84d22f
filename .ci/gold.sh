#!/usr/bin/env bash
# Scores the program on the annotated bulletins and fails below the floors of docs/floors.txt.
# Usage: gold.sh PROGRAM. The bulletins lie outside the project; without them this check is skipped, and says so.
set -euo pipefail
cd "$(dirname "$0")/.."

program=$1
gold=${JOBSCOPE_SHARED:-../shared}/extraction
dev=$gold/dev
if [ ! -f "$gold/score.py" ] || [ ! -f "$dev/dates.json" ]; then
    echo "gold: SKIPPED, no annotated bulletins at $gold (set JOBSCOPE_SHARED to their folder)"
    exit 0
fi

floor() { awk -v what="$1" '$1 == what { print $2 }' docs/floors.txt; }

out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
python3 -c 'import json, sys
for file, date in json.load(open(sys.argv[1], encoding="utf-8")).items(): print(file, date, sep="\t")' \
    "$dev/dates.json" > "$out/dates.tsv"
while IFS=$'\t' read -r file date; do
    # Exit code 1 means that the program listed problems; what it could read is on stdout all the same.
    "$program" extract "$dev/$file" --date "$date" > "$out/${file%.md}.jsonl" < /dev/null || [ $? -eq 1 ]
done < "$out/dates.tsv"

cat "$out"/*.jsonl > "$out/all"

failed=0
score() { # what, floor's name, predictions, gold files
    echo "gold: $1"
    python3 "$gold/score.py" "$3" "${@:4}" --min-chartable "$(floor "$2")" || failed=1
}
score "the seed alone" gold.seed.chartable "$out/seed.jsonl" "$dev/seed.gold.jsonl"
score "all of dev" gold.dev.chartable "$out/all" "$dev"/*.gold.jsonl
exit $failed
