extension DemoScripts {
    /// The worker that is killed.
    static let third = #"""

        happens wave.sent
        claim API-3
        write API-3
        commit 'Add amounts in cents'
        happens task.line_joined API-4
        deliver API-3

        happens task.accepted API-3
        LEASE=$SHORT_LEASE
        claim WEB-1
        write WEB-1-function
        commit 'Escape text for HTML: the function'
        write WEB-1-tests
        worklead beat --lease "$LEASE" --note 'half of WEB-1 is committed'
        # Deep in thought, a part of the work uncommitted. Here the process gets its SIGKILL.
        sleep 600

        """#
}
