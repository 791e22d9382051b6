import Digests
import Model
import Operations
import TestSupport

enum Shade: String, CaseIterable, FieldValue {
    case light
    case dark
    case halfDark = "half_dark"
}

/// A record nested in another, and in itself.
struct Leaf: Record, Equatable {
    static let name = "sample.leaf"
    static let fields = [
        Field<Self>("word", \.word, "A word.", .oneOf(["one", "two", "three"])),
        Field("weight", \.weight, "How heavy it is.", .minimum(0), .maximum(9)),
        Field("leaves", \.leaves, "What hangs on it.", .hasDefault),
    ]

    var word = "one"
    var weight = 0
    var leaves: [Leaf] = []
}

/// A record with a field of every kind.
struct Sample: Record, Equatable {
    static let name = "sample"
    static let fields = [
        Field<Self>("text", \.text, "Any text."),
        Field("count", \.count, "A count.", .minimum(-5), .maximum(1000), .example(20)),
        Field("big", \.big, "A number of 64 bits."),
        Field("flag", \.flag, "Yes or no."),
        Field("share", \.share, "A share."),
        Field("shade", \.shade, "A shade."),
        Field("task", \.task, "A task.", .example("P07-B4")),
        Field("agent", \.agent, "An agent, or none."),
        Field("moment", \.moment, "A moment."),
        Field("pause_seconds", \.pause, "A pause.", .hasDefault),
        Field("digest", \.digest, "A digest."),
        Field("note", \.note, "A note, or none."),
        Field("words", \.words, "Words.", .hasDefault),
        Field("tasks", \.tasks, "Tasks."),
        Field("leaf", \.leaf, "A leaf."),
        Field("leaves", \.leaves, "Leaves."),
        Field("bud", \.bud, "A leaf, or none."),
        Field("data", \.data, "Free data.", .hasDefault),
        Field("extra", \.extra, "Anything, or nothing."),
        Field("counts", \.counts, "Counts by name.", .hasDefault),
        Field("sizes", \.sizes, "Sizes.", .hasDefault, .oneOf(["s", "m", "l"])),
    ]

    var text = ""
    var count = 0
    var big: Int64 = 0
    var flag = false
    var share = 0.0
    var shade = Shade.light
    var task = TaskKey.unset
    var agent: AgentID?
    var moment = Timestamp.unset
    var pause = Duration.seconds(60)
    var digest = Digest.unset
    var note: String?
    var words: [String] = []
    var tasks: [TaskKey] = []
    var leaf = Leaf()
    var leaves: [Leaf] = []
    var bud: Leaf?
    var data: [String: JSONValue] = [:]
    var extra: JSONValue?
    var counts: [String: Int] = [:]
    var sizes: [String] = []
}

/// Numbers from a seed.
struct Chance: RandomNumberGenerator {
    private var numbers: SplitMix64

    init(seed: UInt64) {
        numbers = SplitMix64(seed: seed)
    }

    mutating func next() -> UInt64 { numbers.next() }

    mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }

    mutating func pick<Value>(_ values: [Value]) -> Value { values[below(values.count)] }

    mutating func some<Value>(upTo most: Int, _ make: (inout Chance) -> Value) -> [Value] {
        var values: [Value] = []
        for _ in 0..<below(most + 1) {
            values.append(make(&self))
        }
        return values
    }

    mutating func maybe<Value>(_ make: (inout Chance) -> Value) -> Value? {
        below(2) == 0 ? nil : make(&self)
    }
}

extension Chance {
    /// A text with all that is awkward: separators, quotes, controls, marks, other scripts.
    mutating func text() -> String {
        let pieces = [
            "a", "B7", " ", ",", ":", "\"", "\\", "\n", "\t", "\u{0}", "\u{1b}[31m", "é", "漢字", "🦊",
            "\u{202e}", "|", "`", "-", "[", "}", "true", "12", "\u{7f}", "\u{9b}", "e\u{301}",
        ]
        return some(upTo: 8) { $0.pick(pieces) }.joined()
    }

    mutating func taskKey() -> TaskKey {
        TaskKey(trusted: pick(["P07-B4", "T-142", "WP-1.x", "a"]))
    }

    mutating func leaf(depth: Int) -> Leaf {
        Leaf {
            $0.word = pick(["one", "two", "three"])
            $0.weight = below(10)
            $0.leaves = depth == 0 ? [] : some(upTo: 2) { $0.leaf(depth: depth - 1) }
        }
    }

    mutating func json(depth: Int) -> JSONValue {
        switch below(depth == 0 ? 5 : 7) {
        case 0: .null
        case 1: .bool(below(2) == 0)
        case 2: .integer(Int64(truncatingIfNeeded: next() >> 12))
        case 3: .number(Double(below(1_000_000)) / 64 + 0.015625)
        case 4: .string(text())
        case 5: .array(some(upTo: 3) { $0.json(depth: depth - 1) })
        default:
            .object(
                Dictionary(
                    some(upTo: 3) { ($0.text(), $0.json(depth: depth - 1)) },
                    uniquingKeysWith: { first, _ in first }
                )
            )
        }
    }

    mutating func sample() -> Sample {
        var sample = Sample()
        sample.text = text()
        sample.count = below(1006) - 5
        sample.big = Int64(truncatingIfNeeded: next())
        sample.flag = below(2) == 0
        sample.share = Double(below(1000)) / 8
        sample.shade = pick(Shade.allCases)
        sample.task = taskKey()
        sample.agent = maybe { $0.pick([AgentID(trusted: "ada"), AgentID(trusted: "codex-2")]) }
        sample.moment = Timestamp(milliseconds: Int64(next() % 250_000_000_000_000))
        sample.pause = .seconds(below(100_000))
        sample.digest = Digest(bytes: (0..<32).map { _ in UInt8(below(256)) })
        sample.note = maybe { $0.text() }
        sample.words = some(upTo: 3) { $0.text() }
        sample.tasks = some(upTo: 3) { $0.taskKey() }
        sample.leaf = leaf(depth: 2)
        sample.leaves = some(upTo: 3) { $0.leaf(depth: 1) }
        sample.bud = maybe { $0.leaf(depth: 0) }
        sample.data = Dictionary(
            some(upTo: 3) { ($0.text(), $0.json(depth: 2)) },
            uniquingKeysWith: { first, _ in first }
        )
        sample.extra = maybe { $0.json(depth: 1) }
        sample.counts = ["ready": below(50), "blocked": below(50)]
        sample.sizes = some(upTo: 2) { $0.pick(["s", "m", "l"]) }
        return sample
    }
}
