"""Lists of records as commands give them: the columns, the order and the limit asked for."""

from crmcli.context import Context
from crmcli.options import Listing
from crmcli.reports import listing as lists
from crmcli.reports.record_list import RecordList, Where
from crmcli.result import Rows


def rows(ctx: Context, listing: Listing, records: RecordList, where: Where) -> Rows:
    columns = lists.columns(listing, records.known, records.usual, records.optional)
    order = lists.order(listing, records.known, records.order)
    limit = lists.limit(listing, lists.screenful(ctx.stdout.isatty(), ctx.flags))
    note = lists.shown(limit, lambda: records.count(ctx.repo, where))
    return Rows(columns, records.rows(ctx.repo, where, order=order, limit=limit), note)
