"""The shapes of JSON output that scripts rely on; docs/schema/ is made from them, tests hold commands to them.

Keys are only ever added, so every object may have more keys than are listed here. Imports pydantic: for
tools and tests, never for a command.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

Id = Annotated[int, Field(ge=1)]
Count = Annotated[int, Field(ge=0)]
Money = Annotated[str, Field(pattern=r"^-?\d+(\.\d+)?$", description="decimal string; its currency is beside it")]
Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$", description="ISO 4217")]
Day = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$", description="ISO 8601 day")]
Moment = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$", description="ISO 8601, local time")]
When = Annotated[
    str, Field(pattern=r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?)?$", description="a day, with a time if there is one")
]
Birthday = Annotated[
    str, Field(pattern=r"^(\d{4}|-)-\d{2}-\d{2}$", description="ISO 8601 day; --MM-DD where the year is not known")
]
Stage = Literal["lead", "new", "active", "at_risk", "lost"]
CustomerKind = Literal["person", "company"]
Direction = Literal["in", "out"]


class Shape(BaseModel):
    model_config = ConfigDict(extra="allow", strict=True, use_attribute_docstrings=True)


class Customer(Shape):
    """A customer as list, find and export give it."""

    id: Id
    uid: str
    """Stays the same in every copy of the file; never all digits."""
    kind: CustomerKind
    name: str
    company: str | None
    phone: str | None
    """The primary phone, as entered."""
    email: str | None
    """The primary e-mail address, as entered."""
    phones: list[str]
    """All phones, the primary one first."""
    emails: list[str]
    city: str | None
    tags: list[str]
    stage: Stage
    """From the sales and the stage settings, unless set by hand."""
    spent: Money
    currency: Currency
    orders: Count
    last_sale: Day | None
    last_contact: Moment | None


class CustomerRecord(Customer):
    """A customer as add and edit give it: with every editable field."""

    birthday: Birthday | None
    gender: Literal["female", "male", "other"] | None
    note: str | None
    custom: dict[str, Any]
    """Values of fields of your own, by name."""


class ContactPoint(Shape):
    kind: str
    value: str
    """As entered."""
    label: str | None
    is_primary: bool
    opted_out_at: Moment | None
    verified_at: Moment | None
    bounced_at: Moment | None


class Stats(Shape):
    orders: Count
    spent: Money
    avg_order: Money | None
    first_sale: Day | None
    last_sale: Day | None
    balance: Money
    """What the customer owes."""
    contacts: Count
    last_contact: Moment | None
    open_tasks: Count
    next_task: Day | None
    complaints: Count
    open_complaints: Count
    nps: Annotated[int, Field(ge=0, le=10)] | None
    """The latest NPS score they gave."""
    csat: Annotated[int, Field(ge=1, le=5)] | None


class TimelineEntry(Shape):
    """One thing that happened with a customer."""

    at: When
    kind: Literal["contact", "note", "social", "sale", "return", "payment", "complaint", "feedback", "task"]
    id: Id
    """Of the row of that kind."""
    what: str
    amount: Money | None
    currency: Currency | None
    channel: str | None
    direction: Direction | None
    status: str | None
    """Of feedback: what was asked (nps …)."""
    score: int | None


class OpenTask(Shape):
    id: Id
    title: str
    due: When | None
    overdue: bool
    priority: Literal["low", "normal", "high"]
    recurrence: str | None
    note: str | None


class ComplaintBrief(Shape):
    id: Id
    content: str
    status: Literal["open", "in_progress", "resolved", "closed"]
    priority: Literal["low", "normal", "high", "urgent"]
    opened_at: Moment
    due_at: Moment | None
    open: bool
    overdue: bool


class PreferenceBrief(Shape):
    id: Id
    kind: Literal["like", "dislike", "need", "avoid"]
    text: str
    source: Literal["said", "observed", "inferred"]
    note: str | None
    at: Moment
    """When it was learned."""


class Preference(PreferenceBrief):
    """What a customer likes, dislikes, needs or must avoid."""

    customer_id: Id
    customer: str


class FeedbackBrief(Shape):
    id: Id
    kind: Literal["nps", "csat", "ces", "review"]
    score: Annotated[int, Field(ge=0, le=10)]
    """nps 0 to 10, csat 1 to 5, ces 1 to 7, review 1 to 5; more is better."""
    comment: str | None
    channel: str | None
    sale_id: Id | None
    complaint_id: Id | None
    at: Moment


class Feedback(FeedbackBrief):
    """A score that a customer gave, and what they said with it."""

    customer_id: Id
    customer: str


class Show(CustomerRecord):
    """Everything about one customer."""

    contact_points: list[ContactPoint]
    stats: Stats
    timeline: list[TimelineEntry]
    """The latest 20 entries, latest first."""
    tasks: list[OpenTask]
    complaints: list[ComplaintBrief]
    preferences: list[PreferenceBrief]
    feedback: list[FeedbackBrief]
    """The latest five."""


class Interaction(Shape):
    """One entry of the contact log."""

    id: Id
    customer_id: Id
    customer: str
    kind: Literal["contact", "note", "social"]
    at: Moment
    channel: str | None
    direction: Direction | None
    subject: str | None
    content: str | None
    outcome: str | None
    duration: Count | None
    """Minutes."""
    satisfaction: Annotated[int, Field(ge=1, le=5)] | None
    created_at: Moment


class Task(Shape):
    id: Id
    customer_id: Id | None
    customer: str | None
    title: str
    due: When | None
    priority: Literal["low", "normal", "high"]
    status: Literal["open", "overdue", "done"]
    recurrence: str | None
    origin: str
    note: str | None
    done_at: Moment | None
    created_at: Moment


class SaleLine(Shape):
    item: str
    product_id: Id | None
    quantity: int | float
    price: Money
    amount: Money
    base_amount: Money
    """In the base currency of the file."""


class Payment(Shape):
    id: Id
    date: Day
    amount: Money
    currency: Currency
    method: str | None
    note: str | None


class Sale(Shape):
    """A sale with its lines and payments; a return has negative sums."""

    id: Id
    number: str | None
    customer_id: Id
    customer: str
    kind: Literal["sale", "return"]
    status: Literal["draft", "confirmed", "shipped", "delivered", "completed", "cancelled", "returned"]
    date: Day
    lines: list[SaleLine]
    discount: Money
    shipping: Money
    total: Money
    currency: Currency
    rate: float
    """Base currency for one unit of this sale's currency."""
    base_total: Money
    base_currency: Currency
    paid: Money
    unpaid: Money
    due: Day | None
    overdue: bool
    channel: str | None
    note: str | None
    payments: list[Payment]


