import Documents
import Model
import Testing

@Suite("Workspace configuration")
struct WorkspaceConfigurationDocumentTests {
    private func read(_ text: String) throws -> WorkspaceConfiguration {
        try WorkspaceConfigurationDocument.read(Array(text.utf8))
    }

    @Test("Rules, the pattern of branches and leases are read")
    func configuration() throws {
        let configuration = try read(
            """
            branch_pattern = "work/{agent}/{slug}"
            [rules]
            scope = "advise"
            clean_tree = "off"
            [leases]
            claim = "4h"
            longest = "2d"
            """
        )
        #expect(
            configuration
                == WorkspaceConfiguration(
                    rules: [
                        GateName(trusted: "scope"): .advise, GateName(trusted: "clean_tree"): .off,
                    ],
                    branchPattern: "work/{agent}/{slug}",
                    claimLease: .seconds(14_400),
                    longestLease: .seconds(172_800)
                )
        )
        #expect(try read("") == WorkspaceConfiguration())
    }

    @Test("What a day may cost is a whole number of dollars")
    func budget() throws {
        let text = "[budget]\ndollars_per_day = 25\n"
        let read = try WorkspaceConfigurationDocument.read(Array(text.utf8))
        #expect(read.dollarsPerDay == 25)
        for wrong in ["dollars_per_day = 0", "dollars_per_day = \"much\"", "per_day = 1"] {
            #expect(throws: DocumentError.self) {
                _ = try WorkspaceConfigurationDocument.read(Array("[budget]\n\(wrong)\n".utf8))
            }
        }
    }

    @Test("Windows of presence and the documents to be read are read")
    func presence() throws {
        let configuration = try read(
            """
            reading_order = ["AGENTS.md", "docs/plan.md"]
            [presence]
            lead = "10m"
            worker = "off"
            founder = "2d"
            """
        )
        #expect(configuration.readingOrder == ["AGENTS.md", "docs/plan.md"])
        #expect(configuration.presence[.lead] == .seconds(600))
        #expect(configuration.presence[.worker] == nil)
        #expect(configuration.presence[.founder] == .seconds(172_800))
        #expect(configuration.presence[.validator] == PresenceWindows.standard[.validator])
    }

    @Test("When the ledger is signed by itself is read, and what is not said is the standard")
    func checkpoints() throws {
        #expect(try read("").checkpoints == nil)
        #expect(try read("[ledger]\n").checkpoints == .at(.standard))
        #expect(try read("[ledger]\ncheckpoint_every = \"off\"\n").checkpoints == .off)
        let pace = try read("[ledger]\ncheckpoint_every = \"2m\"\ncheckpoint_events = 9\n")
        #expect(pace.checkpoints == .at(CheckpointPace(events: 9, period: .seconds(120))))
    }

    @Test(
        "Whatever is wrong is named with its line and key",
        arguments: [
            ("[rules]\nSCOPE = \"off\"\n", "Line 2: 'rules.SCOPE' is not the name of a gate."),
            (
                "reading_order = [\(String(repeating: "\"a\", ", count: 13))]\n",
                "Line 1: 'reading_order' must have 12 documents at most."
            ),
            (
                "reading_order = [\"a\", \"\"]\n",
                "Line 1: 'reading_order[1]' must be the path of a document."
            ),
            (
                "[evidence]\nfolder = \"a/../../b\"\n",
                "Line 2: 'evidence.folder' must be a path in the repository."
            ),
            (
                "[evidence]\nsigners = \"/etc/signers\"\n",
                "Line 2: 'evidence.signers' must be a path in the repository."
            ),
            (
                "[rules]\nscope = \"warn\"\n",
                "Line 2: 'rules.scope' must be 'off' or 'advise' or 'block'."
            ),
            (
                "branch_pattern = \"agent/{slug}\"\n",
                "Line 1: 'branch_pattern' must have '{agent}' once."
            ),
            ("[presence]\nboss = \"1m\"\n", "Line 2: the key 'presence.boss' is not known."),
            (
                "[presence]\nlead = \"soon\"\n",
                "Line 2: 'presence.lead' must be a duration, such as \"90s\", \"15m\" or \"4h\"."
            ),
            (
                "[ledger]\ncheckpoint_every = \"off\"\ncheckpoint_events = 9\n",
                "Line 3: 'ledger.checkpoint_events' says when, and 'checkpoint_every' says never."
            ),
            (
                "[ledger]\ncheckpoint_events = 0\n",
                "Line 2: 'ledger.checkpoint_events' must be at least 1."
            ),
            (
                "[leases]\nclaim = \"3d\"\nlongest = \"2d\"\n",
                "Line 2: 'leases.claim' must not be longer than 'longest'."
            ),
        ]
    )
    func faults(text: String, message: String) {
        #expect {
            try read(text)
        } throws: { error in
            (error as? DocumentError)?.message == message
        }
    }
}
