extension DemoScripts {
    /// The lead.
    static let lead = #"""

        # Makes a task of what the wave says of it: plan TASK REPOSITORY LANE [OPTIONS]
        plan() {
            key=$1 repository=$2 lane=$3
            shift 3
            worklead task create --packet "$TMPDIR/wave/checkins/packets/$key.md" --phase P01 \
                --repo "$repository" --lane "$lane" "$@"
        }

        worklead phase open P01 --title 'Articles and prices'
        worklead wave render --spec "$TMPDIR/wave-1.toml" --out "$TMPDIR/wave"
        plan API-3 api money --ready
        plan API-4 api price --ready
        plan WEB-1 web escape --ready
        plan WEB-3 web summary --ready
        plan API-1 api slug
        plan API-2 api find --ready --after API-1
        plan API-5 api order --ready --after API-4
        plan WEB-2 web headline --ready --after WEB-1
        plan WEB-4 web link --ready --after API-2
        # The tasks are there, open to all workers: none is made anew, and none is assigned.
        worklead wave render --spec "$TMPDIR/wave-1.toml" --out "$TMPDIR/wave" --send

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

        # Its lease has ended too, and it was not heard of since: what it holds is given back, and
        # what it left uncommitted is kept for the next.
        is_stuck() { worklead agent presence --format compact | grep -q "^ *$THIRD,.*stuck"; }
        patiently is_stuck
        worklead task reclaim WEB-1

        # When all are accepted, the whole must pass too: what was landed in each repository, and
        # the phase with all that it needs to be closed.
        happens task.accepted '' 9
        for task in API-1 WEB-1; do
            case $task in API-*) repository=$API ;; *) repository=$WEB ;; esac
            (cd "$repository" && sh test.sh) >"$TMPDIR/tests"
            say "landed in ${repository##*/}: $(tail -n 1 "$TMPDIR/tests")"
            worklead gate run tests --on worktree --task "$task" -C "$repository"
        done
        worklead wave show Wave-1
        worklead phase close P01
        worklead session end --reason 'all is accepted'

        """#
}
