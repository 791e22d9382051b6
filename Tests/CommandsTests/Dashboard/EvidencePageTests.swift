import Digests
import HTTPKit
import Testing

@Suite("The pages of evidence")
struct EvidencePageTests {
    private func sealed() throws -> CommandLineSession {
        let session = try CommandLineSession()
        try session.good("task", "create", "One", "--task", "WP-1", "--ready")
        try session.shell(
            """
            ssh-keygen -q -t ed25519 -N '' -C '' -f key
            echo "ada@example.org namespaces=\\"evidence@worklead\\" $(cat key.pub)" \
            > state/worklead/api/allowed_signers
            echo note > note.txt
            """
        )
        try session.good("evidence", "add", "WP-1", session.folder + "/note.txt")
        try session.good("evidence", "seal", "E-1", "--signing-key", session.folder + "/key")
        return session
    }

    @Test("A bundle is verified with its button, which says what was found")
    func verifies() throws {
        let session = try sealed()
        let browser = try Browser(session)
        let page = try browser.page("/evidence")
        #expect(page.contains("1 bundle: 1 sealed, 0 open"), "\(page)")
        let form = try browser.form("evidence.verify", on: "/evidence/E-1")
        let (status, told) = try browser.send("evidence.verify", form)
        #expect(status == .ok)
        let notice = told["notice"]?.stringValue ?? ""
        #expect(notice.contains("sealed by ada@example.org"), "\(told)")
        #expect(notice.contains("as the ledger has it"), "\(told)")
        try session.shell(
            "f=$(find . -path '*E-1/data*' -name note.txt); chmod u+w $f; echo not > $f"
        )
        let (spoilt, fault) = try browser.send("evidence.verify", form)
        #expect(spoilt != .ok && fault["ok"] == false, "\(fault)")
        // No path of the browser's own choice is looked at.
        let foreign = form.filter { !$0.0.hasPrefix("in.") } + [("in.path", session.folder)]
        let (refused, why) = try browser.send("evidence.verify", foreign)
        #expect(refused == .forbidden, "\(why)")
        let both = form + [("in.signers", session.folder + "/key.pub")]
        #expect(try browser.send("evidence.verify", both).0 == .forbidden)
    }

    @Test("Without evidence the page says so, and an unknown bundle has none")
    func empty() throws {
        let browser = try Browser(try CommandLineSession())
        #expect(try browser.page("/evidence").contains("No evidence was gathered yet."))
        #expect(try browser.get("/evidence/E-9").status == .notFound)
    }

    @Test("A bundle shows its task, and narrows by state and task")
    func narrows() throws {
        let browser = try Browser(try sealed())
        let bundle = try browser.page("/evidence/E-1")
        #expect(bundle.contains("Sealed by ada@example.org: 1 file"), "\(bundle)")
        #expect(bundle.contains("href=\"/tasks/WP-1\""))
        #expect(try browser.page("/evidence?state=open").contains("No bundle fits."))
        #expect(try browser.page("/evidence?task=WP-1").contains("href=\"/evidence/E-1\""))
    }
}
