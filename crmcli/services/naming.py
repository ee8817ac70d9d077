"""Fields and tables as people of the language call them, where a merge tells what it did."""

from collections.abc import Mapping

from crmcli import i18n
from crmcli.fields import CUSTOMER
from crmcli.i18n import t


def field(name: str) -> str:
    return CUSTOMER[name].zh if name in CUSTOMER and i18n.language() == "zh" else name.removeprefix("custom.")


def table(name: str) -> str:
    return t(f"merge.table_{name}") if i18n.has(f"merge.table_{name}") else name


def counts(rows: Mapping[str, int]) -> str:
    """``complaints 2, sales 1``."""
    return t("common.comma").join(t("merge.count", table=table(name), n=n) for name, n in sorted(rows.items()))
