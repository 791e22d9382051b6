import Digests
import Testing

/// A gateway that is lost after it has committed, and before anybody hears of it.
@Suite("A change whose answer is lost")
struct LostAnswerTests {
    /// Stands between a command and its gateway, lets one request through, waits for its answer,
    /// and then ends the gateway in place of passing the answer on.
    private static let between = """
        import json, os, select, signal, socket, subprocess, sys
        record_path, then, *words = sys.argv[1:]
        with open(record_path) as file: record = json.load(file)

        def whole(stream):
            data = b""
            while b"\\r\\n\\r\\n" not in data: data += stream.recv(65536)
            head = data.split(b"\\r\\n\\r\\n")[0].lower()
            size = [int(line.split(b":")[1]) for line in head.split(b"\\r\\n")
                    if line.startswith(b"content-length:")]
            while len(data) < len(head) + 4 + (size[0] if size else 0): data += stream.recv(65536)
            return data

        own = record["socket"] + ".between"
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(own)
        listener.listen()
        with open(record_path, "w") as file: json.dump({**record, "socket": own}, file)
        command = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        client, _ = listener.accept()
        gateway = socket.socket(socket.AF_UNIX)
        gateway.connect(record["socket"])
        gateway.sendall(whole(client))
        answer = whole(gateway)
        assert b" 200 " in answer.split(b"\\r\\n")[0], answer
        ended = os.pidfd_open(record["pid"])
        os.kill(record["pid"], signal.SIGKILL)
        select.select([ended], [], [])
        listener.close()
        os.unlink(own)
        if then == "restarted":
            subprocess.run([words[0], "up", "--no-port"], check=True, stdout=subprocess.DEVNULL)
        client.close()
        output, errors = command.communicate()
        sys.stdout.write(output.decode() + errors.decode())
        sys.exit(command.returncode)
        """

    private struct Loss {
        let session: CommandLineSession
        let exit: Int32
        let document: JSONValue?

        init(_ words: [String], then: String) throws {
            session = try CommandLineSession(served: true)
            session.write(LostAnswerTests.between, to: session.folder + "/between.py")
            try session.good("lane", "add", "core", "The service")
            let record = session.folder + "/state/worklead/api/gateway.json"
            let script = [session.folder + "/between.py", record, then, CommandLineSession.program]
            let run = session.run(
                (script + words).map { Array($0.utf8) },
                of: "/usr/bin/python3"
            )
            exit = run.exit
            document = run.json
            if document == nil { Issue.record("\(run)") }
        }

        func count(_ type: String) throws -> Int? {
            let events = session.run("event", "list", "--type", type, "--json")
            return try session.data(of: events)["events"]?.arrayValue?.count
        }
    }

    @Test(
        "It is asked for again, at the file or at the gateway that follows, and done once",
        arguments: ["gone", "restarted"]
    )
    func doneOnce(then: String) throws {
        let loss = try Loss(["lane", "park", "core", "--reason", "waits", "--json"], then: then)
        #expect(loss.exit == 0 && loss.document?["already"] == true, "\(loss)")
        #expect(loss.document?["data"]?["parked"] == "waits")
        #expect(try loss.count("lane.parked") == 1)
    }

    @Test(
        "The end of a session is told although the session has ended",
        arguments: ["gone", "restarted"]
    )
    func sessionEnd(then: String) throws {
        let loss = try Loss(["session", "end", "--json"], then: then)
        #expect(loss.exit == 0 && loss.document?["already"] == true, "\(loss)")
        #expect(loss.session.run("session", "show", "--json").code == "session.absent")
    }

    @Test("A token whose secret was lost is named, so that it can be revoked")
    func token() throws {
        let loss = try Loss(["token", "create", "founder", "--json"], then: "gone")
        #expect(loss.exit == 4 && loss.document?["error"]?["code"] == "token.shown", "\(loss)")
        let hint = loss.document?["error"]?["hint"]?.stringValue ?? ""
        let session = hint.split(separator: " ").first { $0.hasPrefix("S-") }
        let name = String(session?.prefix { $0 != "`" } ?? "")
        try loss.session.good("token", "revoke", name)
    }
}
