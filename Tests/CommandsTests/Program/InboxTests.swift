import Digests
import Testing

@Suite("Messages, by the program itself")
struct InboxTests {
    @Test("A message sent again under its key is one message, and the sender is told")
    func onceByKey() throws {
        let session = try CommandLineSession()
        try session.join("ada")
        let sent = session.run("message", "send", "ada", "hello", "--key", "k", "--json")
        let again = session.run("message", "send", "ada", "hello", "--key", "k", "--json")
        #expect(sent.exit == 0 && again.exit == 0 && again.json?["already"] == true, "\(again)")
        #expect(again.json?["data"] == sent.json?["data"])
        let other = session.run("message", "send", "ada", "other", "--key", "k", "--json")
        #expect(other.exit == 4 && other.code == "request.key_reused", "\(other)")
        let inbox = session.run("inbox", "--json", by: "ada").json
        #expect(inbox?["total"] == .integer(1), "\(String(describing: inbox))")
    }

    @Test("Sent, read and acknowledged are three states, which the sender sees")
    func threeStates() throws {
        let session = try CommandLineSession()
        try session.join("ada")
        let sent = session.run("message", "send", "ada", "look", "--ack", "1h", "--json")
        let id = try #require(try session.data(of: sent)["message"]?.stringValue)
        func states() throws -> [Bool] {
            let detail = try session.data(of: session.run("message", "show", id, "--json"))
            let mine = try #require(detail["acknowledgements"]?.arrayValue?.first)
            return [mine["read"] == true, mine["acknowledged_at"]?.stringValue != nil]
        }
        func counts() throws -> [JSONValue?] {
            let status = try session.data(of: session.run("status", "--json", by: "ada"))
            return [status["unread"], status["unacknowledged"]]
        }
        #expect(try states() == [false, false])
        #expect(try counts() == [.integer(1), .integer(1)])
        for _ in 1...2 {
            #expect(
                session.run("inbox", by: "ada").output.contains("look"),
                "showing reads nothing"
            )
        }
        #expect(session.run("inbox", "--read", by: "ada").output.contains("look"))
        #expect(!session.run("inbox", by: "ada").output.contains("look"), "read once is read")
        #expect(try states() == [true, false])
        #expect(try counts() == [.integer(0), .integer(1)])
        #expect(session.run("message", "ack", id, by: "ada").exit == 0)
        #expect(try states() == [true, true])
        #expect(try counts() == [.integer(0), .integer(0)])
        let head = session.head
        #expect(session.run("message", "ack", id, by: "ada").exit == 0)
        #expect(session.head == head)
    }

    @Test("A recipient that is not there is an error with a next step, and nobody gets anything")
    func unknownRecipient() throws {
        let session = try CommandLineSession()
        try session.join("ada")
        let head = session.head
        for recipients in [["zoe"], ["ada", "zoe"], ["Ada"]] {
            let to = recipients.joined(separator: ",")
            let run = session.run("message", "send", to, "hello", "--json")
            #expect(run.exit == 3 || run.exit == 2, "\(run)")
            #expect(run.json?["error"]?["hint"]?.stringValue?.isEmpty == false, "\(run)")
        }
        #expect(session.head == head)
        #expect(session.run("inbox", "--json", by: "ada").json?["total"] == .integer(0))
    }
}
