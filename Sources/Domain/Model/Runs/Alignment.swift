/// Whether an agent goes on with what it remembers when it takes up its next slice of a run.
///
/// The one rule for that: a launch follows it, and a sweep shows it beforehand.
package enum Alignment: Hashable, Sendable {
    case aligned(Aligned)
    case stale(Stale)
    /// It has not worked for the run, so there is nothing to go on with.
    case fresh

    /// Why what an agent remembers is about its next slice.
    package enum Aligned: String, Sendable, CaseIterable {
        /// It has the slice in hand.
        case working
        /// It had the slice in hand before.
        case sameSlice = "same_slice"
        case sameStage = "same_stage"
        /// The next slice waits for what it did last.
        case follows
    }

    /// Why what an agent remembers is of no use.
    package enum Stale: String, Sendable, CaseIterable {
        case retired
        /// It works on something beside the run, or did since.
        case elsewhere
        /// No slice of the run is left for it.
        case done
        /// The file of the run wants a fresh agent for each slice.
        case freshOnly = "fresh_only"
        /// It did not come to an end from which it can go on.
        case ended
        /// Nothing is left of what it remembered.
        case gone
        /// Rules were changed since.
        case rules
        /// The slice's packet was revised since.
        case revised
        /// The next slice is of another stage and does not wait for its last one.
        case unrelated
        /// Its program can't be told to compact.
        case notCompactable = "not_compactable"
    }

    /// What is to be done with the agent's session.
    package enum Action: String, Sendable, CaseIterable {
        /// It goes on as it is.
        case keep
        /// It compacts what it remembers, and goes on.
        case compact
        /// It is closed; the next slice gets a fresh one.
        case close
        /// There is none yet: one is started.
        case start
    }

    /// Whether what an agent remembers is about its next slice.
    package enum Standing: String, Sendable, CaseIterable {
        case aligned, stale, fresh
    }

    /// The standing without its reason.
    package var standing: Standing {
        switch self {
        case .aligned: .aligned
        case .stale: .stale
        case .fresh: .fresh
        }
    }

    /// The reason, as a word; `nil` where there is none to give.
    package var why: String? {
        switch self {
        case .aligned(let reason): reason.rawValue
        case .stale(let reason): reason.rawValue
        case .fresh: nil
        }
    }

    /// Decides for an agent's next slice; `nil` stands for none.
    package init(of trail: AgentTrail, for next: RunSlice?, _ freshness: Freshness) {
        self = Self.decide(trail, next, freshness)
    }

    private static func decide(
        _ trail: AgentTrail,
        _ next: RunSlice?,
        _ freshness: Freshness
    ) -> Alignment {
        guard trail.isActive else { return .stale(.retired) }
        guard trail.working == nil else { return .aligned(.working) }
        guard trail.elsewhere == nil else { return .stale(.elsewhere) }
        guard let last = trail.last else { return .fresh }
        guard let next else { return .stale(.done) }
        switch freshness {
        case .fresh: return .stale(.freshOnly)
        case .aligned: break
        }
        guard last.outcome?.leavesConversation != false else { return .stale(.ended) }
        guard last.memory != .gone else { return .stale(.gone) }
        guard last.rules == nil || last.rules == trail.rules else { return .stale(.rules) }
        if last.task == next.task {
            return last.isRevised ? .stale(.revised) : .aligned(.sameSlice)
        }
        let follows = next.waits.contains(last.task)
        guard last.stage == next.stage || follows else { return .stale(.unrelated) }
        guard last.memory == .compactable else { return .stale(.notCompactable) }
        return .aligned(follows ? .follows : .sameStage)
    }

    /// What is to be done with the agent's session before it takes up its next slice.
    package var action: Action {
        switch self {
        case .aligned(.working), .aligned(.sameSlice): .keep
        case .aligned(.sameStage), .aligned(.follows): .compact
        case .stale: .close
        case .fresh: .start
        }
    }

    /// Whether the agent goes on with what it remembers.
    package var goesOn: Bool {
        switch self {
        case .aligned: true
        case .stale, .fresh: false
        }
    }
}

extension LaunchOutcome {
    /// Whether the agent's conversation is worth going on with.
    fileprivate var leavesConversation: Bool {
        switch self {
        case .delivered, .undelivered, .interrupted, .abandoned, .wall, .quiet, .cancelled: true
        case .refused, .limited, .failed, .output, .died, .unstarted: false
        }
    }
}
