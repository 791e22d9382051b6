import Documents
import Model
import Testing

@Suite("Packets in TOML")
struct TOMLPacketTests {
    @Test("A packet says the same in TOML as in Markdown")
    func sameAsMarkdown() throws {
        let toml = """
            title = "Task Packet: T-1"
            what = "Build it."
            why = "It is missing."
            in_scope_paths = ["src/a.swift (New)"]
            risk_tier = "HIGH"
            test_plan = ["make test", "make lint"]
            done_means = ["`make test` exits 0"]
            search_terms = ["\\"cancel\\""]

            [metadata]
            TASK_ID = "T-1"
            DATE = 2025-12-18

            [[risk_map]]
            failure = "No answer"
            subsystem = "API"
            """
        let markdown = """
            # Task Packet: T-1
            ## Metadata
            - TASK_ID: T-1
            - DATE: 2025-12-18
            ## Scope
            - What: Build it.
            - Why: It is missing.
            - IN_SCOPE_PATHS:
              - src/a.swift (New)
            ## Quality Gate
            - RISK_TIER: HIGH
            - TEST_PLAN:
              ```
              make test
              make lint
              ```
            - DONE_MEANS:
              - `make test` exits 0
            ## Bootstrap
            - SEARCH_TERMS:
              - "cancel"
            - RISK_MAP:
              - "No answer" -> API
            """
        let read = try PacketReader().read(toml, .toml, fileName: "T-1.toml")
        #expect(try read.packet == PacketReader().read(markdown, .markdown).packet)
        #expect(read.source.lines[.doneMeans] == 7)
        #expect(read.source.lines[.metadata] == 10)
    }

    @Test("A key that no packet has is refused, with the one that was meant")
    func unknownKey() {
        #expect {
            try PacketReader().read("title = \"x\"\ndone_mean = []\n", .toml)
        } throws: { error in
            guard let error = error as? DocumentError else { return false }
            return error.code == "document.unknown_key" && error.line == 2
                && error.message == "Line 2: the key 'done_mean' is not known."
                && error.hint == "Did you mean 'done_means'?"
        }
    }

    @Test("A value of another type is refused with key and line")
    func wrongType() {
        #expect {
            try PacketReader().read("\ntest_plan = \"make\"\n", .toml)
        } throws: { error in
            (error as? DocumentError)?.message
                == "Line 2: 'test_plan' is a string, and must be an array of strings."
        }
        #expect(throws: DocumentError.self) {
            try PacketReader().read("[[risk_map]]\nfailure = 1.0\nother = 2\n", .toml)
        }
    }
}
