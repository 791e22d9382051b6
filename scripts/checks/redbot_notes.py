#!/usr/bin/env python3
"""Has redbot look at one address with a header, and fails when it calls anything bad.

redbot_notes.py URL NAME VALUE
"""

import sys
from configparser import ConfigParser

import thor
from httplint.note import levels
from redbot.resource import HttpResource


def main():
    parser = ConfigParser()
    parser.read_dict({"redbot": {"enable_local_access": "True"}})
    resource = HttpResource(parser["redbot"])
    resource.set_request(sys.argv[1], headers=[(sys.argv[2], sys.argv[3])])

    @thor.events.on(resource)
    def check_done():
        thor.stop()

    resource.check()
    thor.run()
    notes = [
        note
        for response in (
            resource.response,
            *(check.response for check in resource.subreqs.values()),
        )
        for note in response.notes
    ]
    for note in notes:
        print(f"{note.level.value}: {note}")
    if resource.response.status_code_str != "200" or not notes:
        print(f"{sys.argv[1]} was not looked at: {resource.response.status_code_str}")
        sys.exit(1)
    sys.exit(1 if any(note.level in (levels.BAD, levels.WARN) for note in notes) else 0)


if __name__ == "__main__":
    main()
