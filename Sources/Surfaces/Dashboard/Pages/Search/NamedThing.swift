import Model
import Operations
import ReportKit

/// What has exactly the name that was typed, and its page.
struct NamedThing: Sendable, Equatable {
    /// What it is: `Task`.
    let kind: String
    let name: String
    let address: String

    private init(_ kind: String, _ name: String, _ address: String) {
        (self.kind, self.name, self.address) = (kind, name, address)
    }

    /// Looks for it, where the word has the form of an id; `nil` where nothing is called so.
    static func find(
        _ word: String,
        _ request: PageRequest,
        _ screen: inout Screen
    ) async throws -> NamedThing? {
        guard word.contains(where: \.isNumber) else { return nil }
        let id = word.uppercased()
        if let thing = try await numbered(id, request, &screen) { return thing }
        for name in word == id ? [word] : [word, id] {
            // What has not the form of a key is no task's.
            guard let key = try? TaskKey(name) else { continue }
            let input = ShowTask.Input { $0.task = key }
            if try await request.known(ShowTask.self, input, "task.unknown", &screen) != nil {
                return NamedThing("Task", key.text, "/tasks/" + key.text.addressPart)
            }
        }
        return nil
    }

    /// An agent of that name.
    static func agent(_ word: String, among agents: [AgentLine]) -> NamedThing? {
        agents.first { $0.agent.text == word.lowercased() }.map { line in
            NamedThing("Agent", line.agent.text, "/agents/" + line.agent.text.addressPart)
        }
    }

    /// What Worklead numbers by itself: `D-2`.
    private static func numbered(
        _ id: String,
        _ request: PageRequest,
        _ screen: inout Screen
    ) async throws -> NamedThing? {
        let parts = id.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1].allSatisfy(\.isNumber), id.utf8.count <= 24,
            id.utf8.allSatisfy({ $0 < 0x80 })
        else { return nil }
        let name = id.addressPart
        switch parts[0] {
        case "D":
            let input = ShowDecision.Input { $0.decision = DecisionID(trusted: id) }
            let found = try await request.known(
                ShowDecision.self,
                input,
                "decision.unknown",
                &screen
            )
            return found.map { _ in NamedThing("Decision", id, "/decisions/" + name) }
        case "M":
            let input = ShowMessage.Input { $0.message = MessageID(trusted: id) }
            let found = try await request.known(
                ShowMessage.self,
                input,
                "message.unknown",
                &screen
            )
            return found.map { detail in
                let thread = detail.message.thread.text.addressPart
                return NamedThing("Message", id, "/threads/\(thread)#m-\(id.pageName)")
            }
        case "RV":
            // Showing one follows its lines through git, which is more than is asked here.
            let input = ListReviews.Input { $0.limit = 1000 }
            let found = try await request.ask(ListReviews.self, input, for: &screen)
            guard found.items.contains(where: { $0.review.text == id }) else { return nil }
            return NamedThing("Review", id, "/reviews/" + name)
        case "F":
            let input = ListFindings.Input {
                ($0.finding, $0.all) = (FindingID(trusted: id), true)
            }
            let found = try await request.ask(ListFindings.self, input, for: &screen)
            return found.items.first.map { finding in
                let review = finding.review.text.addressPart
                return NamedThing("Finding", id, "/reviews/\(review)#f-\(id.pageName)")
            }
        case "E":
            let input = ListEvidence.Input { $0.bundle = BundleID(trusted: id) }
            let found = try await request.ask(ListEvidence.self, input, for: &screen)
            guard found.items.contains(where: { $0.bundle.text == id }) else { return nil }
            return NamedThing("Bundle", id, "/evidence/" + name)
        default: return nil
        }
    }
}

extension PageRequest {
    /// The answer; `nil` where what is asked about is not known.
    fileprivate func known<O: Operation>(
        _ operation: O.Type,
        _ input: O.Input,
        _ unknown: String,
        _ screen: inout Screen
    ) async throws -> O.Output? {
        do {
            return try await ask(operation, input, for: &screen)
        } catch  where ErrorReport(error).code == unknown {
            // Nothing being called so is an answer: it is sought as a word then.
            return nil
        }
    }
}
