import Model
import Operations

extension CommandContext {
    /// The most bytes of paths in one question, as they stand in the target of a request: a
    /// gateway takes eight thousand, and the rest of the question needs some.
    private static let questionBytesMax = 6_000

    /// Asks about paths, however many: in questions that a gateway takes.
    func judge(_ paths: [String], from directory: String) async throws -> Reply<PathCheckReport> {
        var report = PathCheckReport()
        var revision: Int64?
        for part in Self.questions(about: paths) {
            let input = CheckPaths.Input {
                $0.paths = part
                $0.directory = directory
            }
            let reply = try await caller.call(CheckPaths.self, input, options)
            report.agent = reply.output.agent
            report.paths += reply.output.paths
            revision = reply.revision
        }
        let levels = Set(report.paths.map(\.level))
        report.level = levels.contains(.block) ? .block : levels.contains(.advise) ? .advise : .off
        return Reply(report, revision: revision)
    }

    /// The paths in parts; at least one, which then is empty.
    private static func questions(about paths: [String]) -> [[String]] {
        var parts: [[String]] = [[]]
        var bytes = 0
        for path in paths {
            // Each byte may be encoded as three.
            let cost = 3 * path.utf8.count + 8
            if bytes + cost > questionBytesMax, parts.last?.isEmpty == false {
                parts.append([])
                bytes = 0
            }
            parts[parts.count - 1].append(path)
            bytes += cost
        }
        return parts
    }
}
