import SubprocessKit

/// Who plays in the demonstration, and what each is given.
struct DemoCast: Sendable {
    static let lead = "lead"
    static let validator = "vera"
    static let workers = ["ada", "bea", "cal"]
    /// The worker who comes over HTTP.
    static let far = "dan"

    /// The worker that is killed; the other two race for a task.
    let third: String
    let isFast: Bool

    /// - Parameter seed: Decides who is killed.
    init(seed: UInt64, isFast: Bool) {
        // SplitMix64, one step: neighbouring seeds give unrelated numbers.
        var mixed = seed &+ 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        mixed ^= mixed >> 31
        third = Self.workers[Int(mixed % UInt64(Self.workers.count))]
        self.isFast = isFast
    }

    /// All agents with their roles, in the order in which they are registered.
    var agents: [(name: String, role: String)] {
        [(Self.lead, "lead")] + Self.workers.map { ($0, "worker") }
            + [(Self.far, "worker"), (Self.validator, "validator")]
    }

    /// How long the dashboard is there before anybody else is.
    var beginning: Duration { isFast ? .zero : .seconds(2) }

    /// The script of an agent.
    func script(of agent: String) -> String {
        let parts =
            switch agent {
            case Self.lead: [DemoScripts.seat, DemoScripts.wave, DemoScripts.lead]
            case Self.validator: [DemoScripts.seat, DemoScripts.validator]
            case Self.far: [DemoScripts.work, DemoScripts.far]
            case third: [DemoScripts.seat, DemoScripts.work, DemoScripts.third]
            default:
                [
                    DemoScripts.seat, DemoScripts.work, DemoScripts.conversation,
                    DemoScripts.racer,
                ]
            }
        return DemoScripts.prologue + parts.joined()
    }

    /// What an agent's script finds in its environment beside the common part.
    func environment(of agent: String, in directory: DemoDirectory) -> [String: String] {
        [
            "ME": agent, "THIRD": third,
            "API": directory.repository("api"), "WEB": directory.repository("web"),
            "TMPDIR": directory.scratch(of: agent),
            "GIT_AUTHOR_NAME": agent, "GIT_COMMITTER_NAME": agent,
            // A machine that is busy with other things may need far longer than one that is not.
            "PATIENCE": "60",
            "PACE": isFast ? "0" : "1",
            "LEASE": "2m",
            "SHORT_LEASE": isFast ? "3s" : "6s",
            "DECIDE": isFast ? "4s" : "12s",
            "ACK": isFast ? "1s" : "3s",
        ]
    }

    /// What the far worker finds beside that: where to ask, as whom, and a state directory of its
    /// own, so that no store is to be found.
    func distance(
        to address: String,
        token: String,
        in directory: DemoDirectory
    ) -> [String: String] {
        [
            "WORKLEAD_GATEWAY": address, "WORKLEAD_TOKEN": token,
            "XDG_STATE_HOME": directory.farState,
        ]
    }

    /// The task whose evidence is sealed at the end: the one with a false claim in its history.
    static let proven = "API-1"
}
