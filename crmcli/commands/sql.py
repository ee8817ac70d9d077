"""sql: a SELECT of one's own over the documented views, in every output format."""

from typing import Annotated

from crmcli.context import Context
from crmcli.result import Column, Rows
from crmcli.safety import readonly
from crmcli.signature import Arg


def sql(ctx: Context, query: Annotated[list[str], Arg("sql.arg_query", "QUERY")]) -> Rows:
    """Run one statement on the file opened for reading; the engine itself refuses every write."""
    text = ctx.stdin.read() if query == ["-"] else " ".join(query)
    names, rows = readonly.run(ctx.repo, text)
    return Rows([Column(name) for name in names], rows)
