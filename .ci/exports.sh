#!/usr/bin/env bash
# Exports of the samples in every form, read by programs of others: openpyxl (XLSX), pysdmx (SDMX-CSV), frictionless (data
# packages), pyarrow (Parquet, where the program has it). Where they cannot be had, it says SKIPPED and does not fail.
# usage: .ci/exports.sh PROGRAM
set -euo pipefail
program=$(realpath "${1:?usage: .ci/exports.sh PROGRAM}")
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

write() { "$program" extract assets/samples --format "$1" -o "$work/a.$2" 2> "$work/said" || { cat "$work/said"; exit 1; }; }
write jsonl jsonl
write csv csv
write xlsx xlsx
write sdmx-csv sdmx.csv
write datapackage zip
# Only a program that was built with the feature knows this form.
if "$program" extract assets/samples --format parquet -o "$work/a.parquet" 2> /dev/null; then :; fi

tools=${JOBSCOPE_VENV:-$work/venv}
if [ ! -x "$tools/bin/python" ] && ! { python3 -m venv "$tools" \
    && "$tools/bin/pip" install --quiet frictionless 'pysdmx' pandas pyarrow openpyxl; } > "$work/said" 2>&1; then
    echo "SKIPPED: exports are not read by other programs, since those cannot be installed here"
    tail -n 1 "$work/said"
    exit 0
fi
"$tools/bin/python" .ci/exports.py "$work"
