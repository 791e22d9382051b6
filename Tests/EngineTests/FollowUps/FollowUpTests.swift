import Engine
import Model
import Store
import TestSupport
import Testing

@Suite("Follow-ups")
struct FollowUpTests {
    private let link = EvidenceLink(kind: .file, name: "sync.txt", digest: nil)

    private func open(_ workspace: TestWorkspace) async throws -> FollowUpID {
        try await workspace.change {
            try $0.followUps.open(
                for: AgentID(trusted: "ada"),
                "Release it.",
                task: nil,
                thread: nil
            ).followUp.id
        }
    }

    private func openCount(_ agent: String, _ workspace: TestWorkspace) throws -> Int {
        try workspace.read { view in
            try view.followUps.count(
                FollowUpStore.Filter(agent: AgentID(trusted: agent), openOnly: true)
            )
        }
    }

    @Test("The reports that say what goes on and what is left list what is open")
    func reports() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let id = try await open(workspace)
            func listed() throws -> [[[String]]] {
                try workspace.read { view in
                    let shift = Shift(since: .earliest, label: nil, meta: [])
                    return [
                        try view.coordinationPage(.standard),
                        try view.managerPage(shift, .standard),
                    ].map { $0.rows("Open follow-ups") }
                }
            }
            for rows in try listed() {
                let told = rows.map { Array($0.dropFirst()) }
                #expect(told == [[id.text, "ada", "fay", "", "Release it."]])
            }
            let link = link
            _ = try await workspace.change(as: ada) {
                try $0.followUps.resolve(id, with: [link], note: nil)
            }
            #expect(try listed() == [[], []])
        }
    }

    @Test("A request stays open until something shows that it was done; both ends see it")
    func openUntilShown() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let id = try await open(workspace)
            let link = link
            #expect(try openCount("ada", workspace) == 1)
            await #expect(throws: FollowUpError.noEvidence(id)) {
                try await workspace.change(as: ada) {
                    _ = try $0.followUps.resolve(id, with: [], note: "done")
                }
            }
            let stored = try await workspace.change(as: ada) {
                try $0.followUps.resolve(id, with: [link], note: "done")
            }
            #expect(stored.evidence == [link] && stored.closedAt != nil)
            #expect(try openCount("ada", workspace) == 0)
            let thread = try workspace.read { view in
                try view.messages.thread(stored.followUp.thread, limit: 9).map(\.message)
            }
            #expect(thread.map(\.kind) == [.request, .answer])
            #expect(thread[0].recipients == [ada.agent])
            #expect(thread[1].recipients == [workspace.founder.agent])
            #expect(thread[1].body.contains("sync.txt"))
            await #expect(throws: FollowUpError.closed(id, .resolved)) {
                try await workspace.change {
                    _ = try $0.followUps.withdraw(id, because: "not needed")
                }
            }
            #expect(try workspace.verification().difference == nil)
        }
    }

    @Test("Who plans asks; whom it was asked of closes it, and who plans, and nobody else")
    func whoMay() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let brian = try await workspace.session(of: "brian")
            let lea = try await workspace.session(of: "lea", as: .lead)
            let link = link
            await #expect(throws: AgentError.self) {
                try await workspace.change(as: ada) {
                    _ = try $0.followUps.open(
                        for: brian.agent,
                        "Do my work.",
                        task: nil,
                        thread: nil
                    )
                }
            }
            let id = try await open(workspace)
            await #expect(throws: FollowUpError.notYours(id, brian.agent)) {
                try await workspace.change(as: brian) {
                    _ = try $0.followUps.resolve(id, with: [link], note: nil)
                }
            }
            await #expect(throws: FollowUpError.notYours(id, ada.agent)) {
                try await workspace.change(as: ada) {
                    _ = try $0.followUps.withdraw(id, because: "no")
                }
            }
            try await workspace.change(as: lea) {
                _ = try $0.followUps.resolve(id, with: [link], note: nil)
            }
        }
    }

    @Test("Who is asked is told at the stop, in the brief and by the list")
    func told() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let id = try await open(workspace)
            let leaving = try workspace.read(as: ada) { try $0.leaving() }
            #expect(leaving.followUps.map(\.followUp.id) == [id])
            let brief = try workspace.read(as: ada) { view in
                try view.brief(for: Agent(id: ada.agent, role: .worker), since: nil)
            }
            #expect(brief.followUps.map(\.followUp.id) == [id])
        }
    }
}
