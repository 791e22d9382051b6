/// Who made or entered a commit, and when.
package struct CommitSignature: Hashable, Sendable {
    package let name: String
    package let email: String
    package let time: CommitTime

    package init(name: String, email: String, time: CommitTime) {
        self.name = name
        self.email = email
        self.time = time
    }

    /// Reads `Name <email> 1700000000 +0100`, as it stands in a commit.
    init?(header: String) {
        guard let close = header.lastIndex(of: ">"),
            let open = header[..<close].firstIndex(of: "<"),
            let time = CommitTime(header: header[header.index(after: close)...])
        else { return nil }
        var name = header[..<open]
        while name.last == " " { name.removeLast() }
        self.init(
            name: String(name),
            email: String(header[header.index(after: open)..<close]),
            time: time
        )
    }

    /// The variables that make git sign so.
    func variables(for role: Role) -> [String: String] {
        [
            "GIT_\(role.rawValue)_NAME": name,
            "GIT_\(role.rawValue)_EMAIL": email,
            "GIT_\(role.rawValue)_DATE": time.header,
        ]
    }

    enum Role: String {
        case author = "AUTHOR"
        case committer = "COMMITTER"
    }

    var bothRoles: [String: String] {
        variables(for: .author).merging(variables(for: .committer)) { $1 }
    }
}

/// A moment as git keeps it: whole seconds, and the distance from UTC of whoever wrote it.
package struct CommitTime: Hashable, Sendable {
    package let secondsSinceEpoch: Int64
    package let utcOffsetMinutes: Int

    package init(secondsSinceEpoch: Int64, utcOffsetMinutes: Int = 0) {
        self.secondsSinceEpoch = secondsSinceEpoch
        self.utcOffsetMinutes = utcOffsetMinutes
    }

    /// Reads `1700000000 +0100`.
    init?(header: Substring) {
        let parts = header.split(separator: " ")
        guard parts.count == 2, let seconds = Int64(parts[0]), let offset = Int(parts[1]) else {
            return nil
        }
        let (hours, minutes) = offset.magnitude.quotientAndRemainder(dividingBy: 100)
        self.init(
            secondsSinceEpoch: seconds,
            utcOffsetMinutes: offset.signum() * Int(hours * 60 + minutes)
        )
    }

    /// `@1700000000 +0100`: the sign keeps git from reading a small number as a date.
    var header: String {
        let (hours, minutes) = utcOffsetMinutes.magnitude.quotientAndRemainder(dividingBy: 60)
        let digits = String(hours * 100 + minutes)
        let padded = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        return "@\(secondsSinceEpoch) \(utcOffsetMinutes < 0 ? "-" : "+")\(padded)"
    }
}
