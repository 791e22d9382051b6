import Model

extension ImportedRecord.Kind {
    /// Why it is only a record, although there is such a thing here, and what makes one of it;
    /// `nil` for what is taken over as it is, or has no equal here.
    ///
    /// What was read says too little: to guess the rest would put words into somebody's mouth.
    var staysRecord: String? {
        switch self {
        case .decision:
            "a line of such a ledger says what came of something, and not what was asked, which "
                + "options there were and whether it is settled: `worklead decision record` writes "
                + "down what is, `--reference` by its name there."
        case .wave:
            "a spec does not say whether it was sent there, and its files were written by others: "
                + "`worklead wave render --spec FILE` makes one of it."
        case .agent, .lane, .task, .claim, .assignment, .event, .message, .plan, .brief, .receipt,
            .boundary, .worklist, .prompt, .status, .guidance, .blocker, .ticket, .flag, .note,
            .artifact, .document:
            nil
        }
    }
}
