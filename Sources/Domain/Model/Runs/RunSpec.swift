/// Many slices for many agents, as somebody planned them: what the file of a run says.
package struct RunSpec: Hashable, Sendable {
    package var name: RunName
    package var title: String
    /// Where the slices are worked on; `nil` for the only repository there is.
    package var repository: RepositoryName?
    package var phase: PhaseName?
    /// When the run is done, in sentences.
    package var criteria: [String]
    package var capacity = RunCapacity()
    package var freshness = Freshness.aligned
    package var limits = RunLimits()
    package var budget = RunBudget()
    package var documents: [Document] = []
    package var members: [Member] = []
    /// How its agents' programs are driven.
    package var drivers: [RunDriver] = []
    /// What is accepted without asking anybody.
    package var acceptance = Acceptance.verified
    package var artifacts = Artifacts()
    /// In the order in which they come; a stage begins when the one before is accepted.
    package var stages: [Stage] = []
    /// In the order of the file.
    package var slices: [Slice] = []
    /// Where gates are named.
    package var gatePlaces: [Place<GateName>] = []
    /// Where the name, the repository and the phase stand, by their keys.
    package var lines: [String: Int] = [:]

    package init(
        name: RunName,
        title: String,
        repository: RepositoryName? = nil,
        phase: PhaseName? = nil,
        criteria: [String] = []
    ) {
        self.name = name
        self.title = title
        self.repository = repository
        self.phase = phase
        self.criteria = criteria
    }

    /// Who accepts what was delivered.
    package enum Acceptance: String, Sendable, CaseIterable {
        /// Whoever drives the run, once a replay has verified it and its gates have passed.
        case verified
        /// The same, with the gaps that the replay names: the founder's go takes them.
        case withGaps = "with-gaps"
        /// A person, each time; replay and gates are run.
        case asked
    }

    /// The most slices of a run.
    package static let slicesMax = 10_000
    /// The most times that one slice waits for another.
    package static let edgesMax = 200_000

    /// Something that is named, with where.
    package struct Place<Name: Identifier>: Hashable, Sendable {
        package let name: Name
        package let keyPath: String
        package let line: Int

        package init(_ name: Name, keyPath: String, line: Int) {
            self.name = name
            self.keyPath = keyPath
            self.line = line
        }
    }

    /// What somebody has to have read.
    package struct Document: Hashable, Sendable {
        package let id: DocumentName
        /// From the top of the repository.
        package let path: String
        package let line: Int

        package init(id: DocumentName, path: String, line: Int) {
            self.id = id
            self.path = path
            self.line = line
        }
    }

    /// An agent of the run.
    package struct Member: Hashable, Sendable {
        package let agent: AgentID
        package let scope: String
        /// What it reads before anything else.
        package let reads: [DocumentName]
        /// How its program is driven; `nil` where somebody starts it by hand.
        package let driver: DriverName?
        package let line: Int

        package init(
            agent: AgentID,
            scope: String,
            reads: [DocumentName],
            driver: DriverName? = nil,
            line: Int
        ) {
            self.agent = agent
            self.scope = scope
            self.reads = reads
            self.driver = driver
            self.line = line
        }
    }

    /// A part of the run that begins when the one before is accepted.
    package struct Stage: Hashable, Sendable {
        /// What a stage is for.
        package enum Kind: String, Sendable, CaseIterable {
            case work
            /// Somebody else looks at what was done, until nothing that matters is open.
            case review
            /// Somebody looks at how it is built.
            case structure
            /// Documents are brought in line, and what is not needed any more is cleaned up.
            case docs
            /// It is said whether what comes next can begin.
            case readiness

            /// Whether it goes in rounds, and ends when each of its reviews is closed.
            package var isReview: Bool {
                switch self {
                case .review, .structure: true
                case .work, .docs, .readiness: false
                }
            }
        }

        package let name: StageName
        package let title: String
        package let kind: Kind
        package let line: Int

        package init(name: StageName, title: String, kind: Kind, line: Int) {
            self.name = name
            self.title = title
            self.kind = kind
            self.line = line
        }
    }

    /// A task of the run, with its packet.
    package struct Slice: Hashable, Sendable {
        /// The key of its task.
        package var task: TaskKey
        package var stage: StageName
        package var owner: AgentID
        /// Who takes it up where the owner is not there, the first first.
        package var backups: [AgentID]
        /// What it waits for beside the stage before.
        package var after: [TaskKey]
        /// What has to pass before it is accepted.
        package var gates: [GateName]
        package var reads: [DocumentName]
        package var artifacts: [String]
        /// Its packet, in Markdown.
        package var packet: String
        package var line: Int

        package init(
            task: TaskKey,
            stage: StageName,
            owner: AgentID,
            backups: [AgentID],
            after: [TaskKey],
            gates: [GateName],
            reads: [DocumentName],
            artifacts: [String],
            packet: String,
            line: Int
        ) {
            self.task = task
            self.stage = stage
            self.owner = owner
            self.backups = backups
            self.after = after
            self.gates = gates
            self.reads = reads
            self.artifacts = artifacts
            self.packet = packet
            self.line = line
        }
    }
}

extension RunSpec {
    /// How the programs of those agents talk that are driven.
    package var dialects: [AgentID: RunDriver.Dialect] {
        let named = Dictionary(
            drivers.map { ($0.name, $0.dialect) },
            uniquingKeysWith: { first, _ in first }
        )
        return Dictionary(
            members.compactMap { member in
                member.driver.flatMap { named[$0] }.map { (member.agent, $0) }
            },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// What each slice waits for, in the order of the slices: what it names, and for the first of a
    /// stage the last of the stage before.
    ///
    /// The first are those that wait for none of their stage, the last those that none of their
    /// stage waits for: what lies between follows by itself.
    package var waits: [[TaskKey]] {
        var places: [StageName: Int] = [:]
        for (place, stage) in stages.enumerated() { places[stage.name] = place }
        let stageOf = Dictionary(
            slices.map { ($0.task, places[$0.stage] ?? 0) },
            uniquingKeysWith: { first, _ in first }
        )
        var followed: Set<TaskKey> = []
        for slice in slices {
            for other in slice.after where stageOf[other] == stageOf[slice.task] {
                followed.insert(other)
            }
        }
        var last = [[TaskKey]](repeating: [], count: max(1, stages.count))
        for slice in slices where !followed.contains(slice.task) {
            last[stageOf[slice.task] ?? 0].append(slice.task)
        }
        return slices.map { slice in
            let stage = stageOf[slice.task] ?? 0
            let isFirst = !slice.after.contains { stageOf[$0] == stage }
            let barrier = isFirst ? last[..<stage].last { !$0.isEmpty } ?? [] : []
            return (slice.after + barrier).uniqued
        }
    }

    /// What the ledger keeps of the slices.
    package var outline: [RunSlice] {
        let kinds = Dictionary(
            stages.map { ($0.name, $0.kind) },
            uniquingKeysWith: { first, _ in first }
        )
        return zip(slices, waits).map { slice, waits in
            RunSlice(
                task: slice.task,
                stage: slice.stage,
                owner: slice.owner,
                backups: slice.backups,
                waits: waits,
                gates: slice.gates,
                kind: kinds[slice.stage] ?? .work,
                artifacts: slice.artifacts
            )
        }
    }
}
