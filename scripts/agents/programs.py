"""The programs that plays are about, and what is told of each play."""

import glob
import os
import time


def require(condition, what):
    """Fails a play where a condition does not hold, with what there is to say about it."""
    if not condition:
        raise AssertionError(what)


def found(directories, pattern):
    """The program of a package, wherever in a directory it lies; `None` where it is in none."""
    for directory in directories:
        for path in glob.glob(os.path.join(directory, "**", pattern), recursive=True):
            if os.access(path, os.X_OK) and os.path.isfile(path):
                return path
    return None


def tell(plays):
    """Plays one after the other, and tells how each went, and how many passed and failed.

    A play has a title, a function and the program that this is called with; without a program it
    is skipped, and that is said.

    Returns the exit code.
    """
    passed = failed = 0
    for title, play, program in plays:
        if not program:
            print(f"  - {title}: skipped, it is not there", flush=True)
            continue
        began = time.monotonic()
        try:
            done = play(program)
            print(f"  ✔ {title}: {done} ({time.monotonic() - began:.0f} s)", flush=True)
            passed += 1
        except Exception as error:  # Whatever goes wrong is a failure of this play alone.
            print(f"  ✘ {title}: {type(error).__name__}: {error}", flush=True)
            failed += 1
    print(f"{passed} passed, {failed} failed")
    return int(failed > 0)
