#!/usr/bin/env python3
"""Prints every annotated figure that one program reads rightly and another does not.

Usage: lost.py BEFORE NOW FOLDER...
BEFORE and NOW are programs, each FOLDER an annotated batch with its dates.json. A total hides what a change loses behind what it
gains: read this list before a change is kept, and the other way round (NOW BEFORE) to see what it gained.
"""

import json
import subprocess
import sys
from pathlib import Path

COLUMNS = [
    "quote", "ref_area", "indicator", "measure", "status", "value", "value_high", "unit", "bound",
    "period_start", "period_end", "period_kind",
]


def rows(text):
    """The figures of JSON Lines, each as its columns; annotations may leave out those that are empty."""
    return {tuple(str(json.loads(line).get(column, "")) for column in COLUMNS) for line in text.splitlines() if line.strip()}


def read(program, file, date):
    # Exit code 1 means that the program listed problems; what it could read is on stdout all the same.
    result = subprocess.run([program, "extract", file, "--date", date], capture_output=True, text=True)
    if result.returncode > 1:
        sys.exit(f"{program} failed on {file}: {result.stderr}")
    return rows(result.stdout)


def main(before, now, folders):
    for folder in map(Path, folders):
        gold = {}
        for file in sorted(folder.glob("*.gold.jsonl")):
            for line in file.read_text(encoding="utf-8").splitlines():
                if line.strip():
                    gold.setdefault(json.loads(line)["bulletin"], []).append(line)
        for name, date in json.loads((folder / "dates.json").read_text(encoding="utf-8")).items():
            right = rows("\n".join(gold.get(name, [])))
            had, has = (read(program, folder / name, date) for program in (before, now))
            for row in sorted((had & right) - has):
                instead = [" ".join(other[1:]) for other in sorted(has - had) if other[0] == row[0]]
                print(folder / name, " ".join(row), "now:", *(instead or ["nothing"]), sep=" | ")


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
