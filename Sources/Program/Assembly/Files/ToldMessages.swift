import Commands
import GitKit

/// What agents' programs were told by hooks, in a small file of the worktree's private directory.
///
/// Two hooks at once may both tell of a message: it is then heard twice, and never not at all.
struct ToldMessages: HookMemory {
    let surroundings: Surroundings

    /// Lines of programs that ended long ago are let go of.
    private static let linesMax = 400

    func told(in conversation: String) -> Set<String> {
        let mark = conversation + "\t"
        return Set(lines().filter { $0.hasPrefix(mark) }.map { String($0.dropFirst(mark.count)) })
    }

    func remember(_ told: Set<String>, in conversation: String) {
        write(lines() + told.sorted().map { "\(conversation)\t\($0)" })
    }

    func forget(_ conversation: String) {
        let before = lines()
        let after = before.filter { !$0.hasPrefix(conversation + "\t") }
        if after.count != before.count { write(after) }
    }

    private func lines() -> [String] {
        guard let directory = directory() else { return [] }
        do {
            return try PrivateFile.read(directory + "/told")?.split(separator: "\n").map(
                String.init
            ) ?? []
        } catch {
            // Forgotten is told once more.
            return []
        }
    }

    private func write(_ lines: [String]) {
        guard let directory = directory() else { return }
        do {
            try PrivateFile.makeDirectory(directory)
            try PrivateFile.write(
                lines.suffix(Self.linesMax).map { $0 + "\n" }.joined(),
                to: directory + "/told"
            )
        } catch {
            // Not remembered is told once more, which is better than an agent that is held up.
            return
        }
    }

    private func directory() -> String? {
        do {
            return try RepositoryLocator.locate(from: surroundings.directory).privateDirectory
                + "/worklead"
        } catch {
            // Outside of a repository there is no session either.
            return nil
        }
    }
}
