import SubprocessKit

/// Where a path leads that need not be there yet: the links in the part that is there are followed.
///
/// A link that is made after a request was answered leads elsewhere all the same: the answer is no
/// sandbox.
enum LinkedPath {
    static func resolve(_ path: String) -> String {
        var rest: [Substring] = []
        var parts = path.split(separator: "/")
        while true {
            let start = "/" + parts.joined(separator: "/")
            if let real = RealPath.of(start) {
                let end = rest.reversed().map { "/" + $0 }.joined()
                return real == "/" ? (end.isEmpty ? "/" : end) : real + end
            }
            guard let last = parts.popLast() else { return path }
            rest.append(last)
        }
    }
}
