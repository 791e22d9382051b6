import Commands
import Engine
import HTTPKit
import Model
import Operations

/// The gateway of a workspace elsewhere, which can be asked and not started.
struct RemoteGateway: GatewayStarting {
    let surroundings: Surroundings
    let time: any TimeSource

    func start(_ wish: GatewayWish) throws -> (GatewayLine, already: Bool) {
        throw RemoteError.startElsewhere
    }

    func become(_ wish: GatewayWish) throws -> Never { throw RemoteError.startElsewhere }

    func checkStart() throws { throw RemoteError.startElsewhere }

    func show() throws -> GatewayLine? {
        for port in try RemoteSource(surroundings).ports where answers(port) {
            return GatewayLine { $0.listen(on: port) }
        }
        return nil
    }

    func browse(_ address: String) throws -> Bool {
        try BrowserStarter(surroundings: surroundings).show(address)
    }

    func hasEnded(_ line: GatewayLine) throws -> Bool { try show() == nil }

    private func answers(_ port: Int) -> Bool {
        let time = time
        var limits = HTTPClientLimits()
        limits.answer = .seconds(5)
        let client = HTTPClient(.loopback(port: port), limits: limits) { time.elapsed() }
        do {
            _ = try client.send(.get, "/health")
            return true
        } catch {
            return false
        }
    }
}
