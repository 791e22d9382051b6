import Client
import HTTPKit
import Model
import Operations
import Telemetry
import TestSupport
import Testing

@Suite("The outbox")
struct OutboxTests {
    /// What the sender was told of a message.
    private enum Told {
        case sent
        case queued
        case refused
        case failed
        case nothing
    }

    /// Chance that several parts draw from.
    private final class Dice: Sendable {
        private let generator: Lock<SplitMix64>

        init(seed: UInt64) { generator = Lock(SplitMix64(seed: seed)) }

        func roll(_ sides: Int) -> Int {
            generator.withLock { Int.random(in: 0..<sides, using: &$0) }
        }
    }

    /// One sender with gateways of whom each call meets what the dice say.
    private final class Sender {
        let name: String
        private let store: MortalStore
        private let chain: GatewayChain
        private let identity: RemoteIdentity
        private let time: TestTime
        var told: [(body: String, Told)] = []

        init(
            _ name: String,
            _ ledger: ScriptedGateway.Ledger,
            _ time: TestTime,
            _ dice: Dice,
            _ isCalm: Lock<Bool>
        ) throws {
            self.name = name
            self.time = time
            store = MortalStore { !isCalm.withLock { $0 } && dice.roll(40) == 0 }
            let fates = { @Sendable () -> ScriptedGateway.Fate in
                if isCalm.withLock({ $0 }) { return .good }
                let all = ScriptedGateway.Fate.allCases
                return dice.roll(3) == 0 ? .good : all[dice.roll(all.count)]
            }
            chain = GatewayChain(
                ["primary", "fallback"].map {
                    GatewayChain.Link($0, ScriptedGateway(ledger, time: time, fates: fates))
                }
            )
            identity = try #require(RemoteIdentity(token: "S-1.\(name)"))
        }

        var outbox: Outbox {
            let time = time
            return Outbox(
                store,
                to: chain,
                as: identity,
                on: Outbox.Machine(
                    time: time,
                    pause: { time.advance(by: $0) },
                    chance: { 0.5 }
                )
            )
        }

        /// A process of its own for each call, as the command line is.
        var caller: RemoteCaller {
            let keys = Lock(0)
            return RemoteCaller(chain, as: identity, outbox: outbox) {
                keys.withLock {
                    $0 += 1
                    return "fresh-\($0)"
                }
            }
        }

        func send(_ body: String) async {
            let input = SendMessage.Input { $0.body = body }
            do {
                _ = try await caller.call(SendMessage.self, input, CallOptions())
                told.append((body, .sent))
            } catch is QueuedCall {
                told.append((body, .queued))
            } catch is Death {
                told.append((body, .nothing))
            } catch let report as ErrorReport where report.category == .notFound {
                told.append((body, .refused))
            } catch {
                told.append((body, .failed))
            }
        }

        func flush() async throws -> FlushReport {
            try await outbox.flush(within: .seconds(20), trying: .untilTheEnd)
        }

        var lines: [OutboxLine] { get throws { try store.lines() } }
    }

    @Test(
        "Whatever happens on the way, what was queued arrives once and in its order",
        arguments: UInt64(1)...300
    )
    func anyHistory(seed: UInt64) async throws {
        let dice = Dice(seed: seed)
        let time = TestTime()
        let ledger = ScriptedGateway.Ledger()
        let isCalm = Lock(false)
        let senders = try ["a", "b"].map { try Sender($0, ledger, time, dice, isCalm) }
        for step in 0..<60 {
            let sender = senders[dice.roll(2)]
            switch dice.roll(8) {
            case 0:
                // A process that dies in the middle of it has told nobody anything.
                _ = try? await sender.flush()
            case 1:
                // Reading sends what is older, and may fail as any call may.
                _ = try? await sender.caller.call(ListInbox.self, ListInbox.Input())
            default:
                let ending = dice.roll(8) == 0 ? " bad" : ""
                await sender.send("\(sender.name) \(step)\(ending)")
            }
        }
        isCalm.withLock { $0 = true }
        for sender in senders {
            let report = try await sender.flush()
            #expect(report.waiting == 0 && report.stopped == nil, "seed \(seed)")
            let arrived = ledger.bodies.filter { $0.hasPrefix(sender.name) }
            #expect(Set(arrived).count == arrived.count, "seed \(seed): twice in \(arrived)")
            let order = sender.told.map(\.body).filter(arrived.contains)
            #expect(arrived == order, "seed \(seed)")
            let aside = try sender.lines.filter { $0.refusal != nil }
                .compactMap { $0.input["body"]?.stringValue }
            for (body, told) in sender.told {
                let isBad = body.hasSuffix("bad")
                switch told {
                case .sent: #expect(arrived.contains(body), "seed \(seed): \(body) was lost")
                case .queued:
                    let place = isBad ? aside : arrived
                    #expect(place.contains(body), "seed \(seed): \(body) was lost")
                case .refused: #expect(isBad, "seed \(seed): \(body) was refused")
                case .failed: #expect(!arrived.contains(body), "seed \(seed): \(body) came")
                case .nothing: break
                }
            }
        }
    }

    @Test("Pauses between attempts grow to their limit, and differ by chance")
    func backoff() {
        var low = Backoff(from: .milliseconds(100), to: .milliseconds(400))
        var high = low
        let pauses = (0..<4).map { _ in (low.next(0), high.next(1)) }
        #expect(pauses.map(\.0) == [50, 100, 200, 200].map { .milliseconds($0) })
        #expect(pauses.map(\.1) == [100, 200, 400, 400].map { .milliseconds($0) })
    }

    @Test("A change that can't be repeated is not asked of the fallback once it may be done")
    func noSecondAttempt() async throws {
        let asked = Lock(0)
        let time = TestTime()
        let ledger = ScriptedGateway.Ledger()
        let lost = ScriptedGateway(ledger, time: time) {
            asked.withLock { $0 += 1 }
            return .lostAfter
        }
        let chain = GatewayChain([GatewayChain.Link("a", lost), GatewayChain.Link("b", lost)])
        let identity = try #require(RemoteIdentity(token: "S-1.x"))
        let outbox = Outbox(
            MortalStore { false },
            to: chain,
            as: identity,
            on: Outbox.Machine(time: time, pause: { _ in }, chance: { 0 })
        )
        let caller = RemoteCaller(chain, as: identity, outbox: outbox) { "fresh" }
        await #expect(throws: HTTPClientError.self) {
            try await caller.call(ReleaseClaim.self, ReleaseClaim.example, CallOptions())
        }
        #expect(asked.withLock { $0 } == 1)
    }

    @Test(
        "A text that is no token is not taken for one",
        arguments: ["", "S-1", "S-1.", ".x", "S-1.a\nb", "Ä.x"]
    )
    func noToken(text: String) {
        #expect(RemoteIdentity(token: text) == nil)
    }
}
