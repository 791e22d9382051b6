import Digests
import Model
import Testing

@Suite("A finding, and what may be done with it")
struct FindingTests {
    private let ada = AgentID(trusted: "ada")
    private let vera = AgentID(trusted: "vera")

    private func finding(
        _ severity: Severity = .high,
        _ state: FindingState = .open
    ) -> Finding {
        Finding(
            id: FindingID(trusted: "F-1"),
            review: ReviewID(trusted: "RV-1"),
            round: 1,
            severity: severity,
            text: "It is wrong.",
            anchor: nil,
            owner: ada,
            state: state
        )
    }

    private func state(_ name: FindingState.Name) -> FindingState {
        switch name {
        case .open: .open
        case .fixed: .fixed(FindingState.Fix(commit: "c2", agent: ada, round: 1))
        case .disputed: .disputed(reason: "none", by: ada)
        case .accepted:
            .accepted(Disposition(owner: ada, followUp: .reason("rare")), by: vera)
        }
    }

    private func act(_ target: FindingState.Name, on finding: inout Finding) throws {
        switch target {
        case .fixed: _ = try finding.fix(by: ada, with: "c3", in: 2)
        case .disputed: _ = try finding.dispute(by: ada, because: "none")
        case .accepted:
            let disposition = Disposition(owner: ada, followUp: .reason("rare"))
            _ = try finding.accept(by: vera, as: disposition)
        case .open: _ = try finding.reopen()
        }
    }

    @Test("Each act leads where the table of moves says, and nowhere else")
    func moves() {
        for origin in FindingState.Name.allCases {
            for target in FindingState.Name.allCases {
                var finding = finding(.medium, state(origin))
                let isLegal = origin.successors.contains(target)
                do {
                    try act(target, on: &finding)
                    #expect(isLegal, "\(origin) → \(target)")
                } catch {
                    #expect(!isLegal, "\(origin) → \(target): \(error)")
                }
                let expected = isLegal ? target : origin
                #expect(finding.state.name == expected, "\(origin) → \(target)")
            }
        }
    }

    @Test("A blocking or high finding is let stand only where it was disputed")
    func mustBeFixed() throws {
        for severity in Severity.allCases {
            var open = finding(severity)
            let disposition = Disposition(owner: ada, followUp: .reason("rare"))
            if severity.mustBeFixed {
                #expect(throws: FindingError.mustBeFixed(open.id, severity)) {
                    _ = try open.accept(by: vera, as: disposition)
                }
            } else {
                _ = try open.accept(by: vera, as: disposition)
            }
            var disputed = finding(severity, state(.disputed))
            _ = try disputed.accept(by: vera, as: disposition)
            #expect(disputed.state.name == .accepted)
        }
    }

    @Test("Only its owner disputes a finding")
    func notOwner() {
        var finding = finding()
        #expect(throws: FindingError.notOwner(finding.id, vera, owner: ada)) {
            _ = try finding.dispute(by: vera, because: "none")
        }
    }

    @Test("A finding whose lines are none is not taken from the ledger")
    func noLines() throws {
        let place = AnchorPlace("src/a", LineRange(3, 4))
        let written = FindingEvent.added(
            Finding(
                id: FindingID(trusted: "F-1"),
                review: ReviewID(trusted: "RV-1"),
                round: 1,
                severity: .low,
                text: "It is wrong.",
                anchor: LineAnchor(place, commit: "c1", blob: "b1"),
                owner: ada,
                state: .open
            )
        )
        let fact = written.fact
        var fields = try #require(fact.data.objectValue)
        fields["first_line"] = 5
        #expect {
            let data = JSONValue.object(fields)
            _ = try FindingEvent(Fact(type: fact.type, data: data), of: FindingID(trusted: "F-1"))
        } throws: { "\(($0 as? FactError)?.message ?? "")".contains("'first_line'") }
    }

    @Test(
        "A place is read as path and lines, and a path with a colon stays one",
        arguments: [
            ("src/a.swift:12", "src/a.swift", 12, 12), ("a:3-5", "a", 3, 5), ("a", "a", 0, 0),
            ("a:0", "a:0", 0, 0), ("a:5-3", "a:5-3", 0, 0), ("a:b:7", "a:b", 7, 7),
            ("a:1-2-3", "a:1-2-3", 0, 0),
        ]
    )
    func places(_ text: String, _ path: String, _ first: Int, _ last: Int) {
        #expect(AnchorPlace(text) == AnchorPlace(path, LineRange(first, last)))
    }
}

@Suite("A review, round by round")
struct ReviewTests {
    private let ada = AgentID(trusted: "ada")
    private let vera = AgentID(trusted: "vera")
    private let id = ReviewID(trusted: "RV-1")

    private func fresh(by reviewer: AgentID? = nil, round: Int64 = 1) -> Review {
        Review(
            id: id,
            repository: RepositoryName(trusted: "api"),
            task: nil,
            base: nil,
            focus: nil,
            authors: [ada],
            reviewer: reviewer ?? vera,
            state: .open(Review.Round(number: round, commit: "c1", delivery: nil))
        )
    }

