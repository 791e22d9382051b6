import Model

/// Looks for secrets in bytes: one pass for the literals of all rules, and a closer look where one
/// of them stands.
package struct SecretScanner: Hashable, Sendable {
    private let rules: [SecretRule]
    private let allowances: [SecretAllowance]
    private let search: LiteralSearch
    /// The rule of each literal, and how many bytes it has.
    private let owners: [Int]
    private let lengths: [Int]

    /// A secret, with its place and without its text.
    package struct Finding: Hashable, Sendable {
        package let rule: String
        /// What it is and how it begins, as a noun phrase; the secret itself is left out.
        package let text: String
        /// From 1.
        package let line: Int
        package let range: Range<Int>
    }

    package init(_ rules: [SecretRule], allowances: [SecretAllowance] = []) {
        self.rules = rules
        self.allowances = allowances
        search = LiteralSearch(rules.flatMap(\.literals))
        owners = rules.enumerated().flatMap { index, rule in rule.literals.map { _ in index } }
        lengths = rules.flatMap { $0.literals.map(\.utf8.count) }
    }

    /// What is found, in its order, each place once.
    ///
    /// - Parameter path: Where the bytes come from, for what is allowed there.
    package func findings(in bytes: [UInt8], of path: String? = nil) -> [Finding] {
        var found: [(rule: Int, range: Range<Int>)] = []
        search.each(in: bytes) { literal, offset in
            let owner = owners[literal]
            let rule = rules[owner]
            let look = SecretLook(bytes: bytes, rule: rule)
            guard let range = look.secret(behind: offset..<offset + lengths[literal]) else {
                return
            }
            // Of two rules for the same text the first says better what it is.
            guard !found.contains(where: { $0.range.overlaps(range) }) else { return }
            guard !allowances.contains(where: { $0.covers(rule.name, in: path) }) else { return }
            found.append((owner, range))
        }
        guard !found.isEmpty else { return [] }
        return numbered(found.sorted { $0.range.lowerBound < $1.range.lowerBound }, bytes)
    }

    /// What is found in a text.
    package func findings(in text: String) -> [Finding] { findings(in: Array(text.utf8)) }

    /// A text with a mark in place of each secret, to be kept or shown.
    package func withoutSecrets(_ text: String) -> String {
        let bytes = Array(text.utf8)
        let found = findings(in: bytes)
        guard !found.isEmpty else { return text }
        var kept: [UInt8] = []
        var place = 0
        for finding in found {
            kept += bytes[place..<finding.range.lowerBound]
            kept += Array("[\(finding.rule)]".utf8)
            place = finding.range.upperBound
        }
        return String(decoding: kept + bytes[place...], as: UTF8.self)
    }

    private func numbered(
        _ found: [(rule: Int, range: Range<Int>)],
        _ bytes: [UInt8]
    ) -> [Finding] {
        var line = 1
        var place = 0
        return found.map { rule, range in
            line += bytes[place..<range.lowerBound].count { $0 == UInt8(ascii: "\n") }
            place = range.lowerBound
            return Finding(
                rule: rules[rule].name,
                text: shown(range, rules[rule], bytes),
                line: line,
                range: range
            )
        }
    }

    /// A few bytes tell whose it is; all others would spread it further.
    private func shown(_ range: Range<Int>, _ rule: SecretRule, _ bytes: [UInt8]) -> String {
        guard rule.shape == .token else { return "\(rule.about) (\(range.count) bytes)" }
        let head = bytes[range].prefix(4)
        return "\(rule.about) (\(String(decoding: head, as: UTF8.self))…, \(range.count) bytes)"
    }
}

/// The closer look at one place.
private struct SecretLook {
    let bytes: [UInt8]
    let rule: SecretRule

    /// The place of the secret, if there is one behind the literal.
    func secret(behind literal: Range<Int>) -> Range<Int>? {
        switch rule.shape {
        case .token: token(literal)
        case .setting: setting(literal)
        case .block: block(literal)
        case .address: address(literal)
        }
    }

