import Model

/// The keys of a wave's spec.
enum WaveKeys {
    static let top: Set<String> = [
        "meta", "paths", "exploration", "founder_direction", "phase_questions", "lanes",
    ]

    static let meta: Set<String> = [
        "phase_id", "wave_id", "window_id", "date", "unlock_authority", "canonical_agent_mirror",
        "follows",
    ]

    static let paths: Set<String> = [
        "checkin_dir", "artifact_dir", "launch_pack_output", "exploration_notes_output",
        "guidance_snippet_output", "status_snippet_output", "unlock_commands_output",
        "kickoff_commands_output",
    ]

    /// How the keys end that name a folder of prompts: `exec_prompt_dir` is for the groups whose
    /// names begin with `exec`.
    static let promptFolder = "_prompt_dir"

    static let exploration: Set<String> = [
        "sot_sources", "checkin_sources", "artifact_sources", "roadmap_sources",
        "runtime_anchors", "current_posture",
    ]

    static let direction: Set<String> = ["primary_goal", "success_criteria", "non_negotiables"]

    static let question: Set<String> = [
        "id", "owner", "status", "question", "answer", "impact_if_unanswered",
    ]

    static let lane: Set<String> = [
        "lane", "agent_id", "is_canonical", "prompt_group", "packet_id", "boundary_file",
        "launch_file", "resume_file", "todo_output_file", "objective", "scope", "allowed_work",
        "must_not", "required_evidence", "validation_commands", "read_paths",
        "completion_artifact", "checkout_scope", "tasks", "depends_on", "in_scope_paths",
    ]

    /// Which keys a part of a packet is made of, as a sentence that goes on from another; nothing
    /// where no key says it.
    static func source(of field: PacketField) -> String {
        let keys =
            switch field {
            case .what: "objective"
            case .why: "primary_goal"
            case .inScope: "required_evidence or in_scope_paths"
            case .outOfScope: "must_not"
            case .testPlan, .runCommands: "validation_commands"
            case .doneMeans: "tasks and success_criteria"
            case .requiredEvidence: "required_evidence"
            case .filesToOpen: "read_paths"
            case .specAnchors: "sot_sources"
            case .openQuestions: "phase_questions"
            case .dependencies: "depends_on"
            case .title, .frontMatter, .metadata, .taskID, .riskTier, .rollbackHint,
                .reportSections, .searchTerms, .riskMap, .authority, .assumptions, .sections,
                .packet:
                ""
            }
        return keys.isEmpty ? "" : " It is made of \(keys)."
    }
}
