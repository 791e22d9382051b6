import AgentProtocols
import FoundationEssentials
import Glibc
import SubprocessKit
import TestSupport
import Testing

@testable import AgentKit

/// A directory to work in, one for the record, and a driver.
struct Desk {
    let place: String
    let record: String
    var limits: AgentLimits
    var policy = PermissionPolicy([], otherwise: .allow)
    var environment = ["PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8"]

    private static let agent: String = {
        let folder = #filePath.split(separator: "/").dropLast().joined(separator: "/")
        return "/" + folder + "/Agents/agent.py"
    }()

    private static func patientLimits() -> AgentLimits {
        var limits = AgentLimits()
        // Beside other suites a test may wait for minutes until it is its turn.
        limits.wall = .seconds(3600)
        limits.quiet = .seconds(3600)
        limits.answer = .seconds(3600)
        limits.stopping = .seconds(600)
        limits.leaving = .seconds(600)
        limits.terminating = .milliseconds(200)
        return limits
    }

    /// Runs the body with a desk, which is removed afterwards.
    static func with(_ body: (inout Desk) async throws -> Void) async throws {
        let root = "/tmp/agent-tests-\(UUID().uuidString)"
        let files = FileManager.default
        for name in ["place", "record"] {
            try files.createDirectory(atPath: root + "/" + name, withIntermediateDirectories: true)
        }
        defer { try? files.removeItem(atPath: root) }
        var desk = Desk(
            place: root + "/place",
            record: root + "/record",
            limits: patientLimits()
        )
        try await body(&desk)
    }

    func order(
        _ program: String,
        _ arguments: [String],
        _ dialect: AgentDialect,
        prompt: String = "go"
    ) -> AgentOrder {
        AgentOrder(
            program,
            arguments,
            dialect: dialect,
            brief: AgentBrief(prompt: prompt, directory: place),
            environment: environment,
            mark: UUID().uuidString,
            recordDirectory: record,
            policy: policy,
            limits: limits
        )
    }

    /// Starts the scripted agent.
    func start(
        _ dialect: AgentDialect,
        _ behaviour: String = "work",
        prompt: String = "go"
    ) async throws -> AgentRun {
        let word =
            switch dialect {
            case .claudeCode: "claude"
            case .agentClient: "acp"
            case .codexServer: "server"
            default: "exec"
            }
        // The dialect's own arguments follow and are passed over.
        let order = order("python3", [Self.agent, word, behaviour], dialect, prompt: prompt)
        return try await AgentDriver(clock: monotonic).start(order)
    }

    /// Starts a shell text as a command without a protocol.
    func shell(
        _ text: String,
        prompt: String = "go",
        _ place: AgentDialect.PromptPlace = .input
    ) async throws -> AgentRun {
        let order = order("sh", ["-c", text, "sh"], .plain(place), prompt: prompt)
        return try await AgentDriver(clock: monotonic).start(order)
    }

    func text(_ name: String) -> String? { Self.read(place + "/" + name) }

    func recorded(_ name: String) -> [UInt8] {
        FileManager.default.contents(atPath: record + "/" + name).map { Array($0) } ?? []
    }

    func isThere(_ name: String) -> Bool { access(place + "/" + name, F_OK) == 0 }

    private static func read(_ path: String) -> String? {
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
    }
}

extension AgentRun {
    /// Reads all events and waits for the end.
    func all() async -> (events: [AgentEvent], result: AgentResult) {
        var events: [AgentEvent] = []
        for await event in self.events { events.append(event) }
        return (events, await result())
    }
}
