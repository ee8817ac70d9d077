"""The floor: nothing but csv.reader and an upsert into a table with two unique keys. Used: FILE DATABASE."""

import csv
import sqlite3
import sys

COLUMNS = ("external", "name", "phone", "email", "city", "company", "gender", "birthday", "source", "note")


def main(file: str, database: str) -> None:
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute(
        "CREATE TABLE customers (id INTEGER PRIMARY KEY, external TEXT, name TEXT, phone TEXT UNIQUE, "
        "email TEXT UNIQUE, city TEXT, company TEXT, gender TEXT, birthday TEXT, source TEXT, note TEXT)"
    )
    sets = ", ".join(f"{name} = excluded.{name}" for name in COLUMNS)
    marks = ", ".join("?" * len(COLUMNS))
    sql = (
        f"INSERT INTO customers ({', '.join(COLUMNS)}) VALUES ({marks}) "
        f"ON CONFLICT (email) DO UPDATE SET {sets} ON CONFLICT (phone) DO UPDATE SET {sets}"
    )
    with open(file, newline="", encoding="utf-8") as stream:
        rows = csv.reader(stream)
        next(rows)
        connection.executemany(sql, rows)
    connection.commit()
    connection.close()


main(*sys.argv[1:])
