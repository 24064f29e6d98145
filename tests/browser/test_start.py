"""A fresh server: how long the first reader waits for a picture, and the next one."""

import time

from driver import serve

FIRST_SECONDS, NEXT_SECONDS = 10, 3


def test_first_picture_within_ten_seconds_and_the_next_readers_within_three(new_lab):
    with serve() as server:
        labs, seconds = [new_lab(server.url), new_lab(server.url)], []
        for lab in labs:
            started = time.monotonic()
            lab.open()
            seconds.append(time.monotonic() - started)
        for lab in labs:
            lab.page.close()  # first, since it would miss its server
    print(f"first picture after {seconds[0]:.1f} s, the next reader's after {seconds[1]:.1f} s")
    assert seconds[0] < FIRST_SECONDS
    assert seconds[1] < NEXT_SECONDS
