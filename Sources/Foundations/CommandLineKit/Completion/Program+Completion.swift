extension Program {
    /// What may stand for the last of the words, without the program's name.
    ///
    /// Faults in the words before it are passed over: somebody is still typing.
    package func completion(of words: [String]) -> CompletionAnswer {
        let current = words.last ?? ""
        var reader = CommandLineReader(of: self)
        for word in words.dropLast() {
            // Safe to drop: the answer then tells what fits the part that is understood, and the
            // fault is told when the line is run.
            do throws(UsageError) { try reader.take(word) } catch { continue }
        }
        if let option = reader.pending { return completion(of: option, from: current) }
        if !reader.optionsEnded, current.utf8.first == UInt8(ascii: "-") {
            return optionCompletion(of: current, in: reader)
        }
        let answer = plainCompletion(of: current, in: reader)
        // Where nothing else can follow, an empty word shows the options.
        guard answer == CompletionAnswer(), current.isEmpty, !reader.optionsEnded else {
            return answer
        }
        return optionCompletion(of: current, in: reader)
    }

    private func plainCompletion(
        of current: String,
        in reader: CommandLineReader
    ) -> CompletionAnswer {
        if !reader.subcommands.isEmpty, !reader.optionsEnded {
            return commandCompletion(among: reader.subcommands, from: current)
        }
        guard let argument = reader.nextArgument else { return CompletionAnswer() }
        if argument.completion == .command {
            let typed = reader.given.values[argument.label] ?? []
            // Safe to drop: words that lead to no command have none to follow.
            let node = try? node(at: typed)
            return commandCompletion(among: node?.command.subcommands ?? [], from: current)
        }
        return completion(of: argument, from: current)
    }

    private func commandCompletion(
        among commands: [CommandSpecification],
        from current: String
    ) -> CompletionAnswer {
        let named = commands.visible.filter { $0.name.hasBytePrefix(current) }
        return CompletionAnswer(
            candidates: named.map { CompletionCandidate($0.name, $0.summary) }
        )
    }

    /// A word that begins with a dash, or an empty one: names of options, or a value joined to one.
    private func optionCompletion(
        of current: String,
        in reader: CommandLineReader
    ) -> CompletionAnswer {
        if let (option, kept) = joinedOption(in: current, scope: reader.scope) {
            return completion(
                of: option,
                from: String(current.dropUTF8(kept.utf8.count)),
                keeping: kept
            )
        }
        let options = reader.scope.options.filter { option in
            option.count.isRepeatable || reader.given.values[option.label] == nil
        }
        let flags = reader.scope.flags.filter { !reader.given.flags.contains($0.label) }
        let candidates =
            options.map { CompletionCandidate($0.label, $0.help) }
            + flags.map { CompletionCandidate($0.label, $0.help) }
        return CompletionAnswer(candidates: candidates.filter { $0.value.hasBytePrefix(current) })
    }

    /// The option of `--name=VALUE` or `-nVALUE`, and the part before the value.
    private func joinedOption(in word: String, scope: Scope) -> (Option, kept: String)? {
        if word.utf8.starts(with: "--".utf8) {
            guard let equals = word.utf8.firstIndex(of: UInt8(ascii: "=")) else { return nil }
            let name = String(word[..<equals].dropUTF8(2))
            return scope.option(named: name).map { ($0, "--\(name)=") }
        }
        var kept = "-"
        for letter in word.unicodeScalars.dropFirst() {
            kept.unicodeScalars.append(letter)
            if let option = scope.option(short: letter) {
                return kept.utf8.count < word.utf8.count ? (option, kept) : nil
            }
            guard scope.flag(short: letter) != nil else { return nil }
        }
        return nil
    }

    private func completion(
        of parameter: some Parameter,
        from typed: String,
        keeping kept: String = ""
    ) -> CompletionAnswer {
        let question: CompletionQuestion? =
            if case .dynamic(let kind) = parameter.completion {
                CompletionQuestion(kind: kind, prefix: typed)
            } else {
                nil
            }
        let paths: CompletionPaths =
            switch parameter.completion {
            case .file: .files
            case .directory: .directories
            case .none, .command, .dynamic: .none
            }
        return CompletionAnswer(
            kept: kept,
            candidates: parameter.allowed.filter { $0.hasBytePrefix(typed) }
                .map { CompletionCandidate($0) },
            paths: paths,
            question: question
        )
    }
}

extension StringProtocol {
    /// What is left after so many bytes, which must end a character's encoding.
    fileprivate func dropUTF8(_ count: Int) -> SubSequence {
        self[utf8.index(startIndex, offsetBy: count)...]
    }
}
