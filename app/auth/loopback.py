"""Is it this machine?"""

import ipaddress


def is_loopback(host: str) -> bool:
    """Whether ``host``, a name or an address, is this machine itself."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
