"""``r:5``, ``f>=4``, ``m:1..2``: scores as stretches between cut points (``:r1`` … ``:m4``), few of them needed."""

from crmcli.fields import SCORED, Field
from crmcli.query.clauses import FALSE, Clause, any_of
from crmcli.query.compare import compare
from crmcli.query.tree import Span, Term
from crmcli.query.values import whole_or_decimal
from crmcli.query.world import World


def clause(field: Field, term: Term, world: World) -> Clause:
    """The condition; Invalid for an operator or a value that numbers do not have."""
    compare(field, term, world)
    runs = _runs(field.name, wanted(term))
    return any_of([Clause(f"(s.orders > 0{run})") for run in runs]) if runs else FALSE


def stretches(field: Field, term: Term) -> list[str]:
    """Conditions on the score's column alone, one for each run of scores; each begins with AND or is empty."""
    return _runs(field.name, wanted(term))


def wanted(term: Term) -> set[int]:
    """The scores from 1 to 5 that are asked for."""
    return {score for score in range(1, 6) for value in term.values if _fits(score, term.op, value)}


def _fits(score: int, op: str, value: Span) -> bool:
    if value.ranged:
        low = not value.low or score >= whole_or_decimal(value.low)
        return low and (not value.high or score <= whole_or_decimal(value.high))
    bound = whole_or_decimal(value.low)
    return {">": score > bound, ">=": score >= bound, "<": score < bound, "<=": score <= bound}.get(op, score == bound)


def _runs(letter: str, scores: set[int]) -> list[str]:
    column, found = SCORED[letter], []
    for low in sorted(scores):
        if low - 1 in scores:
            continue
        high = next(score for score in range(low, 6) if score + 1 not in scores)
        above = f" AND {column} > :{letter}{low - 1}" if low > 1 else ""
        found.append(above + (f" AND {column} <= :{letter}{high}" if high < 5 else ""))
    return found
