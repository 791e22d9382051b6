extension DemoScripts {
    /// How the lead writes what the wave is: one lane for each task.
    static let wave = #"""

        # Adds a lane, and what is to be done in it: lane NAME TASK WHAT WHY PATHS [AFTER]
        lane() {
            worklead lane add "$1" "$3"
            cat >>"$TMPDIR/wave-1.toml" <<END

        [[lanes]]
        lane = "$1"
        agent_id = "$ME"
        is_canonical = $([ "$1" = slug ] && echo true || echo false)
        prompt_group = "all"
        packet_id = "$2"
        boundary_file = "BOUNDARY_$2.md"
        launch_file = "LAUNCH_$2.md"
        resume_file = "RESUME_$2.md"
        todo_output_file = "checkins/TODO_$2.md"
        objective = "$3"
        scope = "$4"
        allowed_work = ["Write the function and its tests"]
        must_not = ["test.sh"]
        in_scope_paths = [$(quoted $5)]
        required_evidence = []
        validation_commands = ["sh test.sh"]
        read_paths = []
        completion_artifact = "the report of $2"
        checkout_scope = "all of the repository"
        tasks = ["sh test.sh exits with 0, and a new test names what was added"]
        depends_on = [$(quoted ${6:-})]
        END
        }

        # Words as the elements of a list: quoted WORDS
        quoted() { for word in "$@"; do printf '"%s", ' "$word"; done; }

        cat >"$TMPDIR/wave-1.toml" <<END
        [meta]
        phase_id = "P01"
        wave_id = "Wave-1"
        window_id = "WINDOW-1"
        date = "2026-01-05"
        unlock_authority = "founder"

        [paths]
        checkin_dir = "checkins"
        all_prompt_dir = "prompts"
        artifact_dir = "artifacts"
        launch_pack_output = "LAUNCH.md"
        exploration_notes_output = "EXPLORATION.md"
        guidance_snippet_output = "GUIDANCE.md"
        status_snippet_output = "STATUS.md"
        unlock_commands_output = "unlock.sh"
        kickoff_commands_output = "kickoff.sh"

        [exploration]
        sot_sources = []
        checkin_sources = []
        artifact_sources = []
        roadmap_sources = []
        runtime_anchors = []
        current_posture = ["Each repository has one function and one test."]

        [founder_direction]
        primary_goal = "A site shows articles and prices."
        success_criteria = ["All tests pass where the work was landed."]
        non_negotiables = ["Nothing is claimed that was not run."]
        END
        lane money API-3 'Add amounts in cents' 'An order has many amounts.' \
            'lib/money.sh tests/money.sh'
        lane price API-4 'Write an amount as a price' 'Customers read prices, not cents.' \
            'lib/money.sh tests/money.sh'
        lane escape WEB-1 'Escape text for HTML' 'A title may hold a tag.' \
            'lib/escape.sh tests/escape.sh'
        lane summary WEB-3 'Cut a long text to a summary' 'The front page has little room.' \
            'lib/summary.sh tests/summary.sh'
        lane slug API-1 'Turn a title into a slug' 'An address has no blanks.' \
            'lib/slug.sh tests/slug.sh'
        lane find API-2 'Find a title by its slug' 'An address leads to an article.' \
            'lib/find.sh tests/find.sh' API-1
        lane order API-5 'Total an order with postage' 'An invoice needs one figure.' \
            'lib/order.sh tests/order.sh' API-4
        lane headline WEB-2 'Show a headline' 'A page starts with one.' \
            'lib/headline.sh tests/headline.sh' WEB-1
        lane link WEB-4 'Link an article by its slug' 'A headline leads to its article.' \
            'lib/link.sh tests/link.sh' API-2

        """#
}
