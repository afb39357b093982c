"""Sending: rows that are read while they are sent, to a few clients at once."""

from collections import Counter

from fastapi.responses import PlainTextResponse, StreamingResponse
from starlette.types import Receive, Scope, Send

from app.rates import client_of

# Such an answer holds a connection to the database until its reader has taken all of it, and a
# reader may take it as slowly as they like: the rest of the connections is left to the pages.
MOST, MOST_OF_ONE = 6, 2
FULL = "Several exports are being fetched already: try again in a minute.\n"


class Sending:
    """How many answers one process is sending to each client; only its event loop counts them."""

    def __init__(self) -> None:
        self._clients: Counter[str] = Counter()

    def enter(self, client: str) -> bool:
        """Count one more, unless there are too many; say whether it may be sent."""
        if self._clients.total() >= MOST or self._clients[client] >= MOST_OF_ONE:
            return False
        self._clients[client] += 1
        return True

    def leave(self, client: str) -> None:
        """Count one less."""
        self._clients[client] -= 1
        # Without those that have none, however many clients come and go.
        self._clients = +self._clients


class Sent(StreamingResponse):
    """Sends pieces while they are made, or says that too many others are being sent."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        sending: Sending = scope["app"].state.sending
        client = client_of(scope["client"][0] if scope.get("client") else "")
        if not sending.enter(client):
            await PlainTextResponse(FULL, 503, {"retry-after": "60"})(scope, receive, send)
            return
        try:
            await super().__call__(scope, receive, send)
        finally:
            sending.leave(client)
