import Digests
import Model
import Operations

/// What of a workspace can be read by address.
struct WorkspaceResources: Sendable {
    let caller: any OperationCaller
    let options: CallOptions

    private static let pageSize = 50

    /// What stands everywhere, and then the open tasks.
    func list(after cursor: String?) async throws -> ResourcePage {
        var offset = 0
        if let cursor {
            guard cursor.hasPrefix("t"), let number = Int(cursor.dropFirst()), number > 0,
                cursor == "t\(number)"
            else { throw ProviderFault.badCursor }
            offset = number
        }
        let input = ListTasks.Input {
            $0.limit = Self.pageSize
            $0.offset = offset
        }
        let page = try await caller.call(ListTasks.self, input, options).output
        let tasks = page.items.map { line in
            ResourceDescription(
                ResourceAddress.task(line.task).text,
                name: line.task.text,
                title: line.title.isEmpty ? line.task.text : line.title.printable(limit: 200),
                description: "The task \(line.task), \(line.state).",
                mediaType: "application/json"
            )
        }
        let end = offset + tasks.count
        let next = tasks.isEmpty || end >= page.total ? nil : "t\(end)"
        return ResourcePage((offset == 0 ? Self.everywhere : []) + tasks, next: next)
    }

    private static let everywhere = [
        ResourceDescription(
            ResourceAddress.status.text,
            name: "status",
            title: "Status",
            description: "What stands where, and what needs the asker.",
            mediaType: "application/json"
        ),
        ResourceDescription(
            ResourceAddress.agents.text,
            name: "agents",
            title: "Agents",
            description: "Who works here, what they hold and when they last worked.",
            mediaType: "application/json"
        ),
    ]

    /// Reads what is at an address.
    func read(_ text: String) async throws -> ResourceContents {
        guard let address = ResourceAddress(text) else {
            throw ProviderFault.unknownResource(text)
        }
        switch address {
        case .status: return try await document(ShowStatus.self, NoInput(), at: text)
        case .agents: return try await document(ListAgents.self, ListAgents.Input(), at: text)
        case .task(let key):
            let input = ShowTask.Input { $0.task = key }
            return try await document(ShowTask.self, input, at: text, isUntrusted: true)
        case .packet(let key): return try await packet(of: key, at: text)
        case .evidence(let key): return try await evidence(of: key, at: text)
        case .artifacts(let run):
            let input = ListRunArtifacts.Input { $0.run = run }
            return try await document(ListRunArtifacts.self, input, at: text, isUntrusted: true)
        case .thread(let id):
            let input = ShowThread.Input { $0.thread = id }
            let page = try await caller.call(ShowThread.self, input, options)
            // A thread is its messages, so one without any is not there.
            guard !page.output.items.isEmpty else { throw ProviderFault.unknownResource(text) }
            return json(
                Envelope(page, of: ShowThread.self).toolDocument(),
                at: text,
                isUntrusted: true
            )
        }
    }

    private func packet(of key: TaskKey, at address: String) async throws -> ResourceContents {
        let input = ShowTask.Input {
            $0.task = key
            $0.packet = true
        }
        let detail = try await caller.call(ShowTask.self, input, options).output
        guard let packet = detail.packet else { throw ProviderFault.unknownResource(address) }
        return ResourceContents(address, mediaType: "text/markdown", .text(packet))
    }

    private func evidence(of key: TaskKey, at address: String) async throws -> ResourceContents {
        let input = ShowTask.Input { $0.task = key }
        let detail = try await caller.call(ShowTask.self, input, options).output
        var members: [String: JSONValue] = [
            "task": .string(key.text), "state": .string(detail.task.state),
            "deliveries": .array(detail.deliveries.map(\.json)),
        ]
        members["packet_digest"] = detail.packetDigest?.wire
        return json(.object(members), at: address, isUntrusted: true)
    }

    private func document<O: Operation>(
        _ operation: O.Type,
        _ input: O.Input,
        at address: String,
        isUntrusted: Bool = false
    ) async throws -> ResourceContents {
        let reply = try await caller.call(operation, input, options)
        return json(
            Envelope(reply, of: operation).toolDocument(),
            at: address,
            isUntrusted: isUntrusted
        )
    }

    private func json(
        _ json: JSONValue,
        at address: String,
        isUntrusted: Bool
    ) -> ResourceContents {
        ResourceContents(
            address,
            mediaType: "application/json",
            .text(json.canonicalText),
            isUntrusted: isUntrusted
        )
    }

    /// The keys of tasks that begin with a text, however it is written.
    func taskKeys(beginning prefix: String) async throws -> [String] {
        let input = ListTasks.Input {
            $0.all = true
            $0.limit = 1000
        }
        let page = try await caller.call(ListTasks.self, input, options).output
        return page.items.map(\.task.text).filter {
            $0.lowercased().hasPrefix(prefix.lowercased())
        }
    }

    /// The threads of the asker's messages that begin with a text.
    func threads(beginning prefix: String) async throws -> [String] {
        let input = ListInbox.Input {
            $0.all = true
            $0.limit = 1000
        }
        let page = try await caller.call(ListInbox.self, input, options).output
        let names = Set(page.items.map(\.message.thread.text))
        return names.filter { $0.lowercased().hasPrefix(prefix.lowercased()) }.sorted()
    }
}