    private func token(_ literal: Range<Int>) -> Range<Int>? {
        // Tokens are told apart by their case as well.
        guard isExact(literal), !isInsideWord(literal.lowerBound) else { return nil }
        let end = run(from: literal.upperBound, rule.alphabet)
        let body = literal.upperBound..<end
        guard rule.length.contains(body.count), isBelievable(body) else { return nil }
        if rule.parts > 1 {
            let whole = bytes[literal.lowerBound..<end]
            let parts = whole.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
            guard parts.count == rule.parts, parts.allSatisfy({ $0.count >= 8 }) else { return nil }
        }
        return literal.lowerBound..<end
    }

    private func setting(_ literal: Range<Int>) -> Range<Int>? {
        var place = literal.upperBound
        // `password_of_the_service`, and a quotation mark where the name is a key.
        place = run(from: place, limit: 32) { $0.isWord || $0 == 45 }
        place = run(from: place, limit: 1) { $0 == 34 || $0 == 39 }
        place = run(from: place, limit: 8) { $0 == 32 || $0 == 9 }
        let sign = run(from: place, limit: 2) { $0 == 58 || $0 == 61 || $0 == 62 }
        guard sign > place else { return nil }
        place = run(from: sign, limit: 8) { $0 == 32 || $0 == 9 }
        guard let first = at(place) else { return nil }
        let isQuoted = first == 34 || first == 39 || first == 96
        if isQuoted { place += 1 }
        let end = run(from: place, rule.alphabet)
        let body = place..<end
        guard isQuoted ? at(end) == first : isValueOfEnvironment(literal, place, end) else {
            return nil
        }
        guard rule.length.contains(body.count), isBelievable(body), mixes(body) else { return nil }
        return body
    }

    /// Without quotation marks only `NAME=value` on a line of its own is a value: elsewhere it is
    /// code.
    private func isValueOfEnvironment(_ literal: Range<Int>, _ value: Int, _ end: Int) -> Bool {
        guard bytes[value - 1] == UInt8(ascii: "="), bytes[value - 2].isWord else { return false }
        let after = at(end)
        guard after == nil || after == 10 || after == 13 || after == 32 else { return false }
        var start = literal.lowerBound
        while start > 0, bytes[start - 1].isWord { start -= 1 }
        let before = start == 0 ? 10 : bytes[start - 1]
        return before == 10 || before == 32
    }

    private func block(_ literal: Range<Int>) -> Range<Int>? {
        guard isExact(literal) else { return nil }
        // Then a word or two and the end of the heading.
        let heading = run(from: literal.upperBound, limit: 32) {
            $0 == 32 || (65...90).contains($0)
        }
        let kind = bytes[literal.upperBound..<heading]
        guard kind.contains(subsequence: "PRIVATE KEY"), at(heading) == 45 else { return nil }
        var place = run(from: heading, limit: 5) { $0 == 45 }
        // A line of Base64 must follow, in a string perhaps after `\n`.
        place = run(from: place, limit: 16) { [10, 13, 32, 9, 92, 34, 110, 114].contains($0) }
        let end = run(from: place, .base64)
        guard end - place >= rule.length.lowerBound, entropy(of: place..<end) >= rule.entropyMin
        else { return nil }
        return literal.lowerBound..<end
    }

    private func address(_ literal: Range<Int>) -> Range<Int>? {
        let before = literal.lowerBound
        guard before > 0, ByteAlphabet.alnum.has(bytes[before - 1]) else { return nil }
        let name = run(from: literal.upperBound, limit: 128) {
            ByteAlphabet.visible.has($0) && ![47, 58, 64, 60, 62, 123, 125, 36].contains($0)
        }
        guard name > literal.upperBound, at(name) == UInt8(ascii: ":") else { return nil }
        let end = run(from: name + 1, limit: 256) {
            ByteAlphabet.visible.has($0) && ![47, 64, 60, 62, 123, 125, 36].contains($0)
        }
        let body = name + 1..<end
        guard at(end) == UInt8(ascii: "@"), rule.length.contains(body.count), isBelievable(body)
        else { return nil }
        return body
    }

