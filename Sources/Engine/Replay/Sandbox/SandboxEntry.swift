import CLinux
import Glibc
import Model
import SubprocessKit

/// Where our own program becomes the first process of a sandbox.
package enum SandboxEntry {
    /// Runs the sandbox that the arguments ask for, and ends the process with it; returns at once
    /// when they ask for none.
    ///
    /// Called before anything else in the program, while it has one thread.
    package static func runIfRequested(_ arguments: [String]) {
        guard arguments.count > 1, arguments[1] == SandboxPlan.entryWord else { return }
        guard let plan = SandboxPlan(arguments: arguments[2...]), !plan.command.isEmpty else {
            complain("\(SandboxPlan.entryWord) is for this program's own use.")
            clinux_exit(2)
        }
        // With more, the system refuses namespaces to ordinary users, and a child of this process
        // would be left without whatever another thread held.
        guard hasOneThread else {
            complain("\(SandboxPlan.entryWord) must come before the program's second thread.")
            clinux_exit(2)
        }
        do {
            try run(plan)
        } catch {
            SandboxReporter.tell(.failed(step: error.step, reason: error.reason))
            clinux_exit(1)
        }
    }

    private static func run(_ plan: SandboxPlan) throws(SandboxFailure) -> Never {
        switch plan.kind {
        case .bubblewrap:
            SandboxReporter.tell(layers(ofBubblewrap: plan))
        case .namespaces:
            try NamespaceEntry(plan).enter()
        case .none:
            try SandboxFailure.check("adopt orphans", clinux_adopt_orphans())
        }
        try SandboxFailure.check("hide from other processes", clinux_not_dumpable())
        var supervisor = Supervisor(plan)
        try supervisor.run()
    }

    /// What `bwrap` made: it ends before our program when it can't.
    private static func layers(ofBubblewrap plan: SandboxPlan) -> [SandboxLayer] {
        var layers: [SandboxLayer] = [
            .processNamespace, .mountNamespace, .ipcNamespace, .hostNameNamespace,
        ]
        if plan.network == .loopback { layers.append(.networkNamespace) }
        if geteuid() != 0 { layers.append(.userNamespace) }
        return layers
    }

    private static var hasOneThread: Bool {
        var status = stat()
        // A directory has a link from each of the directories in it, and two of its own.
        return stat("/proc/self/task", &status) == 0 && status.st_nlink == 3
    }

    private static func complain(_ text: String) {
        let line = Array((text + "\n").utf8)
        _ = line.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
}

/// A step of making a sandbox that the system refused.
struct SandboxFailure: Error {
    let step: String
    let reason: String

    init(step: String, errno number: Int32 = errno) {
        self.step = step
        reason = String(cString: clinux_errno_text(number))
    }

    /// Throws when a call of CLinux answered that it failed.
    static func check(_ step: String, _ outcome: Int32) throws(SandboxFailure) {
        if outcome < 0 { throw SandboxFailure(step: step) }
    }
}

/// Writes lines to the process outside.
enum SandboxReporter {
    /// The descriptor that the process outside reads.
    static let descriptor: Int32 = 3

    static func tell(_ line: SandboxLine) {
        let bytes = Array((line.text + "\n").utf8)
        // A line is far below the size that a pipe takes in one piece. When nobody reads it, the
        // process outside is gone, and the kernel ends this one with it.
        _ = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    }

    static func tell(_ layers: [SandboxLayer]) {
        for layer in layers { tell(.layer(layer)) }
    }
}
