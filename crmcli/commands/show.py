"""show, timeline: one customer from all sides."""

from collections.abc import Sequence
from typing import Annotated, Any

from crmcli import i18n, segment
from crmcli.context import Context
from crmcli.errors import Invalid
from crmcli.fields import CUSTOMER
from crmcli.i18n import t, word
from crmcli.options import Period
from crmcli.reports import deal_list, profile
from crmcli.reports import timeline as stream
from crmcli.result import Block, Column, Document, Grid, Pairs, Row, Rows, Title
from crmcli.services import deal_page, pages
from crmcli.signature import Arg, Opt

_ON_A_TERMINAL = 30
_IN_JSON = 20
_IN_CSV = ("id", "name", "company", "phone", "email", "city", "tags", "stage", "spent", "last_contact")
_ENTRY = ("at", "kind", "what", "amount", "currency", "id", "channel", "direction", "status", "score")
_PERSONAL = (
    "company", "title", "occupation", "industry", "company_size", "gender", "birthday", "lunar_birthday",
    "stage", "tags", "owner", "source", "preferred_channel", "income_level", "address", "id_number",
    "credit_limit", "payment_terms", "note",
)  # fmt: skip


def show(ctx: Context, who: Annotated[list[str], Arg("common.arg_who", "WHO")]) -> Document:
    """Everything about one customer."""
    repo = ctx.repo
    number = segment.one(repo, " ".join(who), region=ctx.region)
    facts = segment.facts(ctx.today, ctx.config.number)
    data = profile.person(repo, number, facts, ctx.currency)
    data["tasks"] = profile.open_tasks(repo, number, ctx.now)
    data["complaints"] = profile.complaints(repo, number, ctx.now)
    data["deals"] = deal_list.of_customer(repo, number, ctx.currency, ctx.today)
    data["sales"] = profile.sales(repo, number)
    data["preferences"] = profile.preferences(repo, number)
    data["feedback"] = profile.feedback(repo, number)
    columns = [Column(name, CUSTOMER[name].type) for name in _IN_CSV]
    if ctx.flags.get("format") not in (None, "table", "md") or ctx.flags.get("output"):
        data["timeline"] = [_entry(row) for row in stream.entries(repo, number, limit=_IN_JSON)]
    return Document(data, _page(data, profile.contacts(repo, number)), columns, [data])


def timeline(
    ctx: Context,
    period: Period,
    who: Annotated[list[str], Arg("common.arg_who", "WHO")],
    kinds: Annotated[list[str] | None, Opt("--kind", "-k", help="show.opt_kind", metavar="KIND")] = None,
    limit: Annotated[int | None, Opt("--limit", "-n", help="common.opt_limit", metavar="N")] = None,
) -> Rows:
    """What happened with one customer, the latest first."""
    chosen = _kinds(kinds or [])
    if limit is not None and limit < 0:
        raise Invalid("negative", field="--limit", value=limit)
    if limit is None and ctx.stdout.isatty() and not ctx.flags.get("format") and not ctx.flags.get("output"):
        limit = _ON_A_TERMINAL
    since, until = _days(ctx, period)
    number = segment.one(ctx.repo, " ".join(who), region=ctx.region)
    within: dict[str, Any] = {"since": since, "until": until, "kinds": chosen}
    found = stream.entries(ctx.repo, number, limit=limit or None, **within)
    note = ""
    if limit:
        total = stream.count(ctx.repo, number, **within)
        note = t("common.shown", n=limit, total=total) if total > limit else ""
    columns = [
        Column("at", "moment"), Column("kind", "choice"), Column("what"), Column("amount", "money"),
        Column("currency"), Column("id", "id"),
    ]  # fmt: skip
    return Rows(columns, map(_entry, found), note)


def _kinds(given: Sequence[str]) -> list[str]:
    words = [kind.strip() for kinds in given for kind in kinds.replace("，", ",").split(",") if kind.strip()]
    chosen = [stream.KIND_WORDS.get(word, word) for word in words]
    for kind in chosen:
        if kind not in stream.KINDS:
            raise Invalid("not_a_choice", option="--kind", value=kind, choices=", ".join(stream.KINDS))
    return chosen


