#!/usr/bin/env python3
"""Cuts the power of a disk while the program writes, and looks for what was acknowledged.

The disk is nbdkit's write-back cache over a file: what was not flushed is lost when nbdkit is
killed. The control
writes the same without flushes, and must lose something, or the rig proves nothing. Needs root.
"""

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from fleet import Fleet


class Disk:
    """A file system on a disk whose cache can be lost."""

    def __init__(self, folder):
        self.folder = folder
        self.image = os.path.join(folder, "disk.img")
        self.place = os.path.join(folder, "disk")
        self.node = os.path.join(folder, "nbd")
        os.makedirs(self.place)
        os.makedirs(self.node)

    def make(self):
        if os.path.exists(self.image):
            os.remove(self.image)
        with open(self.image, "wb") as file:
            file.truncate(96 << 20)
        subprocess.run(("mkfs.ext4", "-q", "-F", self.image), check=True)

    def plug_in(self):
        socket = os.path.join(self.folder, "socket")
        pid = os.path.join(self.folder, "pid")
        for path in (socket, pid):
            if os.path.exists(path):
                os.remove(path)
        subprocess.run(
            (
                "nbdkit",
                "-U",
                socket,
                "-P",
                pid,
                "--filter=cache",
                "file",
                self.image,
                "cache=writeback",
            ),
            check=True,
        )
        self.fuse = subprocess.Popen(
            ("nbdfuse", self.node, "--unix", socket), stderr=subprocess.DEVNULL
        )
        device = os.path.join(self.node, "nbd")
        deadline = time.monotonic() + 10
        while not os.path.exists(device):
            if time.monotonic() > deadline:
                raise AssertionError("the disk did not appear")
            time.sleep(0.01)
        self.loop = subprocess.run(
            ("losetup", "-f", "--show", device), check=True, capture_output=True, text=True
        ).stdout.strip()
        subprocess.run(("mount", self.loop, self.place), check=True)
        with open(pid) as file:
            self.server = int(file.read())

    def cut(self):
        os.kill(self.server, signal.SIGKILL)
        self.unplug()

    def unplug(self):
        for command in (
            ("umount", "-l", self.place),
            ("losetup", "-d", self.loop),
            ("umount", "-l", self.node),
        ):
            subprocess.run(command, stderr=subprocess.DEVNULL)
        self.fuse.kill()
        self.fuse.wait()


def one_cut(disk, generator, preload):
    """Answers how many acknowledged messages are gone, and how many there were."""
    disk.make()
    disk.plug_in()
    # The repository and the home are on the machine's own disk: only the store is on the one that
    # is cut.
    with Fleet() as fleet:
        os.symlink(disk.place, os.path.join(fleet.directory, "state"))
        more = {"LD_PRELOAD": preload} if preload else {}
        fleet.make_repository()
        fleet.must("init", "--name", "fleet", **more)
        fleet.must("agent", "register", "ada", **more)
        os.sync()
        acknowledged = []
        deadline = time.monotonic() + 0.1 + generator.random() * 0.6
        while time.monotonic() < deadline:
            text = f"message {len(acknowledged)}"
            answer = fleet.run("message", "send", "ada", text, **more)
            if answer.code == 0:
                acknowledged.append(answer.data["message"])
        disk.cut()
        disk.plug_in()
        try:
            fleet.verify()
            kept = {event["subject"] for event in fleet.events()}
        finally:
            disk.unplug()
        return sum(f"message:{message}" not in kept for message in acknowledged), len(acknowledged)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--cuts", type=int, default=100)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args()
    if os.geteuid() != 0 or not shutil.which("nbdkit"):
        print("skipped: power cuts need root, nbdkit and nbdfuse")
        return
    print(f"seed {options.seed}")
    generator = random.Random(options.seed)
    folder = tempfile.mkdtemp(prefix="worklead-power-")
    disk = Disk(folder)
    try:
        lost = told = 0
        for _ in range(options.cuts):
            gone, acknowledged = one_cut(disk, generator, None)
            lost, told = lost + gone, told + acknowledged
        print(f"{options.cuts} cuts, {told} messages acknowledged, {lost} lost")
        preload = next(
            (
                path
                for path in ("/usr/lib/x86_64-linux-gnu/libeatmydata.so",)
                if os.path.exists(path)
            ),
            None,
        )
        control_lost = None
        if preload:
            control_lost = 0
            for _ in range(5):
                try:
                    control_lost += one_cut(disk, generator, preload)[0]
                except AssertionError:
                    # Without flushes the store may not even verify: that is a loss too.
                    control_lost += 1
            print(f"control without flushes: {control_lost} lost")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    sys.exit(1 if lost or control_lost == 0 else 0)


if __name__ == "__main__":
    main()
