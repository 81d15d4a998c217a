"""How often somebody may send a form, or try a code, counted by their address.

A whole class may share one address, so what people do is far below; what a robot
does is far above.
"""

from flask import Response

# Of forms that were sent, whatever became of them.
FORMS = "6 per minute; 30 per hour"
# Of codes that opened nothing. At so many a day, guessing one of a million codes takes
# some hundred thousand years (domain/codes.py).
MISSES = "20 per minute; 200 per hour"


def is_miss(response: Response) -> bool:
    """Say whether the code asked for opened nothing."""
    return response.status_code == 404