    private func finding(_ severity: Severity, _ state: FindingState = .open) -> Finding {
        Finding(
            id: FindingID(trusted: "F-1"),
            review: id,
            round: 1,
            severity: severity,
            text: "It is wrong.",
            anchor: nil,
            owner: ada,
            state: state
        )
    }

    @Test("Nobody starts, takes up or closes a review of their own work")
    func ownWork() {
        #expect(throws: ReviewError.ownWork(ada)) { _ = try fresh(by: ada).start() }
        var review = fresh()
        #expect(throws: ReviewError.ownWork(ada)) {
            _ = try review.close(by: ada, with: [], note: nil)
        }
        #expect(throws: ReviewError.ownWork(ada)) {
            _ = try review.takeUpAgain(ada, at: "c2", delivery: nil, authors: [])
        }
        // Who has worked on it since the first round is an author too.
        var other = fresh()
        #expect(throws: ReviewError.ownWork(vera)) {
            _ = try other.takeUpAgain(vera, at: "c2", delivery: nil, authors: [vera])
        }
    }

    @Test("A review ends only when nothing is left that matters, and each fix was looked at")
    func closing() throws {
        let fixed = FindingState.fixed(FindingState.Fix(commit: "c2", agent: ada, round: 1))
        let disputed = FindingState.disputed(reason: "none", by: ada)
        for severity in [Severity.blocking, .high] {
            for state in [FindingState.open, disputed] {
                var review = fresh()
                #expect(throws: ReviewError.open(id, [FindingID(trusted: "F-1")])) {
                    _ = try review.close(by: vera, with: [finding(severity, state)], note: nil)
                }
            }
        }
        var review = fresh()
        #expect(throws: ReviewError.undecided(id, [FindingID(trusted: "F-1")])) {
            _ = try review.close(by: vera, with: [finding(.medium)], note: nil)
        }
        #expect(throws: ReviewError.fixesUnseen(id, [FindingID(trusted: "F-1")])) {
            _ = try review.close(by: vera, with: [finding(.high, fixed)], note: nil)
        }
        #expect(review.isOpen)
        var later = fresh(round: 2)
        _ = try later.close(by: vera, with: [finding(.high, fixed), finding(.low)], note: nil)
        #expect(!later.isOpen)
        #expect(throws: ReviewError.closed(id)) {
            _ = try later.close(by: vera, with: [], note: nil)
        }
        #expect(throws: ReviewError.closed(id)) { _ = try later.openRound() }
        #expect(throws: ReviewError.closed(id)) {
            _ = try later.takeUpAgain(vera, at: "c3", delivery: nil, authors: [])
        }
    }

    @Test("A review is given up whatever is left in it, by another than its authors, and for good")
    func abandoning() throws {
        var review = fresh(round: 2)
        #expect(throws: ReviewError.ownWork(ada)) {
            _ = try review.abandon(by: ada, because: "late")
        }
        #expect(try review.abandon(by: vera, because: "late") == .abandoned(reason: "late"))
        #expect(!review.isOpen && review.round.number == 2)
        #expect(throws: ReviewError.closed(id)) {
            _ = try review.abandon(by: vera, because: "again")
        }
        #expect(throws: ReviewError.closed(id)) {
            _ = try review.close(by: vera, with: [], note: nil)
        }
        #expect(throws: ReviewError.closed(id)) { _ = try review.openRound() }
        #expect(throws: ReviewError.closed(id)) {
            _ = try review.takeUpAgain(vera, at: "c3", delivery: nil, authors: [])
        }
    }

    @Test("What a gate refuses becomes a finding with place, rule and weight")
    func ofGates() {
        func result(_ level: RuleLevel, _ verdict: GateVerdict) -> GateResult {
            GateResult(
                gate: GateName(trusted: "secrets"),
                level: level,
                verdict: verdict,
                reason: verdict == .error ? "It could not be read." : nil,
                judgement: verdict == .fail
                    ? GateJudgement([
                        GateFinding("A.", path: "src/a", line: 7, rule: "token"),
                        GateFinding("B.", path: "src/b"), GateFinding("C."),
                    ]) : GateJudgement(),
                duration: .zero
            )
        }
        let found = ReportedFinding.all(in: result(.block, .fail))
        #expect(found.map(\.severity) == [.high, .high, .high])
        #expect(found.map { $0.place?.description } == ["src/a:7", "src/b", nil])
        #expect(found.map(\.rule) == ["token", "secrets", "secrets"])
        #expect(found.map(\.text) == ["A.", "B.", "C."])
        #expect(
            ReportedFinding.all(in: result(.advise, .fail)).allSatisfy { $0.severity == .medium }
        )
        #expect(
            ReportedFinding.all(in: result(.block, .error)).map(\.text) == ["It could not be read."]
        )
        #expect(ReportedFinding.all(in: result(.block, .pass)).isEmpty)
        #expect(ReportedFinding.all(in: result(.block, .skipped)).isEmpty)
    }

    @Test("The rounds are bounded")
    func rounds() throws {
        var review = fresh()
        for _ in 2...Review.roundsMax {
            _ = try review.takeUpAgain(vera, at: "c2", delivery: nil, authors: [])
        }
        #expect(throws: ReviewError.noMoreRounds(id)) {
            _ = try review.takeUpAgain(vera, at: "c2", delivery: nil, authors: [])
        }
    }
}
