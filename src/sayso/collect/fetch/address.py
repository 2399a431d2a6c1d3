"""Which network addresses may be asked for a page: only those of the public Internet.

The list is the special-purpose registries of IANA (RFC 6890 and its updates) with multicast, the
tunnels that carry an IPv4 address inside, and the one public address that a cloud answers its
machines on. The check is made on the address that a socket is about to connect to, so a spelling,
a name or a redirect can't get around it.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

_CLOSED_V4 = tuple(
    ip_network(block)
    for block in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "168.63.129.16/32",  # Azure's machines get their settings from it
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/3",
    )
)
# Only this much of IPv6 is given out; within it, what is set apart or carries IPv4 is closed too.
_OPEN_V6 = ip_network("2000::/3")
_CLOSED_V6 = tuple(
    ip_network(block)
    for block in ("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20")
)


class AddressRefusedError(Exception):
    """A name led to an address that is not public."""

    def __init__(self, host: str, address: str) -> None:
        self.host, self.address = host, address
        leads = host if host.strip("[]") == address else f"{host} leads to {address}, which"
        super().__init__(f"{leads} is not a public address")


def is_public(address: str) -> bool:
    """Whether an IP address in text form belongs to the public Internet."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    if isinstance(parsed, IPv6Address):
        return _is_public_v6(parsed)
    return _is_public_v4(parsed)


def _is_public_v4(address: IPv4Address) -> bool:
    return not any(address in block for block in _CLOSED_V4)


def _is_public_v6(address: IPv6Address) -> bool:
    if address.scope_id is not None:
        return False
    if address.ipv4_mapped is not None:
        return _is_public_v4(address.ipv4_mapped)
    return address in _OPEN_V6 and not any(address in block for block in _CLOSED_V6)


def allowed(host: str, port: int, allow_hosts: tuple[str, ...]) -> bool:
    """Whether the user named this host, or this host and port, as one that may be private."""
    name = host.strip("[]").rstrip(".").lower()
    named = {entry.strip().rstrip(".").lower() for entry in allow_hosts}
    return bool(named & {name, f"[{name}]", f"{name}:{port}", f"[{name}]:{port}"})
