import Glibc
import Model
import SubprocessKit

/// The processes of the agents, and what their logs say.
final class DemoTroupe {
    private struct Player {
        let agent: String
        let process: RunningProcess
        var logOffset = 0
        var ending: ProcessEnding?
    }

    private let directory: DemoDirectory
    private var players: [Player] = []
    /// The agents that were killed on purpose.
    private(set) var killed: [String] = []

    init(in directory: DemoDirectory) {
        self.directory = directory
    }

    /// Starts the process of an agent.
    func start(
        _ agent: String,
        environment: [String: String],
        clock: @escaping @Sendable () -> Duration
    ) throws {
        let subprocess = Subprocess(
            "/bin/sh",
            [directory.script(of: agent)],
            directory: directory.path,
            environment: environment,
            output: .file(directory.log(of: agent)),
            error: .merged
        )
        let process = try subprocess.spawn(clock: clock)
        try directory.record(process.identity)
        players.append(Player(agent: agent, process: process))
    }

    /// The agents whose processes run.
    var running: [String] { players.filter { $0.ending == nil }.map(\.agent) }

    func identity(of agent: String) -> ProcessIdentity? {
        players.first { $0.agent == agent }?.process.identity
    }

    /// Collects the processes that have ended.
    ///
    /// - Throws: ``DemoError/agentFailed(agent:ending:tail:)`` for one that should not have.
    func collect() throws {
        for index in players.indices where players[index].ending == nil {
            guard case .ended(let result) = try players[index].process.wait(limit: .zero) else {
                continue
            }
            players[index].ending = result.ending
            let agent = players[index].agent
            guard result.ending == .exited(0) || killed.contains(agent) else {
                throw DemoError.agentFailed(
                    agent: agent,
                    ending: result.ending.description,
                    tail: try tail(of: agent)
                )
            }
        }
    }

    /// Sends SIGKILL to an agent's process and those that it started.
    ///
    /// - Returns: Whether there was one to kill, and it ended by that.
    func kill(_ agent: String) throws -> Bool {
        guard let index = players.firstIndex(where: { $0.agent == agent && $0.ending == nil })
        else { return false }
        killed.append(agent)
        let result = try players[index].process.terminate(grace: .zero)
        players[index].ending = result.ending
        return result.ending == .signalled(SIGKILL)
    }

    /// How many agents ended by a SIGKILL.
    var killedCount: Int { players.count { $0.ending == .signalled(SIGKILL) } }

    /// Ends all processes that run.
    func endAll() throws {
        for index in players.indices where players[index].ending == nil {
            players[index].ending =
                try players[index].process.terminate(grace: .seconds(1)).ending
        }
    }

    /// What the agents' logs have said since the last time, each whole line with its agent.
    func news() throws -> [(agent: String, line: String)] {
        var news: [(String, String)] = []
        for index in players.indices {
            let agent = players[index].agent
            let text = try PrivateFile.read(directory.log(of: agent)) ?? ""
            let fresh = text.utf8.dropFirst(players[index].logOffset)
            guard let end = fresh.lastIndex(of: UInt8(ascii: "\n")) else { continue }
            let whole = fresh[...end]
            players[index].logOffset += whole.count
            news += String(Substring(whole)).split(separator: "\n").map { (agent, String($0)) }
        }
        return news
    }

    /// The last lines of an agent's log.
    func tail(of agent: String) throws -> [String] {
        let text = try PrivateFile.read(directory.log(of: agent)) ?? ""
        return text.split(separator: "\n").suffix(4).map(String.init)
    }
}
