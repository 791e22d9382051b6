import Digests
import Model
import Operations

/// The tools that a role is offered.
///
/// Few, and small: some clients send all of them with each turn, and models choose worse among
/// many. What is missing here can be done with the command line.
package struct RoleProfile: Sendable {
    /// The most tools of a profile.
    package static let toolsMax = 12
    /// The most bytes of the list of a profile.
    package static let listBytesMax = 8 * 1024

    package let role: Role
    let operations: [OperationTool]

    package init(_ role: Role) {
        typealias Tools = WorkspaceTools
        self.role = role
        operations =
            switch role {
            case .worker:
                [
                    Tools.brief, Tools.status, Tools.next, Tools.task, Tools.claim, Tools.hold,
                    Tools.beat, Tools.deliver, Tools.inbox, Tools.send, Tools.ack,
                ]
            case .validator:
                [
                    Tools.brief, Tools.status, Tools.tasks, Tools.task,
                    Tools.replay, Tools.decide, Tools.events, Tools.inbox, Tools.send, Tools.ack,
                ]
            case .lead:
                [
                    Tools.brief, Tools.status, Tools.tasks, Tools.task, Tools.create,
                    Tools.change, Tools.replay, Tools.decide, Tools.inbox, Tools.send, Tools.ack,
                ]
            case .founder:
                [
                    Tools.status, Tools.tasks, Tools.task, Tools.create, Tools.change,
                    Tools.replay, Tools.decide, Tools.agents, Tools.inbox, Tools.send, Tools.ack,
                ]
            case .auditor:
                [
                    Tools.status, Tools.tasks, Tools.task, Tools.events, Tools.verify,
                    Tools.thread, Tools.inbox, Tools.send, Tools.ack,
                ]
            }
    }

    /// The names of the tools, in the order in which they are listed.
    package var names: [String] { operations.map(\.name) + [WaitTool.name] }

    /// The tools as they are listed.
    package func listed(in table: OperationTable) throws -> [ToolDescription] {
        try operations.map { try $0.listed(in: table) } + [WaitTool.listed]
    }
}
