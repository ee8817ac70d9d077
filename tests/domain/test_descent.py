"""The least value of a smooth function."""

from math import inf, log

import pytest

from crmcli.domain.descent import Vector, least


def bowl(point: Vector) -> tuple[float, Vector]:
    x, y = point
    return (x - 3) ** 2 + 10 * (y + 1) ** 2, [2 * (x - 3), 20 * (y + 1)]


def banana(point: Vector) -> tuple[float, Vector]:
    """Rosenbrock's valley: least at (1, 1)."""
    x, y = point
    return (1 - x) ** 2 + 100 * (y - x * x) ** 2, [-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)]


def slope(point: Vector) -> tuple[float, Vector]:
    """Downhill for ever."""
    return -point[0], [-1.0]


def cliff(point: Vector) -> tuple[float, Vector]:
    """Least at 1; nothing at 0 and below."""
    x = point[0]
    return (x - log(x), [1 - 1 / x]) if x > 0 else (inf, [inf])


@pytest.mark.parametrize("function", [bowl, banana])
def test_the_bottom_of_a_valley_is_found(function: object) -> None:
    found = least(function, [-1.2, 1.0], 1e-8)  # type: ignore[arg-type]
    bottom = [3, -1] if function is bowl else [1, 1]
    assert found.found
    assert found.point == pytest.approx(bottom, abs=1e-6)


def test_the_same_function_gives_the_same_answer() -> None:
    assert least(banana, [0.0, 2.0], 1e-6) == least(banana, [0.0, 2.0], 1e-6)


def test_a_slope_without_end_is_given_up() -> None:
    assert not least(slope, [0.0], 1e-6).found


def test_steps_stay_where_the_function_is_a_number() -> None:
    found = least(cliff, [0.01], 1e-9)
    assert found.found
    assert found.point == pytest.approx([1.0], abs=1e-6)


def test_a_start_that_is_no_number_is_not_an_answer() -> None:
    assert not least(cliff, [-1.0], 1e-9).found
