"""The segment language evaluated in plain Python, over rows read as they are: the second road to one answer."""

import re
import sqlite3
from datetime import date, timedelta
from typing import Any

from crmcli.fields import CUSTOMER, lookup
from crmcli.query.tree import And, Has, Node, Not, Or, Span, Term, Word

EPOCH = date(1970, 1, 1)
Person = dict[str, Any]


def people(path: str) -> list[Person]:
    """Everybody who is not in the trash, with all that queries ask about."""
    db = sqlite3.connect(path)
    db.row_factory = sqlite3.Row
    found = []
    for row in db.execute("SELECT * FROM customers c JOIN customer_stats s ON s.customer_id = c.id"):
        if row["deleted_at"] is None:
            person = dict(row)
            person["points"] = list(
                db.execute("SELECT kind, value, key FROM contact_points WHERE customer_id = ?", (row["id"],))
            )
            person["tags"] = [
                name
                for (name,) in db.execute(
                    "SELECT t.name FROM customer_tags x JOIN tags t ON t.id = x.tag_id WHERE x.customer_id = ?",
                    (row["id"],),
                )
            ]
            person["likes"] = _texts(
                db, "SELECT text FROM preferences WHERE customer_id = ? AND kind IN ('like', 'need')", row["id"]
            )
            person["campaign"] = _texts(
                db,
                "SELECT g.name FROM campaign_members m JOIN campaigns g ON g.id = m.campaign_id WHERE customer_id = ?",
                row["id"],
            )
            scores = dict(
                db.execute("SELECT kind, score FROM feedback WHERE customer_id = ? ORDER BY at, id", (row["id"],))
            )
            person.update(nps=scores.get("nps"), csat=scores.get("csat"))
            found.append(person)
    db.close()
    return found


def _texts(db: sqlite3.Connection, sql: str, number: int) -> list[str]:
    return [text for (text,) in db.execute(sql, (number,))]


def ids(node: Node, everybody: list[Person], today: date) -> list[int]:
    return [person["id"] for person in everybody if holds(node, person, today)]


def holds(node: Node, person: Person, today: date) -> bool:
    if isinstance(node, And):
        return all(holds(item, person, today) for item in node.items)
    if isinstance(node, Or):
        return any(holds(item, person, today) for item in node.items)
    if isinstance(node, Not):
        return not holds(node.item, person, today)
    if isinstance(node, Has):
        return has(lookup(node.field), person, today)
    if isinstance(node, Word):
        return word(node.text, person)
    assert isinstance(node, Term)
    return term(node, lookup(node.field), person, today)


def has(name: str, person: Person, today: date) -> bool:
    if name in ("tags", "likes", "campaign"):
        return bool(person[name])
    if CUSTOMER[name].edit == "contact":
        return any(point["kind"] == name for point in person["points"])
    found = value(name, person, today)
    if CUSTOMER[name].type in ("int", "money") and CUSTOMER[name].edit != "column" and name != "nps":
        return found not in (None, 0)
    return found is not None


def value(name: str, person: Person, today: date) -> Any:
    if name == "age":
        born = person["birthday"]
        if not born or born.startswith("--"):
            return None
        return today.year - int(born[:4]) - (today.isoformat()[5:] < born[5:])
    if name == "last_sale":
        return person["last_sale_day"]
    if name == "last_contact":
        stamp = person["last_contact_at"]
        return (date.fromisoformat(stamp[:10]) - EPOCH).days if stamp else None
    if name == "stage":
        return person["stage"] or stage(person, (today - EPOCH).days)
    return person[name]


def stage(person: Person, today: int) -> str:
    """With the settings as they are at first; replies count as activity."""
    if not person["orders"]:
        return "lead"
    if person["orders"] == 1 and person["first_sale_day"] >= today - 30:
        return "new"
    last = max(person["last_sale_day"], person["last_reply_day"] or person["last_sale_day"])
    return "lost" if last < today - 365 else "at_risk" if last < today - 90 else "active"


def term(node: Term, name: str, person: Person, today: date) -> bool:
    if node.op == "!=":
        return not term(node._replace(op="="), name, person, today)
    if CUSTOMER[name].edit == "contact":
        texts = [(p["value"], p["key"]) for p in person["points"] if p["kind"] == name]
        return any(contact(node.op, span.text, pair) for span in node.values for pair in texts)
    if name == "tags":
        return any(same(tag, span.text) for span in node.values for tag in person["tags"])
    if name in ("likes", "campaign"):
        return any(text(node.op, span.text, found) for span in node.values for found in person[name])
    found = value(name, person, today)
    return found is not None and any(one(node.op, span, found, name, today) for span in node.values)


def one(op: str, span: Span, found: Any, name: str, today: date) -> bool:
    kind = CUSTOMER[name].type
    if kind == "text":
        return text(op, span.text, found)
    if kind == "choice":
        return bool(found == {"女": "female", "男": "male"}.get(span.low, span.low))
    if kind in ("int", "money", "id"):
        scale = 100 if kind == "money" else 1
        return ordered(op, span, found, lambda t: (round(float(t) * scale),) * 2)
    if kind in ("date", "moment"):
        return ordered(op, span, found, lambda t: days(t, today))
    raise AssertionError(kind)


def ordered(op: str, span: Span, found: int, read: Any) -> bool:
    if span.ranged:
        return (not span.low or found >= read(span.low)[0]) and (not span.high or found <= read(span.high)[1])
    first, last = read(span.low)
    tests = {":": first <= found <= last, "=": first <= found <= last, "<": found < first, "<=": found <= last,
             ">": found > last, ">=": found >= first}  # fmt: skip
    return bool(tests[op])


def days(said: str, today: date) -> tuple[int, int]:
    """A day, a month or ``-Nd``: all the shapes that the generator makes."""
    if re.fullmatch(r"\d{4}-\d{2}", said):
        year, month = map(int, said.split("-"))
        first = date(year, month, 1)
        after = date(year + month // 12, month % 12 + 1, 1)
        return (first - EPOCH).days, (after - EPOCH).days - 1
    if found := re.fullmatch(r"-(\d+)d", said):
        day = (today - timedelta(days=int(found[1])) - EPOCH).days
    else:
        day = (date.fromisoformat(said) - EPOCH).days
    return day, day


def text(op: str, wanted: str, found: str) -> bool:
    if op == "~":
        return re.search(wanted, found, re.IGNORECASE) is not None
    return same(found, wanted) if op == "=" else lower(wanted) in lower(found)


def contact(op: str, wanted: str, pair: tuple[str, str]) -> bool:
    entered, key = pair
    if op == "=":
        return same(key, wanted) or same(entered, wanted)
    digits = "".join(filter(str.isdigit, wanted))
    if digits and not any(map(str.isalpha, wanted)) and digits in key:
        return True
    return text(op, wanted, entered) or (op == ":" and lower(wanted) in lower(key))


def same(one_text: str, other: str) -> bool:
    return lower(one_text) == lower(other)


def lower(words: str) -> str:
    return words.casefold()


def word(wanted: str, person: Person) -> bool:
    """A Chinese word anywhere in a name, company or note (all that the generator searches for)."""
    return any(wanted in (person[field] or "") for field in ("name", "company", "note"))
