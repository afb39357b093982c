"""Peers: which user of this machine is at the other end of a connection on loopback."""

import os
import socket
import struct
from pathlib import Path

Address = tuple[str, int]

ROOT = 0
ESTABLISHED = 1
# See sock_diag(7): one socket is asked for, and the system answers with its state and user.
NETLINK_SOCK_DIAG, SOCK_DIAG_BY_FAMILY, NLM_F_REQUEST, NLMSG_ERROR = 4, 20, 1, 2
HEADER, REQUEST, SOCKET_ID = "=IHHII", "=BBBBI", "=III"
ANY_COOKIE = 0xFFFFFFFF
AT_STATE, AT_USER = 17, 80


def is_another_user(peer: Address, here: Address) -> bool:
    """Say whether the program that a connection comes from is run by another user of this machine.

    So is a reverse proxy, whatever it tells or hides: the packages of nginx, Apache, HAProxy and
    Caddy each bring a user of their own. Root counts as nobody else. Where the system does not
    tell, nobody does; of a connection that its program gave up already, nobody knows the user,
    who counts as another.

    Args:
        peer, here: address and port of both ends, on this machine.
    """
    try:
        found: int | None = _asked(peer, here)
    except (OSError, AttributeError, struct.error):
        found = _listed(peer, here)
    return found is not None and found not in {os.getuid(), ROOT}


NOBODY = -1


def _asked(peer: Address, here: Address) -> int:
    """Return the user of an open connection, `NOBODY` where it is open no more.

    Raises:
        OSError: the system does not answer such questions, or knows no such connection.
    """
    family = _family(peer)
    ends = [socket.inet_pton(family, host).ljust(16, b"\0") for host, _ in (peer, here)]
    wanted = (
        struct.pack(REQUEST, family, socket.IPPROTO_TCP, 0, 0, 0xFFFFFFFF)
        + struct.pack("!HH", peer[1], here[1])
        + b"".join(ends)
        + struct.pack(SOCKET_ID, 0, ANY_COOKIE, ANY_COOKIE)
    )
    size = struct.calcsize(HEADER) + len(wanted)
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, NETLINK_SOCK_DIAG) as asked:
        asked.settimeout(0.1)
        asked.send(struct.pack(HEADER, size, SOCK_DIAG_BY_FAMILY, NLM_F_REQUEST, 1, 0) + wanted)
        answer = asked.recv(4096)
    if struct.unpack_from(HEADER, answer)[1] == NLMSG_ERROR:
        raise OSError("the system knows no such connection")
    # What was given up is listed as root's.
    (user,) = struct.unpack_from("=I", answer, AT_USER)
    return int(user) if answer[AT_STATE] == ESTABLISHED else NOBODY


def _listed(peer: Address, here: Address) -> int | None:
    """Return the same by the list of all connections; None where there is no such list."""
    name = "tcp6" if _family(peer) == socket.AF_INET6 else "tcp"
    try:
        lines = Path(f"/proc/net/{name}").read_text("ascii").splitlines()[1:]
    except OSError:
        return None
    wanted = [_hex(peer), _hex(here), f"{ESTABLISHED:02X}"]
    users = (int(fields[7]) for fields in map(str.split, lines) if fields[1:4] == wanted)
    return next(users, NOBODY)


def _hex(address: Address) -> str:
    """Return an address as Linux lists it: words of four bytes, each from its last byte."""
    packed = socket.inet_pton(_family(address), address[0])
    words = (packed[at : at + 4][::-1] for at in range(0, len(packed), 4))
    return f"{b''.join(words).hex().upper()}:{address[1]:04X}"


def _family(address: Address) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in address[0] else socket.AF_INET
