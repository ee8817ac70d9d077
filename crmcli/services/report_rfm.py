"""The page of ``report rfm``: the eleven segments, a heat grid, and with --explain how all that is made."""

from crmcli.context import Context
from crmcli.domain import rfm
from crmcli.i18n import page as catalogue
from crmcli.i18n import t
from crmcli.normalize.days import from_day
from crmcli.normalize.money import format_money
from crmcli.reports import rfm as scores
from crmcli.result import Block, Column, Document, Grid, Lines, Row, Title
from crmcli.services.reports import Asked, only
from crmcli.store.scores import cut_points

_SHADES = " ░▒▓█"
_LETTERS = ("r", "f", "m")


def page(ctx: Context, asked: Asked) -> Document:
    repo, base = ctx.repo, ctx.currency
    cuts = cut_points(repo)
    cells = scores.cells(repo, cuts, asked.ids)
    rows: list[Row] = [
        {**row, "spent": format_money(row["spent"], base), "currency": base} for row in scores.segments(cells)
    ]
    grid = scores.grid(cells)
    headline = t("report.headline_rfm", n=sum(row["customers"] for row in rows))
    own = {letter: text for letter in _LETTERS if (text := ctx.config[f"rfm_{letter}"])}
    edges = _edges(cuts, own, base)
    data: Row = {
        "report": "rfm", "where": asked.where, "since": None, "until": ctx.today.isoformat(), "rows": rows,
        "headline": headline, "currency": base, "grid": grid,
        "cuts": {letter: " / ".join(edges[letter]) for letter in _LETTERS},
        "cuts_from": {letter: _origin(letter, own) for letter in _LETTERS},
    }  # fmt: skip
    columns = [
        Column("name"), Column("customers", "int", t("report.column_customers")),
        Column("share", "number", t("report.column_share")), Column("spent", "money", t("report.column_sales")),
        Column("days", "int", t("report.column_days")), Column("orders", "number", t("report.column_orders_each")),
    ]  # fmt: skip
    shown = [{**row, "name": _name(row["name"]), "share": f"{row['share']:.1%}"} for row in rows]
    names = [columns[0]._replace(label=t("report.rfm_name")), *columns[1:]]
    blocks: list[Block] = [Title(t("report.title_rfm")), Lines([headline]), *only(asked, "report.only_rfm")]
    blocks += [Grid(names, shown), *_heat(grid)]
    if asked.explain:
        data["map"] = _map()
        blocks += [*_map_blocks(data["map"]), *_score_blocks(edges, own)]
    else:
        origins = {letter: t(f"report.cuts_{_origin(letter, own)}") for letter in _LETTERS}
        blocks.append(Lines([t("report.rfm_more", **origins)]))
    return Document(data, blocks, columns, rows)


def _name(name: str) -> str:
    return t(f"report.rfm_{name}")


def _origin(letter: str, own: dict[str, str]) -> str:
    return "own" if letter in own else "quintiles"


def _edges(cuts: dict[str, int], own: dict[str, str], currency: str) -> dict[str, list[str]]:
    """The four cut points of each letter as people read them: one's own as they were set."""
    found = {
        "r": [from_day(cuts[f"r{k}"]).isoformat() for k in (1, 2, 3, 4)] if "r" not in own else [],
        "f": [str(cuts[f"f{k}"]) for k in (1, 2, 3, 4)],
        "m": [format_money(cuts[f"m{k}"], currency) for k in (1, 2, 3, 4)],
    }
    return found | {letter: rfm.tidied(text).split(",") for letter, text in own.items()}


# -- --explain -------------------------------------------------------------------------------------


def _map() -> list[Row]:
    english, chinese = catalogue("report", "en"), catalogue("report", "zh")
    return [
        {
            "name": known.name, "en": english[f"rfm_{known.name}"], "zh": chinese[f"rfm_{known.name}"],
            "scores": [{"r": list(r), "fm": list(fm)} for r, fm in rfm.boxes(known.name)],
            "meaning": t(f"report.meaning_{known.name}"), "action": t(f"report.rfm_action_{known.name}"),
        }
        for known in rfm.NAMES
    ]  # fmt: skip


def _map_blocks(found: list[Row]) -> list[Block]:
    """First which scores have which name, then what the names mean."""
    columns = [
        Column("name", label=t("report.rfm_word")), Column("en", label=t("report.rfm_english")),
        Column("zh", label=t("report.rfm_chinese")), Column("r", "text", "R"), Column("fm", "text", "F+M"),
    ]  # fmt: skip
    ranges = [
        {**row, "name": f"rfm:{row['name']}", "r": _range(*box["r"]), "fm": _range(*box["fm"])}
        for row in found
        for box in row["scores"]
    ]
    meanings = [
        Column("name", label=t("report.rfm_name")), Column("meaning", label=t("report.column_meaning")),
        Column("action", label=t("report.column_action")),
    ]  # fmt: skip
    named = [{**row, "name": _name(row["name"])} for row in found]
    return [Grid(columns, ranges, t("report.rfm_map")), Grid(meanings, named, t("report.rfm_meanings"))]


def _score_blocks(edges: dict[str, list[str]], own: dict[str, str]) -> list[Block]:
    """A row for each score, 5 down to 1, with the values that get it."""
    columns = [Column("score", "text", t("report.rfm_score"))]
    bands: dict[str, list[str]] = {}
    for letter in _LETTERS:
        origin = _origin(letter, own)
        label = t("report.rfm_by", what=t(f"report.{letter}_{origin}"), origin=t(f"report.cuts_{origin}"))
        columns.append(Column(letter, "text", label))
        bands[letter] = _bands(letter, edges[letter], letter in own)
    rows = [{"score": str(5 - i), **{letter: bands[letter][i] for letter in _LETTERS}} for i in range(5)]
    return [Grid(columns, rows, t("report.rfm_scores")), Lines([t("report.rfm_explain"), t("report.rfm_settings")])]


def _bands(letter: str, edges: list[str], own: bool) -> list[str]:
    """What scores 5, 4, 3, 2 and 1 (see ``domain.rfm``)."""
    if own and letter == "r":
        return [*(f"≤ {edge}" for edge in edges), f"> {edges[-1]}"]
    more, less = ("≥", "<") if own else (">", "≤")
    return [*(f"{more} {edge}" for edge in reversed(edges)), f"{less} {edges[0]}"]


def _range(low: int, high: int) -> str:
    return str(low) if low == high else f"{low}–{high}"


# -- the grid --------------------------------------------------------------------------------------


def _heat(grid: list[list[int]]) -> list[Block]:
    """Customers by R and F, shaded, with the numbers beside the shades."""
    most = max(max(row) for row in grid)
    if not most:
        return []
    columns = [Column("r", "text", "R \\ F"), *(Column(f"f{k}", "text", str(k)) for k in range(1, 6))]
    rows = [
        {"r": str(5 - i), **{f"f{k + 1}": f"{_shade(count, most)} {count}" for k, count in enumerate(row)}}
        for i, row in enumerate(grid)
    ]
    return [Grid(columns, rows, t("report.rfm_grid"))]


def _shade(count: int, most: int) -> str:
    return _SHADES[0 if not count else 1 + min(3, count * 4 // (most + 1))] * 2
