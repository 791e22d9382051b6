import Engine
import Glibc
import Model
import Operations

/// One round of telling founders what needs them: looks, sends what is due, and remembers it.
struct NoticeRound {
    let folder: NoticeFolder
    let sender: NoticeSender
    let now: Timestamp
    /// The minute of the day by the clock of the machine.
    let minute: Int

    /// - Parameter needs: What waits, the most urgent first; all of it, since what is left out is
    ///   taken to be over.
    func run(_ needs: [Need], isDryRun: Bool) throws -> NoticeRunReport {
        // A gateway and a command may both look.
        let lock = try folder.lock()
        defer { withExtendedLifetime(lock) {} }
        var report = NoticeRunReport()
        for target in try folder.targets() {
            var memory = folder.memory(of: target.name)
            let before = memory
            memory.see(needs, for: target, at: now)
            var line = ToldLine { $0.target = target.name }
            for group in memory.due(needs, for: target, at: now, minute: minute) {
                guard !isDryRun else {
                    line.count += group.count
                    continue
                }
                do {
                    try sender.send(Notice(of: group, in: sender.workspace), to: target)
                    memory.told(group, at: now)
                    line.count += group.count
                    // At once: who is stopped in the middle does not tell it again.
                    try folder.write(memory, of: target.name)
                } catch let error as NoticeError {
                    memory.failed(error.message, at: now)
                    line.error = error.message
                    report.failed += 1
                    break
                }
            }
            if memory != before, !isDryRun { try folder.write(memory, of: target.name) }
            if line.count > 0 || line.error != nil { report.told.append(line) }
            report.pending += memory.pending
            let next = memory.nextDue(for: target, after: now)
            report.nextAt = [report.nextAt, next].compactMap(\.self).min()
        }
        return report
    }
}

/// The clock of the machine, as people read it.
enum LocalClock {
    /// The minute of the day at a moment, in the machine's time zone.
    static func minute(at moment: Timestamp) -> Int {
        var seconds = time_t(moment.milliseconds / 1000)
        var parts = tm()
        localtime_r(&seconds, &parts)
        return Int(parts.tm_hour) * 60 + Int(parts.tm_min)
    }
}
