import Glibc
import Model

/// The gateway of a demonstration: started, killed in the middle, and started again.
struct DemoGateway {
    let stage: DemoStage
    /// How often it was started after it had been killed.
    private(set) var restarts = 0
    private(set) var isDown = false
    /// Where it is asked over HTTP, also after it was started again.
    private(set) var port = 0

    init(stage: DemoStage) {
        self.stage = stage
    }

    var address: String { "http://127.0.0.1:\(port)" }

    /// Starts it at a free port, or at the one it had.
    mutating func start() throws {
        let answer = try stage.answer(["up", "--port", "\(port)"])
        port = answer["data"]?["port"]?.int64Value.map(Int.init) ?? 0
    }

    /// Ends it the hard way.
    ///
    /// - Returns: Whether there was one to kill.
    mutating func kill() -> Bool {
        guard !isDown, restarts == 0,
            let record = GatewayRecord.read(in: stage.directory.workspace)
        else { return false }
        isDown = Glibc.kill(pid_t(record.process), SIGKILL) == 0
        return isDown
    }

    /// Starts it again.
    ///
    /// - Returns: Whether it had been killed.
    mutating func revive() throws -> Bool {
        guard isDown else { return false }
        try start()
        isDown = false
        restarts += 1
        return true
    }

    /// Stops it.
    func stop() throws {
        try stage.worklead(["down"])
    }
}
