import Glibc
import Model

/// The gateway of a demonstration: started, killed in the middle, and started again.
struct DemoGateway {
    let stage: DemoStage
    /// How often it was started after it had been killed.
    private(set) var restarts = 0
    private var isDown = false

    init(stage: DemoStage) {
        self.stage = stage
    }

    /// Starts it at a free port, and says where it is.
    func start() throws -> String {
        let answer = try stage.answer(["up", "--port", "0"])
        return answer["data"]?["socket"]?.stringValue ?? ""
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
        _ = try start()
        isDown = false
        restarts += 1
        return true
    }

    /// Stops it.
    func stop() throws {
        try stage.worklead(["down"])
    }
}
