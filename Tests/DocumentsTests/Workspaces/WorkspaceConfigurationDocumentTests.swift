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
                    rules: [.scope: .advise, .cleanTree: .off],
                    branchPattern: "work/{agent}/{slug}",
                    claimLease: .seconds(14_400),
                    longestLease: .seconds(172_800)
                )
        )
        #expect(try read("") == WorkspaceConfiguration())
    }

    @Test(
        "Whatever is wrong is named with its line and key",
        arguments: [
            ("[rules]\nscop = \"off\"\n", "Line 2: the key 'rules.scop' is not known."),
            (
                "[rules]\nscope = \"warn\"\n",
                "Line 2: 'rules.scope' must be 'off' or 'advise' or 'block'."
            ),
            (
                "branch_pattern = \"agent/{slug}\"\n",
                "Line 1: 'branch_pattern' must have '{agent}' once."
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
