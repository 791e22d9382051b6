import Documents
import Engine
import Model
import Store
import TestSupport

/// A run with a slice of ada's and a review of it by bea, in a workspace of its own.
struct ReviewedRun {
    static let name = RunName(trusted: "phase-a")
    static let ground = RunGround(gates: ["scope", "review"], missing: [])
    static let work = TaskKey(trusted: "A0")
    static let look = TaskKey(trusted: "A7")

    let workspace: TestWorkspace
    let lea: TestSession
    let ada: TestSession
    let bea: TestSession
    let vera: TestSession

    /// Starts the run.
    init(
        _ workspace: TestWorkspace,
        rounds: Int = 3,
        attempts: Int = 3,
        kind: String = "review"
    ) async throws {
        self.workspace = workspace
        lea = try await workspace.session(of: "lea", as: .lead)
        ada = try await workspace.session(of: "ada")
        bea = try await workspace.session(of: "bea")
        vera = try await workspace.session(of: "vera", as: .validator)
        let sample = SampleRun(
            stages: ["core", "look"],
            kinds: ["look": kind],
            slices: [
                SampleRun.Slice("A0", "ada"),
                SampleRun.Slice("A7", "bea", stage: "look", extra: "gates = [\"review\"]"),
            ],
            gates: ["scope"],
            tables: "[limits]\nrounds = \(rounds)\nattempts = \(attempts)\n"
        )
        let read = try ReadRun(sample.text)
        var packets: [TaskKey: WrittenPacket] = [:]
        for slice in read.spec?.slices ?? [] {
            packets[slice.task] = WrittenPacket(
                format: .markdown,
                text: slice.packet,
                packet: try PacketReader().read(slice.packet, .markdown).packet,
                findings: []
            )
        }
        let written = packets
        try await workspace.change(as: lea) {
            _ = try $0.runs.draft(read, on: Self.ground, file: "run.toml")
        }
        try await workspace.change { _ = try $0.runs.approve(Self.name, on: Self.ground) }
        try await workspace.change(as: lea) {
            _ = try $0.runs.start(Self.name, on: Self.ground, packets: written)
        }
    }

    /// Does the slice that is reviewed, and lets the reviewer take hers up.
    func beginReview() async throws -> ReviewID {
        try await finish(Self.work, by: ada)
        try await workspace.claim(Self.look, as: bea)
        return try await review()
    }

    /// Starts a review of what was delivered.
    func review(
        of task: TaskKey? = Self.work,
        as session: TestSession? = nil,
        for slice: TaskKey? = nil
    ) async throws -> ReviewID {
        let material = ReviewEngine.Material(
            repository: RepositoryName(trusted: "api"),
            task: task,
            delivery: nil,
            base: nil,
            commit: "c1",
            authors: [ada.agent]
        )
        return try await workspace.change(as: session ?? bea) {
            try $0.reviews.start(material, focus: nil, slice: slice).id
        }
    }

    @discardableResult
    func find(
        _ severity: Severity,
        in review: ReviewID,
        path: String = "src/A0.swift",
        owner: AgentID? = nil
    ) async throws -> FindingID {
        let draft = ReviewEngine.Draft(
            severity: severity,
            text: "The lock stays # when *it* fails.",
            anchor: LineAnchor(AnchorPlace(path, LineRange(1, 2)), commit: "c1", blob: "b1")
        )
        let found = try await workspace.change(as: bea) {
            try $0.reviews.add([draft], to: review, owner: owner)
        }
        return found[0].id
    }

    /// Hands the review slice in, and lets the lead look at what that leaves.
    @discardableResult
    func handIn() async throws -> RunEngine.Advanced {
        if try workspace.task(Self.look).hold == nil {
            try await workspace.claim(Self.look, as: bea)
        }
        _ = try await workspace.deliver(Self.look, as: bea)
        return try await advance()
    }

    @discardableResult
    func advance(as session: TestSession? = nil) async throws -> RunEngine.Advanced {
        try await workspace.change(as: session ?? lea) { try $0.runs.advance(Self.name) }
    }

    /// Does a slice from its claim to its acceptance.
    func finish(
        _ key: TaskKey,
        by worker: TestSession,
        mending findings: [FindingID] = []
    ) async throws {
        try await workspace.claim(key, as: worker)
        for finding in findings {
            try await workspace.change(as: worker) {
                _ = try $0.reviews.fix(finding, with: "c2")
            }
        }
        let delivery = try await workspace.deliver(key, as: worker)
        try await accept(key, delivery)
    }

    func accept(_ key: TaskKey, _ delivery: Delivery) async throws {
        try await workspace.replay(delivery, of: key, as: vera)
        try await pass(key)
        try await workspace.accept(key, as: vera)
    }

    func pass(_ key: TaskKey) async throws {
        try await workspace.change { change in
            let id = GateRunID(trusted: try change.view.counters.next(.gate))
            let event = GateEvent(
                target: .delivery,
                task: key,
                commit: "c1",
                moment: nil,
                results: ["scope", "review"].map { gate in
                    GateResult(
                        gate: GateName(trusted: gate),
                        level: .advise,
                        verdict: .pass,
                        judgement: GateJudgement([]),
                        duration: .milliseconds(1)
                    )
                }
            )
            try change.record(event.fact, on: Subject(.gate, id.text))
        }
    }

    /// The next round of a review, in which all fixes are seen but what is opened again.
    func lookAgain(_ review: ReviewID, reopening: [FindingID] = []) async throws {
        let seen = try workspace.read { view in
            try view.findings.findings(of: review).reduce(into: [FindingID: String]()) {
                if case .fixed(let fix) = $1.state { $0[$1.id] = fix.commit }
            }
        }
        let about = try workspace.read { try $0.review(review).task }
        let material = ReviewEngine.Material(
            repository: RepositoryName(trusted: "api"),
            task: about,
            delivery: nil,
            base: nil,
            commit: "c2",
            authors: []
        )
        try await workspace.change(as: bea) {
            _ = try $0.reviews.takeUpAgain(
                review,
                at: material,
                reopening: reopening,
                seen: seen
            )
        }
    }

    func close(_ review: ReviewID) async throws {
        try await workspace.change(as: bea) { _ = try $0.reviews.close(review, note: nil) }
    }

    func answer(_ decision: DecisionID, _ option: String) async throws {
        try await workspace.change {
            _ = try $0.decisions.answer([(decision, OptionName(trusted: option))], note: nil)
        }
    }

    func run() throws -> Run { try workspace.read { try $0.run(Self.name) } }

    func progress() throws -> RunProgress {
        try workspace.read { try RunProgress(of: Self.name, in: $0) }
    }

    func slice(_ key: TaskKey) throws -> RunProgress.Slice? {
        try progress().slices.first { $0.slice.task == key }
    }

    /// Notes that the reviewer's program is started for the review slice.
    func launchReview() async throws {
        try await workspace.change(as: lea) { [bea] change in
            _ = try change.runs.launch(
                Self.look,
                of: Self.name,
                for: bea.agent,
                by: DriverName(trusted: "script")
            )
        }
    }

    func land(_ number: Int64, _ outcome: LaunchOutcome) async throws {
        let landing = RunLanding(number: number, outcome: outcome)
        try await workspace.change(as: lea) {
            _ = try $0.runs.land(landing, of: Self.name, usage: nil)
        }
    }

    func openQuestions() throws -> [RunQuestion] {
        try run().questions.filter { $0.state == .open }
    }
}