def _days(ctx: Context, period: Period) -> tuple[str | None, str | None]:
    """The period as ISO days, both included."""
    if not (period.since or period.until):
        return None, None
    from crmcli.normalize.dates import parse_date

    since = parse_date(period.since, ctx.today) if period.since else None
    until = parse_date(period.until, ctx.today) if period.until else None
    if since and until and until < since:
        raise Invalid("show.period_backwards", since=since.isoformat(), until=until.isoformat())
    return since.isoformat() if since else None, until.isoformat() if until else None


def _entry(row: Row) -> Row:
    """A row of the stream with ``what``: a short text that says how, and what about."""
    text = " ".join((_text(row) or "").split())
    how = _how(row)
    row["what"] = t("show.how", how=how, text=text) if how and text else how or text
    return {name: row[name] for name in _ENTRY}


def _text(row: Row) -> str | None:
    if row["kind"] == "deal":
        return deal_page.entry(row["status"], row["text"])
    return row["text"] if row["kind"] != "complaint" else pages.what_changed(row["status"], row["text"])


def _how(row: Row) -> str:
    if row["kind"] in ("contact", "social"):
        if row["direction"] == "in":
            return t("show.incoming", how=word(row["channel"] or row["kind"]))
        return word(row["channel"]) if row["channel"] else ""
    if row["kind"] in ("sale", "return", "complaint"):
        return word(row["status"])
    if row["kind"] == "deal":
        return t(f"deal.event_{row['status']}")
    if row["kind"] == "feedback":
        return t("show.score", kind=word(row["status"]), score=row["score"])
    return str(row["channel"] or "") if row["kind"] == "payment" else ""


# -- the page --------------------------------------------------------------------------------------


def _page(data: Row, contacts: list[Row]) -> list[Block]:
    title = t("show.title", name=data["name"], id=data["id"])
    if data["kind"] == "company":
        title += t("show.is_company")
    blocks: list[Block] = [Title(title), Pairs(_personal(data)), Pairs(_points(data)), Pairs(_money(data))]
    if data["preferences"]:
        blocks.append(Pairs(_preferences(data["preferences"])))
    if data["custom"]:
        blocks.append(Pairs([(name, _plain(value)) for name, value in data["custom"].items()]))
    open_ones = (_tasks(data["tasks"]), _complaints(data["complaints"]), _deals(data["deals"]))
    latest = (_contacts(contacts), _sales(data["sales"]), _feedback(data["feedback"]))
    return [*blocks, *(grid for grid in (*open_ones, *latest) if grid.rows)]


def _label(name: str) -> str:
    return CUSTOMER[name].zh if i18n.language() == "zh" else name.replace("_", " ")


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return t("common.yes") if value else t("common.no")
    if isinstance(value, list):
        return " ".join(map(str, value))
    return "" if value is None else str(value)


def _personal(data: Row) -> list[tuple[str, str]]:
    shown = {**data, "address": _address(data)}
    for name in ("gender", "stage"):
        shown[name] = word(data[name]) if data[name] else ""
    if data["birthday"]:
        shown["birthday"] = data["birthday"].removeprefix("--") + (
            t("show.age", n=data["age"]) if data["age"] is not None else ""
        )
    if data["lunar_birthday"]:
        shown["lunar_birthday"] = data["lunar_birthday"].removeprefix("--")
    if data["credit_limit"]:
        shown["credit_limit"] = f"{data['credit_limit']} {data['currency']}"
    if data["payment_terms"] is not None:
        shown["payment_terms"] = t("show.days", n=data["payment_terms"])
    return [(_label(name), _plain(shown[name])) for name in _PERSONAL]


def _address(data: Row) -> str:
    """In Chinese from the country down, else from the street up."""
    parts = [data[name] for name in ("country", "province", "city", "district", "address", "postcode")]
    parts = list(dict.fromkeys(part for part in parts if part))  # Shanghai is a province and a city
    return " ".join(parts) if i18n.language() == "zh" else ", ".join(reversed(parts))


def _points(data: Row) -> list[tuple[str, str]]:
    several = {p["kind"] for p in data["contact_points"] if not p["is_primary"]}
    out = []
    for point in data["contact_points"]:
        marks = [pages.word(point["label"])] if point["label"] else []
        marks += [t("show.primary")] if point["is_primary"] and point["kind"] in several else []
        marks += [t(f"show.{n}") for n in ("opted_out", "bounced", "verified") if point[f"{n}_at"]]
        text = point["value"] + (t("show.marks", marks=t("show.comma").join(marks)) if marks else "")
        out.append((_label(point["kind"]) if point["kind"] in CUSTOMER else point["kind"], text))
    return out


