"""The shapes of JSON output that scripts rely on; docs/schema/ is made from them, tests hold commands to them.

Keys are only ever added, so every object may have more keys than are listed here. Imports pydantic: for
tools and tests, never for a command.
"""

from typing import Any

from pydantic import TypeAdapter

from crmcli.shapes import duplicates
from crmcli.shapes.contact import Interaction, Task
from crmcli.shapes.customers import Customer, CustomerRecord, Show, TimelineEntry
from crmcli.shapes.deals import Deal, DealRecord
from crmcli.shapes.history import Error, Operation, Undo
from crmcli.shapes.importing import DryImport, Import
from crmcli.shapes.insight import AgendaEntry, QualityReport, Report
from crmcli.shapes.sales import Sale
from crmcli.shapes.service import Complaint, Feedback, Preference

SHAPES: dict[str, TypeAdapter[Any]] = {
    "customers": TypeAdapter(list[Customer]),
    "customer": TypeAdapter(CustomerRecord),
    "show": TypeAdapter(Show),
    "timeline": TypeAdapter(list[TimelineEntry]),
    "interaction": TypeAdapter(Interaction),
    "task": TypeAdapter(Task),
    "sale": TypeAdapter(Sale),
    "deal": TypeAdapter(DealRecord),
    "deals": TypeAdapter(list[Deal]),
    "complaint": TypeAdapter(Complaint),
    "feedback": TypeAdapter(Feedback),
    "preference": TypeAdapter(Preference),
    "import": TypeAdapter(Import),
    "import-dry-run": TypeAdapter(DryImport),
    "duplicates": TypeAdapter(list[duplicates.Duplicates]),
    "duplicates-side-by-side": TypeAdapter(duplicates.SideBySide),
    "duplicates-explained": TypeAdapter(duplicates.Explanation),
    "duplicates-rejected": TypeAdapter(duplicates.Rejection),
    "duplicates-merged": TypeAdapter(list[duplicates.AutoMerge]),
    "duplicates-reviewed": TypeAdapter(duplicates.Review),
    "duplicates-training": TypeAdapter(duplicates.Training),
    "duplicates-statistics": TypeAdapter(duplicates.Statistics),
    "duplicates-in-file": TypeAdapter(list[duplicates.FileRow]),
    "merge": TypeAdapter(duplicates.Merge),
    "merge-dry-run": TypeAdapter(duplicates.DryMerge),
    "unmerge": TypeAdapter(duplicates.Unmerge),
    "verification": TypeAdapter(duplicates.Verification),
    "today": TypeAdapter(list[AgendaEntry]),
    "report": TypeAdapter(Report),
    "report-quality": TypeAdapter(QualityReport),
    "history": TypeAdapter(list[Operation]),
    "undo": TypeAdapter(Undo),
    "error": TypeAdapter(Error),
}
"""Name of the schema → what it describes (PRODUCT section 6)."""
