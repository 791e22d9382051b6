/// The files of the two repositories before anybody works on them.
enum DemoRepositories {
    static let names = ["api", "web"]

    /// Paths and texts of a repository's first commit.
    static func files(of repository: String) -> [(path: String, text: String)] {
        let own =
            repository == "api"
            ? [("lib/text.sh", upper), ("tests/text.sh", upperTests)]
            : [("lib/page.sh", title), ("tests/page.sh", titleTests)]
        return [("test.sh", runner), (".worklead/gates.toml", gates)] + own
    }

    /// The gate that is asked of what was landed.
    private static let gates = #"""
        [[commands]]
        name = "tests"
        summary = "All tests pass."
        command = ["sh", "test.sh"]
        level = "block"
        hint = "Mend what is not ok."

        [[commands.refuses]]
        name = "a test that fails"
        files = { "test.sh" = "echo '0 passed, 1 failed'\nexit 1\n" }

        """#

    private static let runner = #"""
        #!/bin/sh
        # Runs all tests; the last line is their sum.
        cd "$(dirname "$0")" || exit 1
        passed=0
        failed=0

        # Compares: check WHAT EXPECTED ACTUAL
        check() {
            if [ "$2" = "$3" ]; then
                passed=$((passed + 1))
                echo "ok: $1"
            else
                failed=$((failed + 1))
                echo "not ok: $1 is '$3', not '$2' ($suite)"
            fi
        }

        for file in lib/*.sh; do . "./$file"; done
        for suite in tests/*.sh; do . "./$suite"; done
        echo "$passed passed, $failed failed"
        [ "$failed" -eq 0 ]

        """#

    private static let upper = #"""
        # Writes a text in capitals: upper TEXT
        upper() { printf %s "$1" | tr a-z A-Z; }

        """#

    private static let upperTests = #"""
        check 'capitals' ABC "$(upper abc)"

        """#

    private static let title = #"""
        # Writes the title of a page: title TEXT
        title() { printf '<title>%s</title>' "$1"; }

        """#

    private static let titleTests = #"""
        check 'the title of a page' '<title>News</title>' "$(title News)"

        """#
}
