import Model
import Testing

@Suite("Agents and what their roles allow")
struct AgentTests {
    // plan work judge speak
    static let table: [(Role, [Bool])] = [
        (.founder, [true, true, true, true]),
        (.lead, [true, true, true, true]),
        (.worker, [false, true, false, true]),
        (.validator, [false, false, true, true]),
        (.auditor, [false, false, false, true]),
    ]

    @Test("A role may do what the table says and nothing else", arguments: table)
    func rights(_ role: Role, _ allowed: [Bool]) {
        #expect(Right.allCases.map(role.has) == allowed)
    }

    @Test("The table has each role")
    func allRoles() {
        #expect(Set(Self.table.map(\.0)) == Set(Role.allCases))
    }

    @Test("An agent is retired and revived once each")
    func retirement() throws {
        var agent = Agent(id: AgentID(trusted: "ada"), role: .worker)
        #expect(throws: AgentError.alreadyActive(agent.id)) { _ = try agent.revive() }
        _ = try agent.retire(because: "done")
        #expect(!agent.isActive)
        #expect(throws: AgentError.alreadyRetired(agent.id)) {
            _ = try agent.retire(because: "again")
        }
        _ = try agent.revive()
        #expect(agent.isActive)
    }
}
