extension TidyRule {
    /// A whole system is run from one seed in tests, so nothing may look at a clock or a die by
    /// itself: Assembly supplies both.
    static let clockAndChance = TidyRule(
        statement: "Only Assembly and the tests read a clock or a random source",
        violations: { files in
            files.filter(\.mustBePredictable).flatMap { file in
                file.places(of: SourceFile.suspects).compactMap { index in
                    file.impureSource(at: index).map {
                        file.violation(
                            file.tokens[index].line,
                            "\($0) is for Assembly: take a parameter or a protocol"
                        )
                    }
                }
            }
        },
        refuses: [
            [engine("let a = Date()")],
            [engine("let a = Date.now")],
            [engine("let a = Date(timeIntervalSinceNow: 1)")],
            [engine("let a = ContinuousClock.now")],
            [engine("let a = UUID()")],
            [engine("let a = Int.random(in: 0..<9)")],
            [engine("let a = names.shuffled()")],
            [engine("var a = timespec()\nclock_gettime(CLOCK_REALTIME, &a)")],
            [engine("let a = time(nil)")],
            [engine("try await Task.sleep(for: .seconds(1))")],
            [engine("usleep(3)")],
            [engine("let a = SystemRandomNumberGenerator()")],
            [engine("let a = \"at \\(Date())\"")],
            [SourceFile("Sources/Foundations/CLinux/a.c", "char q = '\"';\nint a = rand();\n")],
        ],
        passes: [
            engine("let a = Date(timeIntervalSince1970: 1)\nlet b = UUID(uuidString: text)"),
            engine("let a = Int.random(in: 0..<9, using: &generator)"),
            engine("try await time.sleep(for: lease)\nlet now = time.now()"),
            engine("init(clock: @escaping () -> Duration) { started = clock() }"),
            engine("// Not Date(): see TimeSource.\nlet a = \"Date()\"\nlet time = reply.time()"),
            SourceFile("Sources/Foundations/CLinux/a.c", "/* rand() */ int last_time(int a);\n"),
            SourceFile("Sources/Program/Assembly/A.swift", "let a = ContinuousClock.now\n"),
            SourceFile("Sources/Testing/TestSupport/A.swift", "let a = ContinuousClock.now\n"),
        ]
    )

    private static func engine(_ text: String) -> SourceFile {
        SourceFile("Sources/Engine/Engine/A.swift", text + "\n")
    }
}

extension SourceFile {
    fileprivate var mustBePredictable: Bool {
        isSource && target != "Assembly" && layer != "Testing"
    }

    /// The name of the clock or random source that is used at a token.
    fileprivate func impureSource(at index: Int) -> String? {
        let name = tokens[index].text
        let isCalled = tokens.has("(", at: index + 1)
        let isMember = tokens.has(".", at: index - 1)
        if Self.impureTypes.contains(name) { return name }
        if isCalled, Self.impureFunctions.contains(name), !isMember, !declares(name) {
            return name + "()"
        }
        if isCalled, isMember, Self.chanceMembers.contains(name), !hasGenerator(at: index + 1) {
            return "." + name
        }
        switch name {
        case "Date":
            let readsClock =
                tokens.has(")", at: index + 2) || tokens.has("timeIntervalSinceNow", at: index + 2)
            if isCalled && readsClock { return "Date()" }
            return tokens.has(".", at: index + 1) && tokens.has("now", at: index + 2)
                ? "Date.now" : nil
        case "UUID":
            return isCalled && tokens.has(")", at: index + 2) ? "UUID()" : nil
        case "Task":
            return tokens.has("sleep", at: index + 2) ? "Task.sleep" : nil
        default:
            return nil
        }
    }

    /// Whether the name is a parameter, a property or a function of this file, and so not the
    /// system's.
    private func declares(_ name: String) -> Bool {
        places(of: [name]).contains { index in
            tokens.has(":", at: index + 1) || tokens.has("func", at: index - 1)
                || tokens.has("let", at: index - 1) || tokens.has("var", at: index - 1)
        }
    }

    /// Whether a call names the generator it draws from.
    private func hasGenerator(at open: Int) -> Bool {
        tokens[open..<tokens.indexAfterGroup(at: open)].contains { $0.isWord("using") }
    }

    /// Every word that can be such a source.
    fileprivate static let suspects = impureTypes.union(impureFunctions).union(chanceMembers)
        .union(["Date", "UUID", "Task"])

    private static let impureTypes: Set<String> = [
        "ContinuousClock", "SuspendingClock", "DispatchTime", "DispatchWallTime",
        "SystemRandomNumberGenerator",
    ]

    private static let impureFunctions: Set<String> = [
        "clock_gettime", "gettimeofday", "timespec_get", "ftime", "time", "clock",
        "sleep", "usleep", "nanosleep", "clock_nanosleep",
        "getrandom", "getentropy", "arc4random", "arc4random_buf", "arc4random_uniform",
        "rand", "random", "drand48", "lrand48", "mrand48", "uuid_generate",
        "RAND_bytes", "RAND_priv_bytes",
    ]

    private static let chanceMembers: Set<String> = [
        "random", "randomElement", "shuffled", "shuffle",
    ]
}
