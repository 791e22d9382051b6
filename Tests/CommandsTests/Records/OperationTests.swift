import Digests
import Model
import Operations
import Testing

@Suite("Operations")
struct OperationTests {
    private let table = OperationTable([PlantLeaf.self, ListLeaves.self])

    private var provider: OperationProvider {
        var provider = OperationProvider()
        provider.provide(PlantLeaf.self) { input, context in
            guard input.leaf.word != "three" else { throw LeafTaken() }
            return Reply(
                input.leaf,
                revision: 7,
                already: context.options.idempotencyKey == "k1",
                isDryRun: context.options.dryRun,
                events: context.options.dryRun ? [.object(["type": "planted"])] : []
            )
        }
        provider.provide(ListLeaves.self) { _, _ in
            Reply(Page([Leaf { $0.weight = 4 }], total: 3, next: "c_1"), revision: 8)
        }
        return provider
    }

    @Test("A document goes in and the envelope of the answer comes out")
    func callByDocument() async throws {
        let entry = try table.entry(named: "leaf.plant")
        let input = JSONValue.object([
            "leaf": .object(["word": "two", "weight": 3])
        ])
        let envelope = try await entry.call(input, CallOptions(), through: provider)
        #expect(
            envelope.json.canonicalText
                == #"{"data":{"leaves":[],"weight":3,"word":"two"},"#
                + #""ok":true,"rev":7,"schema":"leaf.plant/1"}"#
        )
    }

    @Test("A page's items are the data, counted beside the total")
    func page() async throws {
        let entry = try table.entry(named: "leaf.list")
        let envelope = try await entry.call(.object([:]), CallOptions(), through: provider)
        #expect(
            envelope.json.canonicalText
                == #"{"count":1,"data":[{"leaves":[],"weight":4,"word":"one"}],"next":"c_1","#
                + #""ok":true,"rev":8,"schema":"leaf.list/1","total":3}"#
        )
    }

    @Test("A dry run says so and gives the events, and a repeat says so")
    func dryRunAndRepeat() async throws {
        let options = CallOptions {
            $0.dryRun = true
            $0.idempotencyKey = "k1"
        }
        let reply = try await provider.call(PlantLeaf.self, PlantLeaf.example, options)
        #expect(reply.already && reply.isDryRun)
        let members = try #require(Envelope(reply, of: PlantLeaf.self).json.objectValue)
        #expect(members["already"] == true)
        #expect(members["dry_run"] == true)
        #expect(members["events"] == .array([.object(["type": "planted"])]))
    }

    @Test("A reply read back from its envelope is the same reply")
    func replyRoundTrip() async throws {
        let options = CallOptions { $0.dryRun = true }
        let sent = try await provider.call(PlantLeaf.self, PlantLeaf.example, options)
        let read = try Reply<Leaf>(envelope: Envelope(sent, of: PlantLeaf.self).json)
        #expect(read.output == sent.output)
        #expect(read.revision == 7 && read.isDryRun && !read.already)
        #expect(read.events == sent.events)

        let page = try await provider.call(ListLeaves.self, NoInput())
        let pageRead = try Reply<Page<Leaf>>(envelope: Envelope(page, of: ListLeaves.self).json)
        #expect(pageRead.output.items == page.output.items)
        #expect(pageRead.output.total == 3 && pageRead.output.next == "c_1")
    }

    @Test("An error that was reported is the error that a client throws")
    func errorRoundTrip() {
        let report = ErrorReport(LeafTaken(), next: ["worklead next"])
        #expect(
            report.envelope.canonicalText
                == #"{"error":{"category":"conflict","code":"leaf.taken","exit":4,"#
                + #""hint":"Take another.","message":"The leaf is taken.","#
                + #""next":["worklead next"]},"ok":false}"#
        )
        #expect(throws: report) { try Reply<Leaf>(envelope: report.envelope) }
    }

    @Test("An error that nobody named is internal.unexpected with its text")
    func unexpectedError() {
        struct Odd: Error, CustomStringConvertible { let description = "the moon is full" }
        let report = ErrorReport(Odd())
        #expect(report.code == "internal.unexpected")
        #expect(report.message == "Unexpected error: the moon is full")
        #expect(report.exitCode == 1)
        #expect(ErrorReport(CancellationError()).exitCode == 130)
    }

    @Test("An input that does not fit is refused before anything is carried out")
    func badInput() async throws {
        let entry = try table.entry(named: "leaf.plant")
        await #expect(throws: RecordError.self) {
            try await entry.call(.object(["leef": .null]), CallOptions(), through: provider)
        }
        let overweight = PlantLeaf.Input { $0.leaf.weight = 10 }
        await #expect(throws: RecordError.self) {
            try await provider.call(PlantLeaf.self, overweight, CallOptions())
        }
    }

    @Test("An unknown operation is refused with the name that was probably meant")
    func unknownOperation() {
        #expect(throws: OperationError.unknown(name: "leaf.lst", nearest: "leaf.list")) {
            try table.entry(named: "leaf.lst")
        }
    }

    @Test("An operation that nobody provides says so, and a key on one that reads is refused")
    func notServed() async {
        await #expect(throws: OperationError.notServed(name: "leaf.list")) {
            try await OperationProvider().call(ListLeaves.self, NoInput())
        }
        await #expect(throws: OperationError.keyNotTaken(name: "leaf.list")) {
            let options = CallOptions { $0.idempotencyKey = "k" }
            return try await provider.call(ListLeaves.self, NoInput(), options)
        }
    }

    @Test("A credential shows itself neither in print nor in the options' document")
    func credential() {
        let options = CallOptions { $0.credential = Credential(secret: "s3cret") }
        #expect(!"\(options)".contains("s3cret"))
        #expect(!options.json.canonicalText.contains("s3cret"))
        var dumped = ""
        dump(options, to: &dumped)
        #expect(!dumped.contains("s3cret"))
    }

    @Test("A credential reaches the function that carries the operation out")
    func credentialArrives() async throws {
        var provider = OperationProvider()
        provider.provide(ListLeaves.self) { _, context in
            Reply(Page([], total: context.options.credential == nil ? 0 : 1))
        }
        let options = CallOptions { $0.credential = Credential(secret: "s") }
        #expect(try await provider.call(ListLeaves.self, NoInput(), options).output.total == 1)
    }
}
