/// A rule that plans are held against.
package enum PlanRule: String, Sendable, CaseIterable {
    // How a file is written.
    case unreadable = "plan.unreadable"
    case fieldMissing = "plan.field_missing"
    case fieldType = "plan.field_type"
    case version = "plan.version"
    case idForm = "plan.id_form"
    case idFile = "plan.id_file"
    case createdForm = "plan.created_form"
    case createdDate = "plan.created_date"
    case createdFuture = "plan.created_future"
    case actorForm = "plan.actor_form"
    case emptyText = "plan.empty_text"
    case unknownWord = "plan.unknown_word"
    case driftedWord = "plan.drifted_word"
    case stepsEmpty = "plan.steps_empty"
    case stepIdForm = "plan.step_id_form"
    case stepIdTwice = "plan.step_id_twice"
    case linkForm = "plan.link_form"
    // What its parts say of each other.
    case unfinished = "plan.unfinished"
    case notStarted = "plan.not_started"
    case behind = "plan.behind"
    case checkpoint = "plan.checkpoint"
    case approvalStale = "plan.approval_stale"
    // What shows that it was done; asked of strict validation alone.
    case receiptsNone = "plan.receipts_none"
    case receiptOutside = "plan.receipt_outside"
    case receiptMissing = "plan.receipt_missing"
    case receiptFolder = "plan.receipt_folder"
    case receiptIgnored = "plan.receipt_ignored"
    case receiptUntracked = "plan.receipt_untracked"
    case receiptEmpty = "plan.receipt_empty"
    case receiptUnparsed = "plan.receipt_unparsed"
    case linkMissing = "plan.link_missing"

    /// How much it matters that it is broken.
    package enum Severity: String, Sendable, CaseIterable {
        /// The plan could not be looked at.
        case unreadable
        /// The plan is not valid.
        case fault
        /// Worth mending; refuses nothing.
        case advice
    }

    /// How much it matters.
    package var severity: Severity {
        switch self {
        case .unreadable: .unreadable
        case .createdDate, .behind, .linkMissing: .advice
        case .fieldMissing, .fieldType, .version, .idForm, .idFile, .createdForm, .createdFuture,
            .actorForm, .emptyText, .unknownWord, .driftedWord, .stepsEmpty, .stepIdForm,
            .stepIdTwice, .linkForm, .unfinished, .notStarted, .checkpoint, .approvalStale,
            .receiptsNone, .receiptOutside, .receiptMissing, .receiptFolder, .receiptIgnored,
            .receiptUntracked, .receiptEmpty, .receiptUnparsed:
            .fault
        }
    }
}

/// Something that is wrong with a plan.
package struct PlanFinding: Hashable, Sendable {
    package let rule: PlanRule
    /// The part of the plan: `steps[2].receipts[0]`.
    package let place: String
    /// What is wrong, as a sentence.
    package let text: String
    /// The line in its file, from 1.
    package let line: Int?

    package init(_ rule: PlanRule, _ place: String, _ text: String, line: Int? = nil) {
        self.rule = rule
        self.place = place
        self.text = text
        self.line = line
    }
}
