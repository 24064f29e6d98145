"""A fresh server: how long the first reader waits for a picture, and the next one."""

import time

from driver import serve

FIRST_SECONDS, NEXT_SECONDS = 10, 3


def test_first_picture_within_ten_seconds_and_the_next_readers_within_three(new_lab):
    with serve() as server:
        seconds = []
        for _ in range(2):
            started = time.monotonic()
            new_lab(server.url).open()
            seconds.append(time.monotonic() - started)
    print(f"first picture after {seconds[0]:.1f} s, the next reader's after {seconds[1]:.1f} s")
    assert seconds[0] < FIRST_SECONDS
    assert seconds[1] < NEXT_SECONDS
