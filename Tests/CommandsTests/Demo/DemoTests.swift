import Assembly
import Digests
import Glibc
import SubprocessKit
import Testing

@Suite("The demonstration", .serialized)
struct DemoTests {
    @Test("The same seed gives the same history three times, its numbers are those of the ledger")
    func sameHistory() throws {
        let program = try DemoProgram()
        defer { try? program.remove() }
        var sequences: [DemoSequence] = []
        for _ in 1...3 {
            let answer = try program.run(["demo", "--fast", "--keep", "--json"])
            try #require(answer.isSuccess, "\(answer.output) \(answer.errors)")
            let last = try #require(answer.output.split(separator: "\n").last)
            let report = try #require(try JSONValue(parsing: String(last))["data"])
            let directory = try #require(report["directory"]?.stringValue)
            let events = try Self.ledger(of: directory)
            sequences.append(DemoSequence(events: events))
            try Self.expectNumbers(report, of: events)
            try Self.expectWave(report, of: events)
            try Self.expectBundle(report, of: events, program)
        }
        #expect(Set(sequences).count == 1, "\(sequences.map(\.lines))")
        let cleaned = try program.run(["demo", "clean", "--json"])
        #expect(cleaned.isSuccess, "\(cleaned.output)")
        #expect(try program.leftovers().filter { $0.contains("/demo-") } == [])
        #expect(try program.processes() == [])
    }

    @Test("clean ends what a demonstration that was killed has left running")
    func cleanAfterKill() throws {
        let program = try DemoProgram()
        defer { try? program.remove() }
        let running = try program.start(["demo", "--fast", "--seed", "7"])
        let log = "\(program.state)/worklead/demo-7/logs/vera.log"
        while access(log, F_OK) != 0, !running.hasEnded { sched_yield() }
        running.signal(SIGKILL)
        _ = try running.terminate(grace: .zero)
        #expect(try !program.processes().isEmpty)
        let cleaned = try program.run(["demo", "clean"])
        #expect(cleaned.isSuccess, "\(cleaned.output)")
        #expect(try program.processes() == [])
        #expect(access("\(program.state)/worklead/demo-7", F_OK) != 0)
    }

    @Test("An interrupted demonstration ends all its processes and leaves nothing")
    func interrupted() throws {
        let program = try DemoProgram()
        defer { try? program.remove() }
        let running = try program.start(["demo", "--fast"])
        let log = "\(program.state)/worklead/demo-1/logs/vera.log"
        while access(log, F_OK) != 0, !running.hasEnded { sched_yield() }
        running.signal(SIGINT)
        guard case .ended(let result) = try running.wait(limit: .seconds(60)) else {
            Issue.record("it goes on")
            return
        }
        #expect(result.ending == .exited(130))
        #expect(try program.processes() == [])
        #expect(access("\(program.state)/worklead/demo-1", F_OK) != 0)
    }

    @Test("clean leaves alone what no demonstration has made")
    func cleanLeavesOthers() throws {
        let program = try DemoProgram()
        defer { try? program.remove() }
        let path = "\(program.state)/worklead/demo-mine"
        #expect(mkdir("\(program.state)/worklead", 0o700) == 0)
        #expect(mkdir(path, 0o700) == 0)
        let cleaned = try program.run(["demo", "clean", "--json"])
        #expect(cleaned.isSuccess)
        #expect(access(path, F_OK) == 0)
    }

    /// All tasks were opened as one wave, whose gates passed before its phase was closed, and what
    /// the killed agent held was given back, with what it left, before another took it over.
    private static func expectWave(_ report: JSONValue, of events: [JSONValue]) throws {
        func place(_ type: String, _ subject: String? = nil) -> Int? {
            events.firstIndex { event in
                event["type"]?.stringValue == type
                    && (subject == nil || event["subject"]?.stringValue == subject)
            }
        }
        let sent = try #require(place("wave.sent", "wave:Wave-1"))
        let tasks = (events[sent]["data"]?["tasks"]?.arrayValue ?? []).compactMap(\.stringValue)
        let created = events.filter { $0["type"]?.stringValue == "task.created" }
        #expect(Set(tasks) == Set(created.compactMap { $0["subject"]?.stringValue?.afterColon }))
        #expect(sent < (try #require(place("task.claimed"))))
        #expect(report["wave"]?.stringValue == "Wave-1")
        #expect(report["wave_tasks"]?.int64Value == 9)
        #expect(report["wave_accepted"]?.int64Value == 9)
        #expect(report["closing_gates"]?.int64Value == 3)
        #expect(report["closing_gates_passed"]?.int64Value == 3)
        #expect(report["phase"]?.stringValue == "P01")
        let closed = try #require(place("phase.closed", "phase:P01"))
        #expect(closed < (try #require(place("evidence.sealed"))))

        let released = try #require(place("task.released", "task:WEB-1"))
        #expect(events[released]["actor"]?.stringValue == "lead")
        let claims = events.indices.filter {
            events[$0]["type"]?.stringValue == "task.claimed"
                && events[$0]["subject"]?.stringValue == "task:WEB-1"
        }
        try #require(claims.count == 2)
        #expect(claims[0] < released && released < claims[1])
        #expect(try #require(place("worktree.parked")) < released)
    }

