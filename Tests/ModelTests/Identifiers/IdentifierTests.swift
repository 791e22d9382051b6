import Model
import Testing

@Suite("Names and look-alikes")
struct IdentifierTests {
    @Test(
        "A key as people write it is taken",
        arguments: ["P07-B4", "T-142", "WP-1-Job-Cancel-20251219", "a", "FC_02", "v1.2"]
    )
    func taken(_ text: String) throws {
        #expect(try TaskKey(text).text == text)
    }

    @Test(
        "What is no key is refused, and the message says why",
        arguments: [
            ("", "empty"), ("P07:B4", "must use only"), ("-a", "start and end"),
            ("a.", "start and end"), ("a..b", "must not have '..'"), ("a b", "must use only"),
            ("a/b", "must use only"), ("é", "must use only"), ("a\u{0}b", "must use only"),
            ("a\nb", "must use only"), (String(repeating: "a", count: 65), "64 is the most"),
        ]
    )
    func refused(_ text: String, _ reason: String) {
        #expect {
            _ = try TaskKey(text)
        } throws: { error in
            guard let error = error as? IdentifierError else { return false }
            return error.code == "identifier.malformed" && error.message.contains(reason)
                && error.message.unicodeScalars.allSatisfy { !$0.isUnsafeToShow }
        }
    }

    @Test("An agent's id has no capitals")
    func agentsAreSmall() {
        #expect(throws: IdentifierError.self) { _ = try AgentID("Ada") }
        #expect(throws: Never.self) { _ = try AgentID("codex-2") }
    }

    @Test(
        "Names that differ only in case, separators or look-alike letters fold alike",
        arguments: [
            ("FC_02", "FC-02"), ("FC-02", "fc02"), ("P0", "PO"), ("P1", "Pl"), ("P1", "PI"),
            ("a.b-c", "ABC"), ("T-10", "t_io"),
        ]
    )
    func lookAlikes(_ one: String, _ other: String) {
        #expect(TaskKey(trusted: one).folded == TaskKey(trusted: other).folded)
    }

    @Test(
        "Names that can be told apart fold apart",
        arguments: [("P07-B4", "P07-B5"), ("a1", "a2")]
    )
    func toldApart(_ one: String, _ other: String) {
        #expect(TaskKey(trusted: one).folded != TaskKey(trusted: other).folded)
    }
}
