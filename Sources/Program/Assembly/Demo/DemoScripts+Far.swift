extension DemoScripts {
    /// The worker that has an address and a token, and nothing else of the workspace.
    static let far = #"""

        # Whether no gateway answers.
        is_away() { ! worklead status >"$TMPDIR/status" 2>&1; }

        # Sends a message, which waits in the outbox where no gateway answers: entrust TEXT
        entrust() {
            case $(worklead message send lead "$1" --json) in
            *'"queued":true'*) say "queued $1" ;;
            *) say "not queued: $1" ;;
            esac
        }

        say 'works over HTTP alone'
        happens wave.sent
        claim WEB-3
        write WEB-3
        commit 'Cut a long text to a summary'

        # The gateway dies. What is said meanwhile waits, and comes in its order when it is back.
        patiently is_away
        entrust 'WEB-3 is written.'
        entrust 'WEB-3 comes next.'
        patiently worklead outbox flush --wait 1s
        say 'nothing is queued any more'
        deliver WEB-3
        happens task.accepted WEB-3
        worklead session end --reason 'all is done'

        """#
}
