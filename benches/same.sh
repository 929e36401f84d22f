#!/bin/sh
# Compares what two builds say about the same files, for changes that may touch the speed and nothing else:
#   benches/same.sh OLD NEW FILE...
# Dates are read from a dates.json beside the file, if there is one.
old=$1 new=$2 status=0
shift 2
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
for file; do
    dates=$(dirname "$file")/dates.json
    date=$(sed -n "s/.*\"$(basename "$file")\": *\"\([-0-9]*\)\".*/\1/p" "$dates" 2>/dev/null)
    for command in extract articles tag; do
        "$old" $command "$file" ${date:+--date "$date"} >"$here/old" 2>/dev/null
        "$new" $command "$file" ${date:+--date "$date"} >"$here/new" 2>/dev/null
        # Builds before November 2026 list some mentions twice.
        [ $command = tag ] && for side in old new; do awk '!seen[$0]++' "$here/$side" >"$here/x" && mv "$here/x" "$here/$side"; done
        if cmp -s "$here/old" "$here/new"; then
            echo "same $command $(wc -l <"$here/new") $file"
        else
            echo "DIFFERS $command $file"
            status=1
        fi
    done
done
exit $status
