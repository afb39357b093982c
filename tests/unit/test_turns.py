"""Tests of the turns in which pages are drawn."""

import threading
import time

import pytest
from anyio import create_task_group, run, sleep

from app import turns
from app.turns import Turns


def test_pages_are_drawn_one_after_the_other_in_the_order_in_which_they_were_asked_for() -> None:
    drawn: list[int] = []
    at_once: list[int] = []
    drawing = [0]

    def draw(number: int) -> None:
        drawing[0] += 1
        at_once.append(drawing[0])
        time.sleep(0.005)
        drawn.append(number)
        drawing[0] -= 1

    async def ask() -> None:
        waiting = Turns()
        async with create_task_group() as group:
            for number in range(8):
                group.start_soon(waiting.take, draw, number)
                await sleep(0.001)

    run(ask)
    assert (drawn, max(at_once)) == (list(range(8)), 1)


def test_nobody_waits_for_ever_for_a_page_that_takes_very_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(turns, "LONGEST", 0.02)
    ended = threading.Event()

    async def ask() -> None:
        waiting = Turns()
        async with create_task_group() as group:
            # It ends when the one behind it was drawn: else this would never end.
            group.start_soon(waiting.take, ended.wait, 10)
            await sleep(0.005)
            await waiting.take(ended.set)

    begun = time.monotonic()
    run(ask)
    assert time.monotonic() - begun < 5


def test_a_page_that_fails_gives_its_turn_back() -> None:
    def fail() -> None:
        raise ValueError("no page")

    async def ask() -> str:
        waiting = Turns()
        with pytest.raises(ValueError, match="no page"):
            await waiting.take(fail)
        assert not waiting.turn.locked()
        return await waiting.take(lambda: "drawn")

    assert run(ask) == "drawn"
