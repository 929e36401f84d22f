"""Reads the exports in a folder with programs of others, and compares them with the JSON Lines beside them."""

import csv
import datetime
import json
import sys
from pathlib import Path

folder = Path(sys.argv[1])
rows = [json.loads(line) for line in (folder / "a.jsonl").read_text("utf-8").splitlines()]
assert len(rows) > 50, f"only {len(rows)} observations in the samples"
columns = list(rows[0])


def check_csv():
    with open(folder / "a.csv", encoding="utf-8-sig", newline="") as file:
        table = list(csv.DictReader(file))
    assert list(table[0]) == columns, list(table[0])
    for row, cells in zip(rows, table, strict=True):
        assert float(cells["value"]) == row["value"] and cells["sentence"].lstrip("'") == row["sentence"].lstrip("'")


def check_xlsx():
    import openpyxl

    book = openpyxl.load_workbook(folder / "a.xlsx")
    assert len(book.sheetnames) == 3, book.sheetnames
    data = book.worksheets[0]
    assert data.freeze_panes == "A3" and data.auto_filter.ref.startswith("A2:"), (data.freeze_panes, data.auto_filter.ref)
    titles, names, *table = data.iter_rows(values_only=True)
    assert [name for name in names if name in columns] == columns and titles != names, names
    for row, cells in zip(rows, table, strict=True):
        cells = dict(zip(names, cells))
        for name in columns:
            told, cell = row[name], cells[name]
            if name in ("period_start", "period_end") and told:
                assert isinstance(cell, datetime.datetime) and cell.date().isoformat() == told, (name, cell)
            elif told == "":
                assert cell is None, (name, cell)
            else:
                assert cell == told and type(cell) in ((str,) if isinstance(told, str) else (int, float)), (name, cell)
    for sheet in book:
        for line in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in line), "a formula"
    assert book.worksheets[1].max_row > 10, "no sources"


def check_sdmx():
    from pysdmx.io import read_sdmx

    message = read_sdmx(folder / "a.sdmx.csv", validate=False)
    n_rows, keys = 0, set()
    dimensions = ["REF_AREA", "INDICATOR", "MEASURE", "STANDING", "STATEMENT", "FREQ", "TIME_PERIOD"]
    values = []
    for dataset in message.data:
        structure = dataset.structure if isinstance(dataset.structure, str) else dataset.short_urn
        assert "JOBSCOPE:" in structure and "(1.0.0)" in structure, structure
        frame = dataset.data
        is_dated = "OBSERVATIONS" in structure
        for record in frame.to_dict("records"):
            key = tuple(record[name] for name in dimensions if is_dated or name not in ("FREQ", "TIME_PERIOD"))
            assert key not in keys and all(key), f"the key {key} stands twice or has a gap"
            keys.add(key)
            values.append(float(record["OBS_VALUE"]))
        n_rows += len(frame)
    assert n_rows == len(rows), (n_rows, len(rows))
    assert sorted(values) == sorted(row["value"] for row in rows)


def check_package():
    from frictionless import Package

    package = Package(str(folder / "a.zip"))
    report = package.validate()
    assert report.valid, report.flatten(["type", "fieldName", "rowNumber", "note"])[:5]
    table = package.get_resource("observations").read_rows()
    assert [float(row["value"]) for row in table] == [row["value"] for row in rows]


def check_parquet():
    import pyarrow.parquet

    table = pyarrow.parquet.read_table(folder / "a.parquet")
    assert table.column_names == columns, table.column_names
    for row, cells in zip(rows, table.to_pylist(), strict=True):
        for name in columns:
            told, cell = row[name], cells[name]
            if isinstance(cell, datetime.date):
                cell = cell.isoformat()
            assert cell == told or (cell is None and told == ""), (name, cell, told)


checks = {"csv": check_csv, "xlsx": check_xlsx, "sdmx.csv": check_sdmx, "zip": check_package, "parquet": check_parquet}
for ending, check in checks.items():
    if not (folder / f"a.{ending}").exists():
        assert ending == "parquet", f"there is no a.{ending}"
        print("exports: this program writes no Parquet")
        continue
    check()
    print(f"exports: a.{ending} holds all {len(rows)} observations")