    // MARK: What is believed

    /// Whether it carries enough to be no example and no name.
    private func isBelievable(_ range: Range<Int>) -> Bool {
        let text = bytes[range]
        if Self.examples.contains(where: { text.contains(subsequence: $0) }) { return false }
        // What is filled in elsewhere.
        if text.contains(UInt8(ascii: "$")) || text.contains(UInt8(ascii: "{")) { return false }
        return entropy(of: range) >= rule.entropyMin
    }

    private static let examples = [
        "EXAMPLE", "YOUR", "CHANGEME", "PLACEHOLDER", "REDACTED", "DUMMY", "XXXX", "****", "....",
        "0000000", "INSERT", "SECRET", "PASSWORD", "123456789",
    ]

    /// Whether letters and digits are mixed, as they are in what a machine made.
    private func mixes(_ range: Range<Int>) -> Bool {
        let text = bytes[range]
        guard text.contains(where: ByteAlphabet.digits.has) else { return false }
        guard text.contains(where: { (97...122).contains($0) || (65...90).contains($0) }) else {
            return false
        }
        // Calls, paths and lists are code.
        return !text.contains { [40, 41, 60, 62, 91, 93, 44, 59].contains($0) }
    }

    /// How many bits a byte of the text carries, by how often each occurs in it (Shannon).
    private func entropy(of range: Range<Int>) -> Double {
        var counts = [Int](repeating: 0, count: 256)
        for byte in bytes[range] { counts[Int(byte)] += 1 }
        let total = Double(range.count)
        var bits = 0.0
        for count in counts where count > 0 {
            bits -= Double(count) / total * Self.log2(Double(count) / total)
        }
        return bits
    }

    /// The logarithm to the base of two, to four digits: the exponent, and a series for the rest.
    private static func log2(_ value: Double) -> Double {
        let mantissa = value.significand
        let ratio = (mantissa - 1) / (mantissa + 1)
        let square = ratio * ratio
        let rest = square * (1 / 5 + square * (1 / 7 + square / 9))
        let series = ratio * (1 + square * (1 / 3 + rest))
        return Double(value.exponent) + 2 * series * 1.442_695_040_888_963_4
    }

    // MARK: Where things stand

    private func at(_ place: Int) -> UInt8? { place < bytes.count ? bytes[place] : nil }

    private func run(from start: Int, _ alphabet: ByteAlphabet) -> Int {
        run(from: start, limit: rule.length.upperBound + 1, alphabet.has)
    }

    private func run(from start: Int, limit: Int, _ belongs: (UInt8) -> Bool) -> Int {
        var place = start
        let most = min(bytes.count, start + limit)
        while place < most, belongs(bytes[place]) { place += 1 }
        return place
    }

    private func isInsideWord(_ place: Int) -> Bool {
        place > 0 && bytes[place - 1].isWord
    }

    private func isExact(_ literal: Range<Int>) -> Bool {
        rule.literals.contains { bytes[literal].elementsEqual($0.utf8) }
    }
}

extension ArraySlice<UInt8> {
    /// Whether capital letters occur in the bytes, in either case.
    fileprivate func contains(subsequence capitals: String) -> Bool {
        let wanted = Array(capitals.utf8)
        guard count >= wanted.count else { return false }
        return (startIndex...(endIndex - wanted.count)).contains { start in
            wanted.indices.allSatisfy { index in
                let byte = self[start + index]
                return byte == wanted[index]
                    || (97...122).contains(byte) && byte & 0xDF == wanted[index]
            }
        }
    }
}
