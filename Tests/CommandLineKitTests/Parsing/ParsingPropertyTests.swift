import CommandLineKit
import TestSupport
import Testing

@Suite("Any command line")
struct ParsingPropertyTests {
    static let seeds: [UInt64] = Array(1...20)

    @Test("of random words is either understood or refused", arguments: seeds)
    func neverCrashes(_ seed: UInt64) {
        var random = SplitMix64(seed: seed)
        for round in 0..<500 {
            let vector = random.words()
            do throws(UsageError) {
                let words = try ArgumentVector.texts(of: vector)
                _ = try Shelf.program.parse(words)
                _ = Shelf.program.completion(of: words).text(
                    adding: words.map { CompletionCandidate($0) }
                )
            } catch {
                let isHarmless = error.message.unicodeScalars.allSatisfy { scalar in
                    scalar.value >= 0x20 && !(0x7F..<0xA0).contains(scalar.value)
                        && scalar.properties.generalCategory != .format
                }
                #expect(
                    isHarmless && !error.message.isEmpty && error.code.hasPrefix("usage."),
                    "seed \(seed), round \(round): \(vector) gives \(error)"
                )
            }
        }
    }

    @Test("gives back the values that it was made from", arguments: seeds)
    func roundTrip(_ seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        for round in 0..<300 {
            let wanted = random.invocation()
            let words = random.render(wanted)
            let parsed = try Shelf.program.run(words)
            let read = RandomInvocation(
                path: parsed.path,
                values: parsed.givenValues,
                flags: parsed.givenFlags
            )
            #expect(read == wanted, "seed \(seed), round \(round): \(words)")
        }
    }
}

/// What a command line means, without its spelling.
struct RandomInvocation: Equatable {
    var path: [String]
    var values: [String: [String]]
    var flags: Set<String>
}

extension SplitMix64 {
    /// Words of random bytes, and of pieces of the program's own words, which get further.
    fileprivate mutating func words() -> [[UInt8]] {
        let pieces = [
            "lend", "book", "inbox", "add", "list", "echo", "import", "--", "-", "--to", "--days=",
            "-d", "-us", "--help", "--version", "=", "--format", "json", "__complete", "help", "é",
            "\u{301}", "\u{1B}", "\u{202E}", "👩🏽‍🚀", "x",
        ]
        return (0..<number(in: 0...6)).map { _ in
            if chance(20) { return (0..<number(in: 0...12)).map { _ in UInt8(next() & 0xFF) } }
            return (0..<number(in: 1...2)).flatMap { _ in Array(pick(pieces).utf8) }
        }
    }

    fileprivate mutating func invocation() -> RandomInvocation {
        let command = pick([
            Shelf.Lend.specification, Shelf.Import.specification, Shelf.Echo.specification,
            Shelf.Book.add, Shelf.Book.list, Shelf.root,
        ])
        let isRoot = command.name == "shelf"
        let path =
            isRoot
            ? []
            : command.section.isEmpty && command.name != "echo"
                ? ["book", command.name] : [command.name]
        var invocation = RandomInvocation(path: path, values: [:], flags: [])
        for option in command.options + (isRoot ? [] : Shelf.root.options)
        where option.count.isRequired || chance(50) {
            invocation.values[option.label] = values(of: option)
        }
        for argument in command.arguments where argument.count.isRequired || chance(50) {
            invocation.values[argument.label] = values(of: argument)
        }
        for flag in command.flags + (isRoot ? [] : Shelf.root.flags) where chance(50) {
            invocation.flags.insert(flag.label)
        }
        return invocation
    }

    private mutating func values(of parameter: some Parameter) -> [String] {
        (0..<(parameter.count.isRepeatable ? number(in: 1...3) : 1)).map { _ in
            parameter.allowed.isEmpty ? text() : pick(parameter.allowed)
        }
    }

    private mutating func text() -> String {
        let letters = ["a", "-", "=", " ", "é", "\u{301}", "'", "\n", "本", "--"]
        return (0..<number(in: 0...4)).map { _ in pick(letters) }.joined()
    }

    /// One of the spellings of an invocation: options anywhere, in any form that can hold the
    /// value.
    fileprivate mutating func render(_ invocation: RandomInvocation) -> [String] {
        let command = Self.command(at: invocation.path)
        var early: [[String]] = []
        var late: [[String]] = []
        for option in command.options + (invocation.path.isEmpty ? [] : Shelf.root.options) {
            let isGlobal = Shelf.root.options.contains(option)
            for value in invocation.values[option.label] ?? [] {
                let spelled = spell(option, value)
                if isGlobal, chance(50) { early.append(spelled) } else { late.append(spelled) }
            }
        }
        for flag in command.flags + (invocation.path.isEmpty ? [] : Shelf.root.flags)
        where invocation.flags.contains(flag.label) {
            let spelled = [chance(50) ? flag.short.map { "-\($0)" } ?? flag.label : flag.label]
            if Shelf.root.flags.contains(flag), chance(50) {
                early.append(spelled)
            } else {
                late.append(spelled)
            }
        }
        let plain = command.arguments.flatMap { invocation.values[$0.label] ?? [] }
        return early.flatMap(\.self) + invocation.path + mixed(plain, with: late)
    }

    private mutating func spell(_ option: Option, _ value: String) -> [String] {
        var forms = [["--\(option.name)=\(value)"]]
        let isPlain = value.utf8.first != UInt8(ascii: "-") || value == "-"
        if isPlain { forms.append(["--\(option.name)", value]) }
        if let short = option.short {
            forms.append(["-\(short)=\(value)"])
            if isPlain { forms.append(["-\(short)", value]) }
            if !value.isEmpty, value.utf8.first != UInt8(ascii: "=") {
                forms.append(["-\(short)\(value)"])
            }
        }
        return pick(forms)
    }

    /// Positional words in their order among options in theirs; from the first that looks like an
    /// option on, all of them stand behind `--`.
    private mutating func mixed(_ plain: [String], with options: [[String]]) -> [String] {
        let isOption: (String) -> Bool = { $0.utf8.first == UInt8(ascii: "-") && $0 != "-" }
        let free = Array(plain.prefix { !isOption($0) })
        let bound = Array(plain.dropFirst(free.count))
        var words: [String] = []
        var (left, right) = (free[...], options[...])
        while !left.isEmpty || !right.isEmpty {
            if right.isEmpty || (!left.isEmpty && chance(50)) {
                words.append(left.removeFirst())
            } else {
                words += right.removeFirst()
            }
        }
        return bound.isEmpty && chance(80) ? words : words + ["--"] + bound
    }

    private static func command(at path: [String]) -> CommandSpecification {
        path.reduce(Shelf.root) { command, name in
            command.subcommands.first { $0.name == name } ?? command
        }
    }
}
