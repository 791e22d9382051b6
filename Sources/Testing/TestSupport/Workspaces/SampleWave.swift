/// The spec of a wave with as many lanes as a test needs.
package struct SampleWave: Sendable {
    /// A lane of it.
    package struct Lane: Sendable {
        package var lane: String
        package var agent: String
        package var task: String
        package var isCanonical: Bool
        /// The lines that the lane has beside those of every lane.
        package var extra: String

        package init(
            _ lane: String,
            _ agent: String,
            _ task: String,
            isCanonical: Bool = false,
            extra: String = ""
        ) {
            self.lane = lane
            self.agent = agent
            self.task = task
            self.isCanonical = isCanonical
            self.extra = extra
        }
    }

    package var wave: String
    package var follows: String?
    package var goal: String
    package var lanes: [Lane]

    package init(
        _ wave: String = "Wave-1",
        follows: String? = nil,
        goal: String = "Let people cancel what they started.",
        lanes: [Lane] = [
            Lane("core", "lea", "P1-A1", isCanonical: true), Lane("web", "ada", "P1-B1"),
        ]
    ) {
        self.wave = wave
        self.follows = follows
        self.goal = goal
        self.lanes = lanes
    }

    /// The spec, as TOML.
    package var text: String {
        """
        [meta]
        phase_id = "P1"
        wave_id = "\(wave)"
        window_id = "WINDOW-\(wave)"
        date = "2026-02-16"
        unlock_authority = "Lea"
        canonical_agent_mirror = "lea"
        \(follows.map { "follows = \"\($0)\"" } ?? "")

        [paths]
        checkin_dir = "plans/checkins"
        exec_prompt_dir = "plans/prompts"
        artifact_dir = "plans/artifacts"
        launch_pack_output = "plans/\(wave)_LAUNCH.md"
        exploration_notes_output = "plans/\(wave)_EXPLORATION.md"
        guidance_snippet_output = "plans/\(wave)_GUIDANCE.md"
        status_snippet_output = "plans/\(wave)_STATUS.md"
        unlock_commands_output = "plans/\(wave)_unlock.sh"
        kickoff_commands_output = "plans/\(wave)_kickoff.sh"

        [exploration]
        sot_sources = ["docs/ROADMAP.md"]
        checkin_sources = ["plans/checkins/STATUS.md"]
        artifact_sources = []
        roadmap_sources = ["docs/ROADMAP.md"]
        runtime_anchors = ["AGENTS.md"]
        current_posture = ["The last wave is accepted."]

        [founder_direction]
        primary_goal = "\(goal)"
        success_criteria = ["A job that was cancelled ends within 5 seconds."]
        non_negotiables = ["Nothing is assumed."]

        [[phase_questions]]
        id = "Q1"
        owner = "founder"
        status = "answered"
        question = "May a job be cancelled twice?"
        answer = "Yes, the second time says so."
        impact_if_unanswered = "The answer is guessed."

        """ + lanes.map(Self.table).joined()
    }

    private static func table(_ lane: Lane) -> String {
        """

        [[lanes]]
        lane = "\(lane.lane)"
        agent_id = "\(lane.agent)"
        is_canonical = \(lane.isCanonical)
        prompt_group = "execution"
        packet_id = "\(lane.task)"
        boundary_file = "AUTONOMY_BOUNDARY_\(lane.task).md"
        launch_file = "LAUNCH_\(lane.task).md"
        resume_file = "RESUME_\(lane.task).md"
        todo_output_file = "plans/\(lane.task)_TODO.md"
        objective = "Add the endpoint that cancels a job of \(lane.lane)."
        scope = "The endpoint and its tests"
        allowed_work = ["Change the endpoint", "Add tests"]
        must_not = ["Change the scheduler"]
        required_evidence = ["src/\(lane.lane)/cancel.swift", "plans/artifacts/\(lane.task).md"]
        validation_commands = ["make test"]
        read_paths = ["docs/jobs.md"]
        completion_artifact = "plans/artifacts/\(lane.task).md"
        checkout_scope = "cancel endpoint"
        tasks = ["Write the endpoint", "Write \(lane.task).md"]
        \(lane.extra)

        """
    }
}
