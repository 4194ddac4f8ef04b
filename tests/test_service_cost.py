"""Cost per request by hand, and the algebra of the break-even point."""

import pytest

from course_lib.explorers.break_even import percent, verdict
from course_lib.service_cost import break_even_utilisation, own_cost_per_request


def test_own_cost_by_hand():
    # 3.60 dollars an hour, 10 requests a second: 36,000 requests an hour at full load, half of them at 50 %
    assert own_cost_per_request(3.6, 10, 1.0) == pytest.approx(1e-4)
    assert own_cost_per_request(3.6, 10, 0.5) == pytest.approx(2e-4)


@pytest.mark.parametrize(("hour", "rate", "price"), [(2.5, 5, 5e-4), (0.3, 40, 1e-5), (12, 1, 1e-3)])
def test_both_cost_the_same_at_break_even(hour, rate, price):
    even = break_even_utilisation(hour, rate, price)
    if even <= 1:
        assert own_cost_per_request(hour, rate, even) == pytest.approx(price)
    else:
        assert own_cost_per_request(hour, rate, 1.0) > price


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        ((0, 1, 0.5), "dollars_per_hour"),
        ((1, -1, 0.5), "requests_per_second"),
        ((1, 1, 0), "utilisation"),
        ((1, 1, 1.1), "utilisation"),
    ],
)
def test_bad_input_is_named(arguments, name):
    with pytest.raises(ValueError, match=f"{name}: .* received"):
        own_cost_per_request(*arguments)


def test_a_free_service_is_refused():
    with pytest.raises(ValueError, match="price_per_request"):
        break_even_utilisation(1, 1, 0)


@pytest.mark.parametrize(
    ("utilisation", "price", "says"),
    [
        (0.1, 0.5, "the service is cheaper, 2.8 times"),
        (0.9, 0.5, "your own machine is cheaper"),
        (0.1, 0.05, "never rests costs more"),
        (0.2778, 0.5, "that is where you are"),
    ],
)
def test_the_explorer_says_which_is_cheaper(utilisation, price, says):
    assert says in verdict(2.5, 5.0, price, utilisation)


@pytest.mark.parametrize(("share", "digits", "expected"), [(0.2778, 0, "28 %"), (0.2778, 1, "27.8 %"), (1, 0, "100 %")])
def test_percent(share, digits, expected):
    assert percent(share, digits) == expected
