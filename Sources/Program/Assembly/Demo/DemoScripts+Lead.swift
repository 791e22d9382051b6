extension DemoScripts {
    /// The lead.
    static let lead = #"""

        # Writes a packet and makes its task: plan TASK REPOSITORY WHAT WHY PATHS [OPTIONS]
        plan() {
            key=$1 repository=$2 what=$3 why=$4 paths=$5
            shift 5
            worklead task create --task "$key" --packet - --repo "$repository" --phase P01 "$@" \
                <<END
        # Task Packet: $key

        ## Metadata
        - TASK_ID: $key
        - DATE: 2026-01-05T09:00:00Z
        - REQUESTOR: founder
        - AGENT_ID: $ME
        - ROLE: Orchestrator

        ## Scope
        - **What**: $what
        - **Why**: $why
        - **IN_SCOPE_PATHS**:
        $(for path in $paths; do echo "  * $path"; done)
        - **OUT_OF_SCOPE**:
          * test.sh

        ## Quality Gate
        - **RISK_TIER**: LOW
        - **TEST_PLAN**:
          \`\`\`bash
          sh test.sh
          \`\`\`
        - **DONE_MEANS**:
          * sh test.sh exits with 0, and a new test names what was added
        - **ROLLBACK_HINT**:
          \`\`\`bash
          git revert HEAD
          \`\`\`
        END
        }

        worklead phase open P01 --title 'Articles and prices'
        plan API-3 api 'Add amounts in cents' 'An order has many amounts.' \
            'lib/money.sh tests/money.sh' --ready
        plan API-4 api 'Write an amount as a price' 'Customers read prices, not cents.' \
            'lib/money.sh tests/money.sh' --ready
        plan WEB-1 web 'Escape text for HTML' 'A title may hold a tag.' \
            'lib/escape.sh tests/escape.sh' --ready
        plan WEB-3 web 'Cut a long text to a summary' 'The front page has little room.' \
            'lib/summary.sh tests/summary.sh' --ready
        plan API-1 api 'Turn a title into a slug' 'An address has no blanks.' \
            'lib/slug.sh tests/slug.sh'
        plan API-2 api 'Find a title by its slug' 'An address leads to an article.' \
            'lib/find.sh tests/find.sh' --ready --after API-1
        plan API-5 api 'Total an order with postage' 'An invoice needs one figure.' \
            'lib/order.sh tests/order.sh' --ready --after API-4
        plan WEB-2 web 'Show a headline' 'A page starts with one.' \
            'lib/headline.sh tests/headline.sh' --ready --after WEB-1
        plan WEB-4 web 'Link an article by its slug' 'A headline leads to its article.' \
            'lib/link.sh tests/link.sh' --ready --after API-2

        # Opened last, when everybody is there and waits for it.
        happens session.started "" 7
        happens task.claimed WEB-3
        worklead task ready API-1

        # Not for agents to decide: the founder is asked, and WEB-2 waits for the answer. If nobody
        # answers in time, the default is taken.
        worklead decision ask 'Which heading does a headline get?' --class strategy \
            --option h1='The first of its page' --option h2='Below the name of the site' \
            --default h1 --deadline "$DECIDE" --blocks WEB-2

        # A directive to two, each of whom is to acknowledge it. One of them has been killed, and
        # nobody knows that yet.
        happens session.beaten "" 1 "$THIRD"
        happens task.claimed API-4
        worklead message send "$THIRD,$actor" 'Amounts stay in cents until they are shown.' \
            --kind guidance --ack "$ACK"
        happens message.acknowledged
        # One of them does not answer: put it forward twice more, and then before those who plan.
        escalates() { worklead message sweep --extra "$ACK" --json | grep -q '"escalated":\["'; }
        patiently escalates
        say "$THIRD does not answer"

        # When all are accepted, the whole must pass too.
        happens task.accepted '' 9
        for repository in "$API" "$WEB"; do
            (cd "$repository" && sh test.sh) >"$TMPDIR/tests"
            say "landed in ${repository##*/}: $(tail -n 1 "$TMPDIR/tests")"
        done
        worklead gate run --on workspace
        worklead session end --reason 'all is accepted'

        """#
}
