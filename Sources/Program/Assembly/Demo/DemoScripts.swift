/// The scripts of the agents, who know of each other only what worklead and git tell them.
enum DemoScripts {
    /// What every script starts with.
    static let prologue = #"""
        #!/bin/sh
        set -eu

        # Who I am ($ME), the repositories ($API, $WEB) and the lengths of leases and pauses come
        # with the environment. What agents know of each other goes through worklead and git.

        # Says in the log what this agent does.
        say() { echo "$*"; }

        # An answer of worklead; what it says instead of one goes to the log: ask COMMAND…
        ask() {
            code=0
            text=$(worklead "$@") || code=$?
            if [ "$code" -eq 0 ]; then printf '%s\n' "$text"; else say "exit $code: $text" >&2; fi
            return "$code"
        }

        # Waits until the ledger has an event: happens TYPE [SUBJECT [COUNT [ACTOR]]]. Leaves who
        # did it in $actor and what it is about in $subject.
        happens() {
            say "waits for $1 ${2:-}"
            event=$(timeout --foreground "$PATIENCE" worklead event watch --after 0 --follow \
                --type "$1" ${2:+--subject "$2"} ${4:+--actor "$4"} --limit "${3:-1}" \
                --format compact)
            event=$(printf '%s\n' "$event" | tail -n 1)
            actor=$(printf '%s\n' "$event" | cut -d ' ' -f 3)
            subject=$(printf '%s\n' "$event" | cut -d ' ' -f 4 | cut -d : -f 2)
        }

        # Asks again and again, until the answer is yes: patiently COMMAND…
        patiently() {
            tries=$((PATIENCE * 4))
            until "$@"; do
                tries=$((tries - 1))
                [ "$tries" -gt 0 ] || { say "gave up: $*"; exit 9; }
                sleep 0.2
            done
        }

        # A text field of the last answer, one JSON document; the outermost one of the name.
        field() { printf '%s\n' "$answer" | sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"; }

        # Claims a task: claim TASK [OPTIONS]. Says how it ended, and leaves the worktree in $tree.
        claim() {
            code=0
            answer=$(worklead claim "$@" --lease "$LEASE" --json) || code=$?
            if [ "$code" -eq 0 ]; then
                tree=$(field worktree)
                say "exit 0: claim $1: $tree"
            else
                say "exit $code: claim $1: $(field message)"
            fi
            return "$code"
        }

        # Commits all that changed in the worktree: commit MESSAGE
        commit() {
            git -C "$tree" add --all
            git -C "$tree" commit --quiet --message "$1"
            say "commits '$1'"
        }

        # Runs the tests, and hands the commit in with what they gave: deliver TASK
        deliver() {
            (cd "$tree" && sh test.sh) >"$TMPDIR/tests"
            count=$(sed -n 's/^\([0-9]* passed\), 0 failed$/\1/p' "$TMPDIR/tests")
            report "$1" | (cd "$tree" && worklead deliver "$1" -C "$tree" --report - \
                --claim "sh test.sh: $count")
            say "delivers $1: $count"
        }

        # What is written about a task: report TASK
        report() {
            printf '# %s\n\n' "$1"
            git -C "$tree" log -1 --format='%s.' --stat=60
            printf '\n## Commands\n\n`sh test.sh`\n\n## Pass counts\n\n%s.\n\n' \
                "${count:-as claimed}"
            printf '## Ambiguities\n\nNone.\n\n## Residual risks\n\nNone.\n'
        }

        """#

    /// What the scripts of those do who work where the workspace is.
    static let seat = #"""
        # Sits down in a worktree of its own, in which worklead knows it.
        cd "$API"
        seat=$(ask --as "$ME" session start --worktree --print worktree)
        cd "$seat"
        say "sits in $seat"

        """#
}
