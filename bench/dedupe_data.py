"""The data sets with known duplicates: where they are, which column is what, and what the truth is."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from bench.people import make
from crmcli.dedupe.columns import Column
from crmcli.dedupe.name_forms import SEPARATOR
from crmcli.dedupe.records import Records, from_columns
from crmcli.normalize.names import pinyin

Row = dict[str, str]


class DataSet(NamedTuple):
    name: str
    kind: str
    """Which settings Splink gets: ``bench.dedupe_peer``."""
    rows: list[Row]
    """With the truth in ``truth``: equal for rows of one customer."""
    fields: dict[str, str]
    """Column → field of ``crmcli.dedupe.records.FIELDS``."""
    bar: float | None
    """F1 after clustering at the shipped threshold, at least; without, Splink's best."""
    region: str = "CN"
    """Of phones without a country."""


_FEBRL = {
    "given_name": "given_name", "surname": "family_name", "street_number": "address", "address_1": "address",
    "address_2": "district", "suburb": "city", "postcode": "postcode", "date_of_birth": "birthday", "soc_sec_id": "id_number",
}  # fmt: skip
_FEBRL_FILES = {
    "FEBRL 1": (("dataset1.csv",), 1.0), "FEBRL 2": (("dataset2.csv",), 1.0), "FEBRL 3": (("dataset3.csv",), 0.9997),
    "FEBRL 4": (("dataset4a.csv", "dataset4b.csv"), 0.9999),
}  # fmt: skip
_HISTORICAL = {
    "full_name": "name", "first_name": "given_name", "surname": "family_name", "dob": "birthday", "birth_place": "city",
    "postcode_fake": "postcode", "gender": "gender", "occupation": "occupation",
}  # fmt: skip
_FAKE = {"first_name": "given_name", "surname": "family_name", "dob": "birthday", "city": "city", "email": "email"}
_PEOPLE = {
    name: name for name in ("kind", "name", "phone", "email", "birthday", "id_number", "company", "city", "address")
}


def data_sets(folder: Path) -> Iterator[DataSet]:
    """Those whose files are there."""
    for name, (files, bar) in _FEBRL_FILES.items():
        if all((folder / "febrl" / file).exists() for file in files):
            rows = [row for file in files for row in _read(folder / "febrl" / file)]
            yield DataSet(name, "febrl", [row | {"truth": row["rec_id"].split("-")[1]} for row in rows], _FEBRL, bar)
    if (file := folder / "historical_50k.csv").exists():
        yield DataSet(
            "historical_50k", "historical", [row | {"truth": row["cluster"]} for row in _read(file)], _HISTORICAL, 0.90
        )
    if (file := folder / "splink_fake_1000.csv").exists():
        yield DataSet("splink_fake_1000", "fake", [row | {"truth": row["cluster"]} for row in _read(file)], _FAKE, None)
    if (file := folder / "restaurant" / "restaurant-nophone-training.csv").exists():
        rows = [row | {"kind": "company", "truth": row["unique_id"]} for row in _read(file)]
        fields = {"name": "name", "address": "address", "city": "city", "cuisine": "occupation", "kind": "kind"}
        yield DataSet("restaurant", "company", rows, fields, None)
    if (folder / "fodors_zagats").exists():
        yield _two_guides(folder / "fodors_zagats")


def people(count: int = 10_000, seed: int = 2026) -> DataSet:
    return DataSet(f"CRM-like, {count:,}", "people", make(count, seed), _PEOPLE | {"wechat": "handle"}, None)


def _two_guides(folder: Path) -> DataSet:
    pairs = {row["fodors_id"]: row["zagats_id"] for row in _read(folder / "matches_fodors_zagats.csv")}
    first = [
        row | {"truth": f"z{pairs[row['id']]}" if row["id"] in pairs else f"f{row['id']}"}
        for row in _read(folder / "fodors.csv")
    ]
    second = [row | {"truth": f"z{row['id']}"} for row in _read(folder / "zagats.csv")]
    rows = [row | {"kind": "company"} for row in first + second]
    fields = {"name": "name", "addr": "address", "city": "city", "phone": "phone", "type": "occupation", "kind": "kind"}
    return DataSet("fodors_zagats", "company", rows, fields, None)


def _read(file: Path) -> list[Row]:
    with file.open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(stream, skipinitialspace=True)
        return [{key.strip(): (value or "").strip().strip("'") for key, value in row.items()} for row in rows]


def write(rows: list[Row], file: Path) -> None:
    with file.open("w", encoding="utf-8", newline="") as stream:
        names = list(dict.fromkeys(name for row in rows for name in row))
        writer = csv.DictWriter(stream, names)
        writer.writeheader()
        writer.writerows(rows)


def records_of(data: DataSet) -> Records:
    columns = {name: [row.get(name, "") for row in data.rows] for name in data.fields}
    return from_columns(columns, data.fields, region=data.region)


def write_normalised(data: DataSet, file: Path) -> None:
    """What Splink is given: the keys that our engine compares too, one column each, so that it need not normalise."""
    records = records_of(data)
    names = [text.split(SEPARATOR) if text else [""] * 3 for text in _texts(records.columns["name"])]
    columns = {"unique_id": [str(at) for at in range(len(records))], "truth": [row["truth"] for row in data.rows]}
    if "given_name" in data.fields.values():
        columns |= {"given_name": [one[1] for one in names], "family_name": [one[2] for one in names]}
        columns["both_names"] = [f"{one[1]} {one[2]}".strip() for one in names]
    else:
        columns["name"] = [one[0] for one in names]
    if data.kind in ("people", "firms"):
        columns["pinyin"] = [pinyin(one[0]) for one in names]
    columns |= {name: _texts(column) for name, column in records.columns.items() if name != "name" and column.known}
    columns |= {name: _first(records, name) for name, column in records.several.items() if column.known}
    write([dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)], file)


def _texts(column: Column) -> list[str]:
    return [column.values[code] if code >= 0 else "" for code in column.codes.tolist()]


def _first(records: Records, name: str) -> list[str]:
    column, out = records.several[name], [""] * len(records)
    for owner, code in zip(column.owners.tolist(), column.codes.tolist(), strict=True):
        out[owner] = out[owner] or column.values[code]
    return out
