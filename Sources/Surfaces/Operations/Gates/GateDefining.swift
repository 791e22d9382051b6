import Model

/// Runs gates on their own cases: one that can't fail is a fault.
package enum SelftestGates: Operation {
    package typealias Output = SelftestReport
    package static let name = "gate.selftest"
    package static let summary = "Runs gates on their own cases: one that can't fail is a fault."
    package static let effect = Effect.reads
    package static let takesTime = true
    package static let errors: [String] = ["gate.unknown"]
    package static let example = Input()

    /// What is asked of `gate.selftest`.
    package struct Input: Record {
        package static let name = "gate.selftest.input"
        package static let fields: [Field<Self>] = [
            Field("gates", \.gates, "The gates; all where none is named.", .hasDefault)
        ]

        package var gates: [GateName] = []

        package init() {}
    }
}

/// What came of the gates' own cases.
package struct SelftestReport: Record {
    package static let name = "gate.selftest.report"
    package static let fields: [Field<Self>] = [
        Field("passes", \.passes, "Whether each gate was seen to refuse and to pass as it must."),
        Field("gates", \.gates, "Each gate."),
    ]

    package var passes = true
    package var gates: [SelftestLine] = []

    package init() {}
}

/// What came of one gate's own cases.
package struct SelftestLine: Record {
    package static let name = "gate.selftest.line"
    package static let fields: [Field<Self>] = [
        Field("gate", \.gate, "The gate."),
        Field("refusing", \.refusing, "How many cases it must refuse."),
        Field("passing", \.passing, "How many cases it must pass."),
        Field("faults", \.faults, "What is wrong with the gate."),
    ]

    package var gate: GateName = .unset
    package var refusing = 0
    package var passing = 0
    package var faults: [String] = []

    package init() {}
}

/// Writes a command as a gate into the working directory's settings.
///
/// It counts once it is committed on the repository's main branch, as all settings do.
package enum DefineGate: Operation {
    package typealias Output = DefineReport
    package static let name = "gate.define"
    package static let summary = "Writes a command as a gate into .worklead/gates.toml."
    package static let effect = Effect.changes
    package static let needsPlace = true
    package static let takesTime = true
    package static let errors: [String] = ["gate.taken", "gate.cant_fail", "agent.lacks_right"]
    package static let example = Input { input in
        input.gate = GateName(trusted: "shell")
        input.summary = "Scripts have no finding of shellcheck."
        input.command = ["shellcheck", "scripts/build"]
        input.refuses = [GateCaseFile(path: "scripts/build", text: "#!/bin/sh\nrm $1\n")]
    }

    /// What is asked of `gate.define`.
    package struct Input: Record {
        package static let name = "gate.define.input"
        package static let fields: [Field<Self>] = [
            Field("gate", \.gate, "Its name."),
            Field("summary", \.summary, "What is so where it passes.", .line(200)),
            Field("command", \.command, "The program and its arguments."),
            Field("level", \.level, "Its level.", .hasDefault),
            Field("hint", \.hint, "What to do when it refuses."),
            Field("at_delivery", \.atDelivery, "Whether deliveries are asked it.", .hasDefault),
            Field("refuses", \.refuses, "The files of a change under which it must fail."),
        ]

        package var gate: GateName = .unset
        package var summary = ""
        package var command: [String] = []
        package var level: RuleLevel = .block
        package var hint: String?
        package var atDelivery = false
        package var refuses: [GateCaseFile] = []

        package init() {}
    }
}

/// A file of a case.
package struct GateCaseFile: Record {
    package static let name = "gate.case_file"
    package static let fields: [Field<Self>] = [
        Field("path", \.path, "Its path in the repository."),
        Field("text", \.text, "What it then says."),
    ]

    package var path = ""
    package var text = ""

    package init() {}

    package init(path: String, text: String) {
        self.path = path
        self.text = text
    }
}

/// Where a gate was written to.
package struct DefineReport: Record {
    package static let name = "gate.define.report"
    package static let fields: [Field<Self>] = [
        Field("gate", \.gate, "The gate."),
        Field("file", \.file, "The file that has it now."),
        Field("ending", \.ending, "How the command ended under its case."),
    ]

    package var gate: GateName = .unset
    package var file = ""
    package var ending = ""

    package init() {}
}
