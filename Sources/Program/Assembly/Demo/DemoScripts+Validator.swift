extension DemoScripts {
    /// The validator.
    static let validator = #"""

        accepted=0
        after=0
        reviewed=
        while [ "$accepted" -lt 9 ]; do
            delivered=$(timeout --foreground "$PATIENCE" worklead event watch --after "$after" \
                --follow --type task.delivered --limit 1 --format compact)
            say "$delivered"
            after=${delivered%% *}
            task=$(expr "$delivered" : '.* task:\([A-Z0-9-]*\) ')

            # Runs the checks again, in a fresh checkout of the commit.
            code=0
            worklead replay "$task" --format compact >"$TMPDIR/replay" || code=$?
            cat "$TMPDIR/replay"
            say "exit $code: replay $task"
            case $code in
            0)
                commit=$(sed -n '1s/.* at \([0-9a-f]*\)$/\1/p' "$TMPDIR/replay")
                repository=$(ask task show "$task" --print task.repository)
                if [ "$repository" = api ]; then land=$API; else land=$WEB; fi
                git -C "$land" merge --quiet --no-ff --message "Land $task" "$commit"
                if [ "$task" = "$reviewed" ]; then
                    worklead review rereview "$review" -C "$land"
                    worklead review close "$review"
                fi
                worklead accept "$task"
                accepted=$((accepted + 1))
                say "sent $(ask message send lead "$task is landed." --print message)"
                ;;
            5)
                finding=$(sed -n 's/^ *not ok: //p' "$TMPDIR/replay" | head -n 1)
                # At the line that is wrong: for who mends it, and for the next round.
                reviewed=$task
                review=$(ask review start "$task" --focus 'what the replay found' --print review)
                worklead review finding add "$review" --severity high --at lib/slug.sh:2 \
                    --text "$finding: each blank becomes a dash."
                worklead rework "$task" --finding "$finding"
                ;;
            *) exit "$code" ;;
            esac
        done
        worklead session end --reason 'all is accepted'

        """#
}
