import CLinux
import Glibc

/// A program and all that it started, also what left it on purpose.
///
/// A process that makes a session of its own and lets its parent end is nobody's child any more.
/// What it keeps is the environment that the program was started with, so a variable that no other
/// program has tells it. One that clears its environment and leaves escapes; a sandbox with
/// processes of its own holds that one too.
package struct ProcessFamily: Sendable, Hashable {
    /// The variable, and a value that is in no other program's environment.
    package let variable: String
    package let mark: String

    package init(variable: String, mark: String) {
        self.variable = variable
        self.mark = mark
    }

    /// Its members that have not ended: those with the mark, and the descendants of a process.
    ///
    /// - Parameter root: The program itself, where that is known.
    package func members(under root: Int32? = nil) -> [ProcessIdentity] {
        let table = ProcessTable.read()
        var ids = Set(root.map { table.descendants(of: $0).entries.map(\.id) + [$0] } ?? [])
        for entry in table.entries where !ids.contains(entry.id) && bearsMark(entry.id) {
            ids.insert(entry.id)
        }
        ids.remove(getpid())
        return table.running.filter { ids.contains($0.id) }.map {
            ProcessIdentity(id: $0.id, startTicks: $0.startTicks)
        }
    }

    /// Ends all members with SIGKILL, and these others.
    ///
    /// - Returns: How many there were, and whether none is left: one that waits for a broken disk
    ///   can't be ended.
    package func end(
        alsoEnding others: [ProcessIdentity] = []
    ) -> (ended: Int, isEmpty: Bool) {
        var ended: Set<ProcessIdentity> = []
        for _ in 0..<Self.roundsMax {
            let found = members() + others.filter { $0.isRunning }
            if found.isEmpty { return (ended.count, true) }
            // Stopped first: one that forks faster than it is found would escape otherwise.
            for process in found { process.signal(SIGSTOP) }
            for process in found { process.signal(SIGKILL) }
            ended.formUnion(found)
            poll(nil, 0, Self.roundMilliseconds)
        }
        return (ended.count, false)
    }

    private static let roundsMax = 1000
    private static let roundMilliseconds: Int32 = 2

    private func bearsMark(_ id: Int32) -> Bool {
        guard let bytes = SmallFile.bytes("/proc/\(id)/environ", bytesMax: 1 << 20) else {
            return false
        }
        let wanted = Array("\(variable)=\(mark)".utf8)
        return bytes.split(separator: 0).contains { $0.elementsEqual(wanted) }
    }
}

extension ProcessIdentity {
    /// Whether the process is there and has not ended.
    package var isRunning: Bool {
        var process = clinux_process()
        guard clinux_process_look(id, &process) == 0, process.start_ticks == startTicks else {
            return false
        }
        let state = UInt8(bitPattern: process.state)
        return state != UInt8(ascii: "Z") && state != UInt8(ascii: "X")
    }
}
