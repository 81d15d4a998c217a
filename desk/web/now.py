"""The only place that reads the clock."""

import time

from flask import g


def now() -> int:
    """Return the instant of this request (UTC seconds), the same all through it."""
    if "now" not in g:
        g.now = int(time.time())
    return int(g.now)