class ComplaintEvent(Shape):
    at: Moment
    kind: Literal["opened", "comment", "changed", "resolved", "reopened", "closed"]
    content: str | None


class Complaint(Shape):
    """A complaint with its process log."""

    id: Id
    number: str | None
    customer_id: Id
    customer: str
    content: str
    category: str | None
    priority: Literal["low", "normal", "high", "urgent"]
    status: Literal["open", "in_progress", "resolved", "closed"]
    channel: str | None
    owner: str | None
    opened_at: Moment
    due_at: Moment | None
    overdue: bool
    resolved_at: Moment | None
    resolution: str | None
    satisfaction: Annotated[int, Field(ge=1, le=5)] | None
    reopened: Count
    """How often it was opened again."""
    events: list[ComplaintEvent]


class ImportedRow(Shape):
    """What a dry run would do with one row."""

    line: Id
    """Line of the file that the row starts on."""
    outcome: Literal["created", "updated", "unchanged", "skipped", "rejected"]
    reason: str


class Import(Shape):
    """One import: read = created + updated + unchanged + skipped + rejected."""

    import_id: Id | None
    """None after a dry run."""
    kind: Literal["customers", "sales", "products", "contacts", "complaints"]
    source: str
    preset: str | None
    """The system whose export it was taken for."""
    rules_file: str | None
    """The FILE.rules.toml that was used."""
    encoding: str | None
    """None, like the delimiter, where the format of the file leaves no choice."""
    delimiter: str | None
    read: Count
    created: Count
    updated: Count
    unchanged: Count
    skipped: Count
    rejected: Count
    skip_reasons: dict[str, Count]
    """Why rows were skipped that are none of the seller's business: code → how many."""
    rejects_file: str | None
    """Where the rejected rows are, each with its line and the reason."""
    warnings: Count
    """Cells that were left out of rows that were taken: a second phone that can be none, say."""
    unmapped: list[str]
    """Headings of the columns that were left out."""


class DryImport(Import):
    rows: list[ImportedRow]


class Duplicates(Shape):
    """Customers who may be one and the same."""

    cluster: Count
    probability: Annotated[float, Field(ge=0, le=1)]
    customers: Annotated[list[Id], Field(min_length=2)]
    reasons: list[str]


class AgendaEntry(Shape):
    """One thing to do today."""

    kind: Literal["task", "birthday", "complaint"]
    customer_id: Id | None
    customer: str | None
    due: When | None
    score: Count
    """How much it matters; they come in this order."""
    reason: str
    action: str
    command: str
    """The command line that does it."""


class Report(Shape):
    report: str
    where: str | None
    """The query of those it is about; None for everybody."""
    since: Day | None
    until: Day | None
    headline: str
    """What it says, in one sentence of the language of the user."""
    rows: list[dict[str, Any]]
    currency: Currency


class ChangedRow(Shape):
    table: str
    id: Id
    before: dict[str, Any] | None
    """None where the row was not there."""
    after: dict[str, Any] | None


class Operation(Shape):
    """One command that wrote something."""

    operation: Id
    at: Moment
    user: str
    command: str
    summary: str
    changes: Count
    undone_by: Id | None
    undoes: Id | None
    rows: list[ChangedRow]


class Undo(Shape):
    operation: Id
    """The undo itself, which can be undone."""
    undone: Id
    command: str
    """The command that was undone."""
    changes: Count


class ErrorBody(Shape):
    code: str
    """Stable."""
    message: str
    hint: str
    details: list[dict[str, Any]]


class Error(Shape):
    """What stands on stderr when a command with -f json fails."""

    error: ErrorBody


SHAPES: dict[str, TypeAdapter[Any]] = {
    "customers": TypeAdapter(list[Customer]),
    "customer": TypeAdapter(CustomerRecord),
    "show": TypeAdapter(Show),
    "timeline": TypeAdapter(list[TimelineEntry]),
    "interaction": TypeAdapter(Interaction),
    "task": TypeAdapter(Task),
    "sale": TypeAdapter(Sale),
    "complaint": TypeAdapter(Complaint),
    "feedback": TypeAdapter(Feedback),
    "preference": TypeAdapter(Preference),
    "import": TypeAdapter(Import),
    "import-dry-run": TypeAdapter(DryImport),
    "duplicates": TypeAdapter(list[Duplicates]),
    "today": TypeAdapter(list[AgendaEntry]),
    "report": TypeAdapter(Report),
    "history": TypeAdapter(list[Operation]),
    "undo": TypeAdapter(Undo),
    "error": TypeAdapter(Error),
}
"""Name of the schema → what it describes (PRODUCT section 6)."""
