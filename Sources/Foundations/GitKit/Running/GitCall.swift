/// One run of git: its words and how its answer is taken.
struct GitCall {
    enum Effect {
        /// It takes no lock, not even to refresh the index.
        case reads
        /// It is tried again while a lock is in the way.
        case writes
    }

    var arguments: [String]
    var effect = Effect.reads
    var input: [UInt8] = []
    /// What is set beside the usual environment.
    var environment: [String: String] = [:]
    /// Configuration for this call alone, as `name=value`.
    var settings: [String] = []
    /// The exit codes that are answers.
    ///
    /// Every other one is an error.
    var accepted: Set<Int32> = [0]
    var outputBytesMax = 64 << 20
    var timeLimit = Duration.seconds(120)

    init(_ arguments: [String]) {
        self.arguments = arguments
    }

    static func writing(_ arguments: [String]) -> GitCall {
        var call = GitCall(arguments)
        call.effect = .writes
        // A checkout of a huge repository through filters takes its time.
        call.timeLimit = .seconds(1800)
        return call
    }

    /// The same call, with everything it writes flushed to the disk: what it replaces may be
    /// removed right after.
    ///
    /// Since git 2.36; before, objects alone are flushed.
    var durable: GitCall {
        var call = self
        call.settings += ["core.fsync=all", "core.fsyncMethod=batch", "core.fsyncObjectFiles=true"]
        return call
    }

    func accepting(_ codes: Int32...) -> GitCall {
        var call = self
        call.accepted.formUnion(codes)
        return call
    }

    /// What the call is named in messages: the subcommand alone, since arguments can be long and
    /// odd.
    var name: String { "git \(arguments.first ?? "")" }
}

/// What a run of git answered.
struct GitAnswer {
    let exitCode: Int32
    let output: [UInt8]

    /// The output without the line ends after it.
    var line: String {
        var bytes = output[...]
        while bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }

    var lines: [String] {
        output.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
    }
}
