#!/usr/bin/env python3
"""Checks the dashboard; ends with a line of counts.

dashboard.py script                    what its script does with a page, against a mock gateway
dashboard.py pages                     every page of a workspace, against a real gateway
dashboard.py harm                      the same where agents have written to do harm
dashboard.py large                     the same with 5,000 tasks, which `bench` makes
dashboard.py published                 on a phone, through a proxy that publishes the gateway
dashboard.py demo                      the demonstration, while it runs and after
dashboard.py plain                     what needs no browser
dashboard.py pages --only looks
dashboard.py pictures                  takes those of the README anew
"""

import argparse
import os
import sys
import time
import traceback

ROOT = os.path.realpath(os.path.join(os.path.dirname(__file__), "..", ".."))
sys.path.insert(0, os.path.join(ROOT, "scripts", "dashboard"))

import plainchecks  # noqa: E402
from tally import Tally  # noqa: E402


def script(tally, options):
    import livechecks
    import morphchecks
    from browser import Browser
    from mocksite import MockSite

    with Browser() as browser:
        tally.run(morphchecks.becomes_alike, browser, options.seed)
        for check in livechecks.ALL:
            # Its own, so that what a check leaves behind makes no other one fail.
            with MockSite() as site:
                tally.run(check, browser, site)


def pages(tally, _):
    import actionchecks
    import pagechecks
    from browser import Browser
    from workspace import Workspace

    with Browser() as browser, Workspace() as site:
        site.fill()
        with pagechecks.Visit(browser, site) as visit:
            for check in (*pagechecks.ALL, *actionchecks.ALL):
                tally.run(check, visit)
                visit.tidy()
            # The workspace is of no use after this one.
            tally.run(pagechecks.cant_be_read, visit)


def harm(tally, _):
    import harmchecks
    from browser import Browser
    from pagechecks import Visit
    from workspace import Workspace

    with Browser() as browser, Workspace(harmful=True) as site:
        site.fill()
        with Visit(browser, site) as visit:
            for check in harmchecks.ALL:
                tally.run(check, visit)
                visit.tidy()


def large(tally, _):
    import largechecks
    from browser import Browser
    from largeworkspace import LargeWorkspace

    with Browser() as browser, LargeWorkspace() as site:
        site.fill()
        with largechecks.LargeVisit(browser, site) as visit:
            for check in largechecks.ALL:
                tally.run(check, visit)


def published(tally, _):
    import publishedchecks
    from browser import Browser
    from front import NAME, Front
    from workspace import Workspace

    with Workspace() as site, Front(site.port, site.directory) as front:
        site.found()
        site.must("agent", "register", "ada", "--role", "worker")
        with Browser(f"--host-resolver-rules=MAP {NAME} 127.0.0.1:{front.port}") as browser:
            for check in publishedchecks.ALL:
                tally.run(check, browser, site, front)


def demo(tally, _):
    import demochecks
    from browser import Browser

    told = {"seen": set()}
    with Browser() as browser, demochecks.Demonstration() as run:
        for check in demochecks.ALL:
            tally.run(check, browser, run, told)


def plain(tally, _):
    for check in plainchecks.ALL:
        tally.run(check)


def pictures(tally, _):
    import picturetaking
    from browser import Browser

    with Browser() as browser:
        tally.run(picturetaking.take, browser)


PARTS = {
    each.__name__: each
    for each in (script, pages, harm, large, published, demo, plain, pictures)
}


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("part", choices=PARTS)
    parser.add_argument("--only")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args()
    tally = Tally(options.only)
    try:
        PARTS[options.part](tally, options)
    except Exception:  # What is checked could not be set up: that is a failure too.
        traceback.print_exc()
        tally.failed += 1
    tally.close()


if __name__ == "__main__":
    main()
