"""The kernel that builds run in: `python -m course_lib.authoring.strict -f FILE` is ipykernel without three things.

No network but loopback, no warning from JAX, no random key used twice (the last by JAX_DEBUG_KEY_REUSE).
"""

import ipaddress
import sys
import warnings

NOWHERE = ("127.0.0.1", 9)  # the proxy that the environment names: child processes, which no hook reaches, end there


def is_loopback(host: object) -> bool:
    """Tell whether a host, as sockets take it, is this machine."""
    name = host.decode() if isinstance(host, bytes) else host
    if name in (None, "", "localhost"):
        return True
    try:
        return ipaddress.ip_address(str(name).split("%")[0]).is_loopback
    except ValueError:
        return False


def forbid_network() -> None:
    """Make every name look-up and connection beyond loopback raise PermissionError, for the rest of the process."""

    def hook(event: str, args: tuple) -> None:
        if event in ("socket.connect", "socket.sendto"):
            address = args[1]
            host = address[0] if isinstance(address, tuple) else None  # Unix sockets are named by a path
            host = "another machine" if address == NOWHERE else host
        elif event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
            host = args[0]
        else:
            return
        if not is_loopback(host):
            raise PermissionError(f"the course works without a network, but this cell asks for {host}")

    sys.addaudithook(hook)


def raise_jax_warnings() -> None:
    """Make warnings raised inside JAX, or whose category is JAX's own, errors whatever the filters say."""
    warn = warnings.warn

    def strict_warn(message, category=None, stacklevel=1, *args, **kwargs):
        kind = type(message) if isinstance(message, Warning) else category or UserWarning
        caller = sys._getframe(1).f_globals.get("__name__", "")
        if "jax" in (caller.split(".")[0].removesuffix("lib"), kind.__module__.split(".")[0].removesuffix("lib")):
            raise message if isinstance(message, Warning) else kind(message)
        return warn(message, category, stacklevel + 1, *args, **kwargs)

    warnings.warn = strict_warn


def main() -> None:
    """Start the kernel."""
    forbid_network()
    raise_jax_warnings()
    from ipykernel.kernelapp import launch_new_instance

    sys.argv[0] = "ipykernel_launcher"
    launch_new_instance()


if __name__ == "__main__":
    main()