def _preferences(rows: list[Row]) -> list[tuple[str, str]]:
    """All of a kind side by side; those that are only concluded say so."""
    kinds: dict[str, list[str]] = {}
    for row in rows:
        marks = t("show.marks", marks=word("inferred")) if row["source"] == "inferred" else ""
        kinds.setdefault(row["kind"], []).append(row["text"] + marks)
    return [(word(kind), t("show.comma").join(texts)) for kind, texts in kinds.items()]


def _money(data: Row) -> list[tuple[str, str]]:
    stats, currency = data["stats"], data["currency"]
    pairs = []
    if stats["orders"]:
        facts = {"spent": stats["spent"], "currency": currency, "average": stats["avg_order"]}
        pairs.append((_label("spent"), t("show.spent", n=stats["orders"], **facts)))
        pairs.append((_label("first_sale"), stats["first_sale"]))
        pairs.append((_label("last_sale"), stats["last_sale"]))
    if stats["balance"].strip("0.-"):
        sentence = "show.we_owe" if stats["balance"].startswith("-") else "show.owes"
        pairs.append((_label("balance"), t(sentence, amount=stats["balance"].lstrip("-"), currency=currency)))
    if stats["last_contact"]:
        last = stats["last_contact"][:16].replace("T", " ")
        pairs.append((_label("last_contact"), t("show.contacts", n=stats["contacts"], at=last)))
    return pairs


def _due_columns(last: str) -> list[Column]:
    parts = (Column("status", "choice"), Column("priority", "choice"), Column(last))
    return [Column("id", "id"), Column("due", "moment"), *parts]


def _tasks(rows: list[Row]) -> Grid:
    columns = _due_columns("title")
    shown = [{**row, "status": "overdue" if row["overdue"] else ""} for row in rows]
    return Grid(columns, shown, t("show.tasks"))


def _complaints(rows: list[Row]) -> Grid:
    columns = _due_columns("content")
    shown = [
        {
            **row,
            "due": row["due_at"],
            "status": "overdue" if row["overdue"] else row["status"],
            "content": " ".join(row["content"].split()),
        }
        for row in rows
        if row["open"]
    ]
    return Grid(columns, shown, t("show.complaints"))


def _deals(rows: list[Row]) -> Grid:
    columns = [
        Column("id", "id"), Column("expected", "date"), Column("stage"), Column("amount", "money"), Column("currency"),
        Column("title"),
    ]  # fmt: skip
    return Grid(columns, list(deal_page.worded(row for row in rows if row["open"])), t("show.deals"))


def _contacts(rows: list[Row]) -> Grid:
    shown = []
    for row in rows:
        kind = word(row["channel"]) if row["channel"] else word(row["kind"])
        if row["direction"] == "in":
            kind = t("show.incoming", how=kind)
        parts = (row["subject"], row["content"], row["outcome"])
        text = _joined([" ".join(part.split()) for part in parts if part])
        shown.append({"at": row["at"], "channel": kind, "what": text})
    return Grid([Column("at", "moment"), Column("channel"), Column("what")], shown, t("show.last_contacts"))


def _joined(parts: list[str]) -> str:
    """Side by side with a comma, but after a part that ends a sentence itself."""
    text = ""
    for part in parts:
        if text:
            text += {"。": "", "！": "", "？": "", "；": ""}.get(
                text[-1], " " if text[-1] in ".!?;" else t("show.comma")
            )
        text += part
    return text


def _sales(rows: list[Row]) -> Grid:
    columns = [
        Column("id", "id"), Column("at", "date"), Column("status", "choice"), Column("total", "money"),
        Column("currency"), Column("items"),
    ]  # fmt: skip
    shown = [
        {
            **row,
            "at": row["at"][:10],
            "status": "return" if row["kind"] == "return" else row["status"],
            "items": t("show.comma").join(row["items"]),
        }
        for row in rows
    ]
    return Grid(columns, shown, t("show.last_sales"))


def _feedback(rows: list[Row]) -> Grid:
    columns = [Column("at", "moment"), Column("kind", "choice"), Column("score", "int"), Column("comment")]
    shown = [{**row, "comment": " ".join((row["comment"] or "").split())} for row in rows]
    return Grid(columns, shown, t("show.last_feedback"))
