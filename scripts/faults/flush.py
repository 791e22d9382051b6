#!/usr/bin/env python3
"""The first flush that fails ends writing until a verification, and reads go on."""

import sys

from fleet import Fleet


def main():
    faults = []

    def expect(what, condition, answer):
        if not condition:
            faults.append(f"{what}: {answer}")

    with Fleet() as fleet:
        fleet.found()
        before = fleet.must("status").data["events"]
        refused = fleet.run(
            "task",
            "create",
            "lost",
            "--task",
            "LOST",
            prefix=(
                "strace",
                "-f",
                "-qq",
                "-o",
                "/dev/null",
                "-e",
                "trace=fdatasync,fsync",
                "-e",
                "inject=fdatasync,fsync:error=EIO:when=1+",
            ),
        )
        expect("a failing flush is refused", refused.code == 1 and refused.error, refused)
        later = fleet.run("task", "create", "later", "--task", "LATER")
        expect("later writes are refused", later.error == "store.write_stopped", later)
        status = fleet.run("status")
        expect("reads go on", status.code == 0 and status.data["events"] == before, status)
        verified = fleet.run("ledger", "verify")
        expect("the ledger verifies", verified.code == 0, verified)
        again = fleet.run("task", "create", "later", "--task", "LATER")
        expect("a verification lets writing go on", again.code == 0, again)
        lost = fleet.run("task", "show", "LOST")
        expect("what was refused is not there", lost.code == 3, lost)
    for fault in faults:
        print("FAULT", fault)
    print(f"flush: {len(faults)} faults")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
