"""Serving: what a connection to the server is like."""

import socket

from app.config import Settings
from app.serving import listen


def test_a_small_answer_does_not_wait_for_the_packet_before_it() -> None:
    with (
        listen(Settings(port=0)) as sock,
        socket.create_connection(sock.getsockname()),
    ):
        taken, _ = sock.accept()
        with taken:
            assert taken.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
