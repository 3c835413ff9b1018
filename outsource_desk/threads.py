"""Keep the libraries below numpy to one thread.

What is multiplied here is small. Divided among threads it gains little on an idle machine and loses much on a busy one,
where one thread waits, spinning, for another that has no processor; and sums would depend on the number of processors.
"""

from __future__ import annotations

import os

_LIBRARIES = ("OPENBLAS", "OMP", "MKL")


def multiply_in_one_thread() -> None:
    """Tell whatever numpy multiplies with to use one thread, unless somebody has said otherwise.

    Heard only before numpy is imported, and by processes that are started from now on.
    """
    for library in _LIBRARIES:
        os.environ.setdefault(f"{library}_NUM_THREADS", "1")
    os.environ.setdefault("VECLIB_MAXIMUM_THREADS", "1")  # macOS
