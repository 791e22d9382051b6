import Model

/// A lock file with an entry on each line: of pip or of Go.
struct LineLockFile {
    private let lines: [Substring]

    init(_ text: String) throws(LockFileError) {
        lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    }

    /// What a `requirements.txt` asks for (pip, "Requirements File Format").
    func requirements() throws(LockFileError) -> [LockedSupply] {
        var used: [LockedSupply] = []
        var isContinued = false
        for (index, line) in lines.enumerated() {
            let plain = Self.withoutComment(line)
            let words = plain.split(whereSeparator: \.isWhitespace)
            defer { isContinued = plain.last == "\\" }
            guard !isContinued, let first = words.first, first != "\\" else { continue }
            // Options; a file that is included is a lock file of its own.
            if first.hasPrefix("-") {
                guard first != "-e", first != "--editable" else {
                    throw LockFileError("an editable requirement has no name", line: index + 1)
                }
                continue
            }
            let name = plain.drop(while: \.isWhitespace).prefix {
                $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0))
            }
            guard !name.isEmpty, !first.contains("://") else {
                throw LockFileError("a requirement has no name", line: index + 1)
            }
            used.append(
                LockedSupply(
                    SupplyID(.pypi, String(name)),
                    version: Self.pinned(plain),
                    line: index + 1
                )
            )
        }
        return used
    }

    /// What a `go.sum` has the sums of: a module's own, not that of its `go.mod`.
    func goSum() throws(LockFileError) -> [LockedSupply] {
        var used: [LockedSupply] = []
        for (index, line) in lines.enumerated() {
            let words = line.split(whereSeparator: \.isWhitespace)
            guard !words.isEmpty else { continue }
            guard words.count == 3 else {
                throw LockFileError("a line is no sum of a module", line: index + 1)
            }
            guard !words[1].hasSuffix("/go.mod") else { continue }
            used.append(Self.module(words, at: index + 1))
        }
        return used
    }

    /// What a `go.mod` requires.
    func goMod() throws(LockFileError) -> [LockedSupply] {
        var used: [LockedSupply] = []
        var block: Substring?
        for (index, line) in lines.enumerated() {
            let words = line.split(whereSeparator: \.isWhitespace)
            guard let first = words.first, !first.hasPrefix("//") else { continue }
            if first == ")" {
                block = nil
            } else if words.count >= 2, words[1] == "(" {
                block = first
            } else if block == "require", words.count >= 2 {
                used.append(Self.module(words, at: index + 1))
            } else if block == nil, first == "require" {
                guard words.count >= 3 else {
                    throw LockFileError("a module has no version", line: index + 1)
                }
                used.append(Self.module(Array(words.dropFirst()), at: index + 1))
            }
        }
        return used
    }

    private static func module(_ words: [Substring], at line: Int) -> LockedSupply {
        LockedSupply(SupplyID(.go, String(words[0])), version: String(words[1]), line: line)
    }

    /// A `#` starts a comment at the start of a line or after white space.
    private static func withoutComment(_ line: Substring) -> Substring {
        var last: Character = " "
        for index in line.indices {
            if line[index] == "#", last.isWhitespace { return line[..<index] }
            last = line[index]
        }
        return line
    }

    /// The one version of `name==1.2`; `nil` for a range.
    private static func pinned(_ line: Substring) -> String? {
        let parts = line.split(separator: "==", maxSplits: 1)
        guard parts.count == 2, !parts[0].contains(";") else { return nil }
        let version = parts[1].drop { $0 == "=" || $0.isWhitespace }.prefix {
            !$0.isWhitespace && $0 != ";" && $0 != "," && $0 != "\\"
        }
        return version.isEmpty ? nil : String(version)
    }
}
