/// The keys of a packet written as TOML.
enum TOMLPacketKeys {
    static let title = "title"
    static let what = "what"
    static let why = "why"
    static let inScope = "in_scope_paths"
    static let outOfScope = "out_of_scope"
    static let riskTier = "risk_tier"
    static let riskNotes = "risk_notes"
    static let testPlan = "test_plan"
    static let testPlanLanguage = "test_plan_language"
    static let testPlanNotes = "test_plan_notes"
    static let doneMeans = "done_means"
    static let rollbackHint = "rollback_hint"
    static let requiredEvidence = "required_evidence"
    static let reportSections = "report_sections"
    static let filesToOpen = "files_to_open"
    static let searchTerms = "search_terms"
    static let runCommands = "run_commands"
    static let runCommandsLanguage = "run_commands_language"
    static let runCommandsNotes = "run_commands_notes"
    static let riskMap = "risk_map"
    static let specAnchors = "spec_anchors"
    static let assumptions = "assumptions"
    static let openQuestions = "open_questions"
    static let dependencies = "dependencies"
    static let metadata = "metadata"
    static let authority = "authority"
    static let frontMatter = "front_matter"
    static let sections = "sections"

    static let all: Set<String> = [
        title, what, why, inScope, outOfScope, riskTier, riskNotes, testPlan, testPlanLanguage,
        testPlanNotes, doneMeans, rollbackHint, requiredEvidence, reportSections, filesToOpen,
        searchTerms, runCommands, runCommandsLanguage, runCommandsNotes, riskMap, specAnchors,
        assumptions, openQuestions, dependencies, metadata, authority, frontMatter, sections,
    ]
}