    /// The summary names a bundle that the ledger has sealed and pinned, and what it says others
    /// accept they accept, until a byte of it is changed.
    private static func expectBundle(
        _ report: JSONValue,
        of events: [JSONValue],
        _ program: DemoProgram
    ) throws {
        let bundle = try #require(report["bundle"]?.stringValue)
        let sealed = events.filter {
            $0["type"]?.stringValue == "evidence.sealed"
                && $0["subject"]?.stringValue == "bundle:\(bundle)"
        }
        #expect(sealed.count == 1)
        let digest = try #require(report["bundle_digest"]?.stringValue)
        #expect(sealed.first?["data"]?["digest"]?.stringValue == digest)
        #expect(sealed.first?["data"]?["files"] == report["bundle_files"])
        #expect(try #require(report["bundle_files"]?.int64Value) >= 5)
        let pinned = events.last { $0["type"]?.stringValue == "evidence.pinned" }
        #expect(pinned?["data"]?["pin"] == report["bundle_pin"])
        let task = try #require(report["bundle_task"]?.stringValue)
        let accepted = events.filter { $0["type"]?.stringValue == "task.accepted" }
        #expect(accepted.contains { $0["subject"]?.stringValue == "task:\(task)" })

        let checks = (report["bundle_checks"]?.arrayValue ?? []).compactMap(\.stringValue)
        #expect(checks.map { $0.contains("sha256sum") } == [true, false])
        #expect(checks.map { $0.contains("ssh-keygen -Y verify") } == [false, true])
        let folder = "cd '\(try #require(report["bundle_path"]?.stringValue))' && "
        for check in checks { #expect(try program.shell(folder + check), "\(check)") }
        #expect(try program.shell(folder + "printf x >> data/delivery.json"))
        #expect(try program.shell(folder + checks[0]) == false)
        #expect(try program.shell(folder + "printf x >> tagmanifest-sha256.txt"))
        #expect(try program.shell(folder + checks[1]) == false)
    }

    private static func ledger(of directory: String) throws -> [JSONValue] {
        let file = try #require(fopen("\(directory)/ledger.jsonl", "r"))
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while case let count = fread(&chunk, 1, chunk.count, file), count > 0 {
            bytes += chunk[..<count]
        }
        return try String(decoding: bytes, as: UTF8.self).split(separator: "\n").map {
            try JSONValue(parsing: String($0))
        }
    }

    private static func expectNumbers(_ report: JSONValue, of events: [JSONValue]) throws {
        func count(_ type: String) -> Int64 {
            Int64(events.count { $0["type"]?.stringValue == type })
        }
        func number(_ name: String) -> Int64? { report[name]?.int64Value }
        #expect(number("events") == Int64(events.count))
        #expect(number("accepted") == count("task.accepted"))
        #expect(number("accepted") == count("task.created"))
        #expect(number("sent_back") == count("task.sent_back"))
        #expect(number("replays") == count("replay.recorded"))
        #expect(number("messages") == count("message.sent"))
        #expect(number("acknowledged") == count("message.acknowledged"))
        let joined = events.filter { $0["type"]?.stringValue == "task.line_joined" }
        #expect(number("waits") == Int64(Set(joined.map { [$0["actor"], $0["subject"]] }).count))
        for (name, least) in [
            ("false_claims", 1), ("killed", 1), ("taken_over", 1), ("lost_races", 1), ("waits", 1),
            ("acknowledged", 1), ("sent_back", 1), ("gateway_restarts", 1), ("messages", 9),
            ("messages_queued", 2),
        ] as [(String, Int64)] {
            #expect(try #require(number(name)) >= least, "\(name)")
        }
        #expect(number("messages_lost") == 0)
        // What the far worker said while the gateway was away has come once, in its order.
        let far = events.filter {
            $0["type"]?.stringValue == "message.sent" && $0["actor"]?.stringValue == "dan"
        }
        #expect(
            far.map { $0["data"]?["body"]?.stringValue }
                == ["WEB-3 is written.", "WEB-3 comes next."]
        )
        #expect(number("decisions") == 1 && number("defaults") == 1 && number("findings") == 1)
        let claims = events.firstIndex {
            $0["type"] == "task.claimed" && $0["subject"] == "task:WEB-2"
        }
        let settled = events.firstIndex { $0["type"] == "decision.defaulted" }
        #expect(try #require(settled) < (try #require(claims)))
        #expect(report["verified"]?.boolValue == true)
        // A bound for a busy machine; an idle one takes a fraction of it.
        #expect(try #require(number("duration_ms")) <= 60_000)
    }
}

extension String {
    /// The name of a subject: `T-1` of `task:T-1`.
    fileprivate var afterColon: String { String(drop { $0 != ":" }.dropFirst()) }
}
