"""What strace wrote of a command."""

import collections
import re


def calls_in(log):
    """How often one thread of the command makes each system call, by its name."""
    counts = collections.defaultdict(collections.Counter)
    with open(log, errors="replace") as lines:
        for line in lines:
            found = re.match(r"(\d+) +([a-z_0-9]+)\(", line)
            if found:
                counts[found.group(2)][found.group(1)] += 1
    return {name: max(threads.values()) for name, threads in counts.items()}
