"""What a request costs: on a machine of one's own, and bought from a service.

Derived in chapter 00, used again in chapter 09. Prices are arguments: they belong to the reader, not to the library.
"""

from __future__ import annotations

SECONDS_PER_HOUR = 3600


def own_cost_per_request(dollars_per_hour: float, requests_per_second: float, utilisation: float) -> float:
    """What one request costs on a machine that is paid by the hour, busy or idle.

    utilisation: the share of its time, above 0 and up to 1, in which the machine answers requests.

    Shapes: scalars -> scalar.
    Units:  dollars_per_hour for the machine, requests_per_second at full load; dollars per request.
    Raises: ValueError if a price or rate is not positive, or utilisation is outside (0, 1].
    """
    _check_positive("dollars_per_hour", dollars_per_hour)
    _check_positive("requests_per_second", requests_per_second)
    if not 0 < utilisation <= 1:
        raise ValueError(f"utilisation: above 0 and up to 1 is expected, received {utilisation}")
    return dollars_per_hour / (requests_per_second * SECONDS_PER_HOUR * utilisation)


def break_even_utilisation(dollars_per_hour: float, requests_per_second: float, price_per_request: float) -> float:
    """The utilisation at which a machine of one's own costs as much per request as the service.

    Above 1 means: not even a machine that never rests is cheaper than the service.

    Shapes: scalars -> scalar.
    Units:  as in own_cost_per_request; price_per_request in dollars.
    Raises: ValueError if an argument is not positive.
    """
    _check_positive("price_per_request", price_per_request)
    return own_cost_per_request(dollars_per_hour, requests_per_second, 1.0) / price_per_request


def _check_positive(name: str, value: float) -> None:
    if not value > 0:
        raise ValueError(f"{name}: a positive number is expected, received {value}")
