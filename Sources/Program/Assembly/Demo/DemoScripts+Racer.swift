extension DemoScripts {
    /// The two workers that race for a task.
    static let racer = #"""

        # Whether a task is free to be taken up: can_take TASK
        can_take() { worklead next --limit 20 --format compact | grep -q "^ *$1,"; }

        # Takes up one task from start to end: task TASK
        task() {
            claim "$1"
            write "$1"
            commit "$(ask task show "$1" --print task.title)"
            deliver "$1"
        }

        # The one that has API-1.
        first() {
            write API-1-first
            commit 'Turn a title into a slug'
            # Looks at one test only, and says that all are well.
            (cd "$tree" && sh test.sh) | grep 'two words' || true
            report API-1 | (cd "$tree" && worklead deliver API-1 --report - --claim 'all: passed')
            say 'delivers API-1: all passed'

            happens task.sent_back API-1
            worklead inbox --read
            claim API-1
            write API-1-mended
            commit 'Squeeze a wide gap to one dash'
            (cd "$tree" && worklead review finding fix F-1)
            deliver API-1

            # The rest by the protocol that agents speak, while the gateway dies and comes back.
            happens task.accepted API-1
            converse
            converse_on API-2
            happens task.accepted API-2
            converse_on WEB-4
            fall_silent
        }

        # The one that came second.
        second() {
            # Whoever was first has it; the lead hears what comes instead.
            worklead message send lead "API-1 is another's; API-4 comes next." --task API-4

            # Another has reserved the same paths for API-3: stand in line.
            happens task.claimed API-3
            claim API-4 --wait 1m
            happens message.sent "" 1 lead
            worklead message ack "$subject" --note 'understood'
            write API-4
            commit 'Write an amount as a price'
            deliver API-4

            happens task.accepted API-4
            task API-5

            # What a silent agent held is given back: take it over where that one left it.
            happens task.released WEB-1
            claim WEB-1
            parked=$(field parked)
            say "starts at $(field commit), and brings in $parked"
            git -C "$tree" restore --source "$parked" -- .
            commit 'Escape text for HTML: what was left uncommitted'
            write WEB-1-rest
            commit 'Escape text for HTML: the last test'
            deliver WEB-1

            # Nobody can claim it before the founder has decided, or the time for that is over.
            happens task.accepted WEB-1
            patiently can_take WEB-2
            claim WEB-2
            heading=$(ask decision show D-1 --print decision.option)
            write WEB-2
            commit "$(ask task show WEB-2 --print task.title)"
            deliver WEB-2
        }

        happens task.readied API-1
        if claim API-1; then first; else second; fi
        worklead session end --reason 'all is done'

        """#
}
