/// The name of a phase: `P07`.
package struct PhaseName: Identifier {
    package static let kind = "the name of a phase"
    package static let rule = IdentifierRule(lengthMax: 60)
    package let text: String
    package init(trusted text: String) { self.text = text }
}

/// A stage of the roadmap: tasks that are closed together, and the specs that they carry out.
package struct Phase: Hashable, Sendable {
    /// Whether it is over.
    package enum State: Hashable, Sendable {
        case open
        case closed(PhaseClosure)
    }

    package let name: PhaseName
    package let title: String?
    /// The specs that do not change while it is open.
    package let specs: [SpecName]
    package private(set) var state: State

    package init(name: PhaseName, title: String?, specs: [SpecName], state: State = .open) {
        self.name = name
        self.title = title
        self.specs = specs
        self.state = state
    }

    /// Whether tasks can still join it.
    package var isOpen: Bool {
        switch state {
        case .open: true
        case .closed: false
        }
    }

    /// Ends it for good; with it end the waivers that were granted in it.
    ///
    /// - Parameter lacks: What its closing gate found missing.
    package mutating func close(
        _ closure: PhaseClosure,
        lacking lacks: [PhaseLack]
    ) throws(PhaseError) -> PhaseEvent {
        switch state {
        case .closed: throw .closed(name)
        case .open:
            guard lacks.isEmpty else { throw .incomplete(name, lacks) }
            state = .closed(closure)
            return .closed(closure)
        }
    }
}

/// What a phase was closed with.
package struct PhaseClosure: Hashable, Sendable {
    /// How many of its tasks were accepted.
    package let accepted: Int64
    /// The specs as they were found to be kept: `master v2 at 3f9a2c…`.
    package let specs: [String]

    package init(accepted: Int64, specs: [String]) {
        self.accepted = accepted
        self.specs = specs
    }
}

/// Something that keeps a phase from being closed.
package struct PhaseLack: Hashable, Sendable {
    /// What a phase can lack.
    package enum Kind: String, Sendable, CaseIterable {
        /// The phase has no accepted task at all.
        case empty
        /// A task is not accepted.
        case task
        /// A task waits for one that is not accepted.
        case dependency
        /// A spec or its evidence moved, or a clause lost its evidence or never had any.
        case spec
        /// A waiver is live.
        case waiver
    }

    package let kind: Kind
    /// What it is about: a task, a spec, a waiver.
    package let subject: String
    package let text: String

    package init(_ kind: Kind, _ subject: String, _ text: String) {
        self.kind = kind
        self.subject = subject
        self.text = text
    }
}

/// What can happen to a phase.
package enum PhaseEvent: Hashable, Sendable {
    case opened(title: String?, specs: [SpecName])
    case closed(PhaseClosure)

    /// The event as it is written.
    package var fact: Fact {
        switch self {
        case .opened(let title, let specs):
            FactWriter().with("title", title).with("specs", specs.map(\.text))
                .fact("phase.opened")
        case .closed(let closure):
            FactWriter().with("accepted", closure.accepted).with("specs", closure.specs)
                .fact("phase.closed")
        }
    }

    /// Reads the fact back, or answers `nil` for a fact about something else.
    package init?(_ fact: Fact) throws(FactError) {
        let reader = try FactReader(fact)
        switch fact.type {
        case "phase.opened":
            self = .opened(
                title: try reader.optionalText("title"),
                specs: try reader.texts("specs").map(SpecName.init(trusted:))
            )
        case "phase.closed":
            self = .closed(
                PhaseClosure(
                    accepted: try reader.integer("accepted"),
                    specs: try reader.texts("specs")
                )
            )
        default: return nil
        }
    }
}

/// What can be wrong with what is asked of a phase.
package enum PhaseError: Reportable, Equatable {
    case unknown(PhaseName)
    case taken(PhaseName)
    case lookAlike(PhaseName, existing: PhaseName)
    case closed(PhaseName)
    case incomplete(PhaseName, [PhaseLack])

    package var code: String {
        switch self {
        case .unknown: "phase.unknown"
        case .taken: "phase.taken"
        case .lookAlike: "phase.look_alike"
        case .closed: "phase.closed"
        case .incomplete: "phase.incomplete"
        }
    }

    package var category: ErrorCategory {
        switch self {
        case .unknown: .notFound
        case .taken, .lookAlike, .closed: .conflict
        case .incomplete: .checkFailed
        }
    }

    package var message: String {
        switch self {
        case .unknown(let name): "There is no phase \(name)."
        case .taken(let name): "The phase \(name) is there already."
        case .lookAlike(let name, let existing): "\(name) looks like the phase \(existing)."
        case .closed(let name): "The phase \(name) is closed for good."
        case .incomplete(let name, let lacks):
            "The phase \(name) can't be closed: "
                + lacks.count.counted("thing is", "things are")
                + " missing. First: \(lacks.first?.text ?? "")"
        }
    }

    package var hint: String? {
        switch self {
        case .unknown: "`worklead phase list` shows all."
        case .taken, .lookAlike: "Choose another name."
        case .closed: "Open the next one: `worklead phase open NAME`"
        case .incomplete(let name, _): "`worklead phase check \(name)` lists all that is missing."
        }
    }
}
