"""Customers who may be one and the same: found, explained, merged, taken apart again."""

from typing import Annotated, Any

from pydantic import Field

from crmcli.shapes.base import Count, Id, Moment, Shape
from crmcli.shapes.customers import CustomerRecord

Probability = Annotated[float, Field(ge=0, le=1)]
Group = Annotated[list[Id], Field(min_length=2)]
Records = dict[str, Count]
"""Table → how many of its rows."""


class Duplicates(Shape):
    """Customers who may be one and the same."""

    cluster: Count
    probability: Probability
    customers: Group
    names: list[str]
    """In the order of ``customers``."""
    reasons: list[str]
    """``phone: +86…``: what two or more of them share."""


class SideBySide(Shape):
    """Customers side by side, and the fields in which they agree."""

    cluster: Id | None
    """None, like the next two, where customers were named instead of a cluster."""
    probability: Probability | None
    reasons: list[str] | None
    customers: Annotated[list[CustomerRecord], Field(min_length=2)]
    same_fields: list[str]
    partly_fields: list[str]
    different_fields: list[str]


class Step(Shape):
    """What one field says for two customers being one, or against it."""

    field: str
    """``prior`` comes first, ``result`` last; ``related`` is what families and colleagues share too."""
    level: str
    bits: float
    """Each doubles the odds, each negative one halves them."""
    frequency_bits: float
    """The part of them that is due to the value being rare or frequent."""
    sum: float


class Explanation(Shape):
    customers: Annotated[list[Id], Field(min_length=2, max_length=2)]
    names: list[str]
    probability: Probability
    bits: float
    steps: list[Step]
    rejected_at: Moment | None
    """When the two were declared not to be the same."""


class Rejection(Shape):
    customers: Group
    pairs: list[list[Id]]
    new: Count
    """How many of the pairs had not been declared different before."""


class AutoMerge(Shape):
    """One merge that needed no second look."""

    customer: Id
    """Who stays."""
    merged: Annotated[list[Id], Field(min_length=1)]
    names: list[str]
    probability: Probability
    left: dict[str, list[Id]]
    """Field → those merged whose different value was not taken."""


class Review(Shape):
    merged: Count
    rejected: Count
    skipped: Count
    left: Count


class Training(Shape):
    trained_at: Moment
    rows: Count
    models: list[str]


class Trained(Shape):
    kind: str
    at: Moment
    rows: Count


class BlockingRule(Shape):
    """A look-up that proposes pairs."""

    kind: str
    """``person`` or ``company``: they are never compared with each other."""
    rule: str
    pairs: Count
    skipped: Count
    """Values that so many customers share that they were not compared by it alone."""
    lost: Count
    largest: Count


class Statistics(Shape):
    customers: Count
    companies: Count
    pairs: Count
    likely: Count
    certain: Count
    clusters: Count
    in_clusters: Count
    rejected: Count
    merged: Count
    trained: list[Trained]
    rules: list[BlockingRule]


class FileRow(Shape):
    """A row of the file, under its headings, and the cluster that it belongs to."""

    cluster: Id | None
    probability: Probability | None


class ValueNotTaken(Shape):
    id: Id
    value: Any


class FieldNotTaken(Shape):
    """One field: the value that stays, and the different ones of the customers who go."""

    field: str
    kept: Any
    lost: list[ValueNotTaken]


class Merge(CustomerRecord):
    """The customer who stays, and what the merge did."""

    merged: Annotated[list[Id], Field(min_length=1)]
    moved: Records
    already_there: Records
    """What both had, such as a tag: it is not doubled."""
    taken: dict[str, Id]
    """Field → the other customer whose value it has now."""
    left: dict[str, list[Id]]
    """Field → others whose different value was not taken."""
    not_taken: list[FieldNotTaken]
    """The same with the values."""


class MergedField(Shape):
    """One field: the value of each customer under their id, and what becomes of it."""

    field: str
    result: Any
    because: str


class DryMerge(Shape):
    id: Id
    merged: Annotated[list[Id], Field(min_length=1)]
    fields: list[MergedField]
    moved: Records
    taken: dict[str, Id]
    left: dict[str, list[Id]]
    not_taken: list[FieldNotTaken]


class Unlinked(Shape):
    table: str
    row: Id
    column: str
    parent: str
    was: Id
    """The row of ``parent`` that was named."""


class Unmerge(CustomerRecord):
    """The customer who came back."""

    unmerged_from: Id
    moved: Records
    added: Records
    """Records made since the merge that went to the one who came back."""
    changed: list[str]
    """Fields of the other one that went back to what they were."""
    left: list[str]
    """Fields that stay, because they were changed since."""
    unlinked: list[Unlinked]
    """Links between the two that were taken out."""


class VerifiedPoint(Shape):
    kind: str
    value: str
    verified_at: Moment | None
    bounced_at: Moment | None


class Verification(CustomerRecord):
    """The customer, and the contact point that was verified."""

    verified: VerifiedPoint
