import HTTPKit
import Model
import Operations

/// A page that is asked for: by whom, with which words in its address.
package struct PageRequest: Sendable {
    package let caller: any OperationCaller
    package let options: CallOptions
    package let now: Timestamp
    /// Who looks.
    package let agent: AgentID
    /// The words of the address that a page's pattern leaves open: `task`.
    package let words: [String: String]
    package let query: [HTTPTarget.QueryItem]
    package let path: String

    /// The first value of that name in the query; an empty one is none.
    func value(_ name: String) -> String? {
        let found = query.first { $0.name == name }?.value
        return found?.isEmpty == true ? nil : found
    }

    /// A word of the address that the page's pattern has.
    func word(_ name: String) -> String { words[name] ?? "" }

    /// The address of this page with another value.
    func address(with name: String, _ value: String?) -> String {
        address(with: [name: value])
    }

    /// The address of this page with other values.
    func address(with values: [String: String?]) -> String {
        var items = query.filter { values[$0.name] == nil && !$0.value.isEmpty }
            .map { ($0.name, $0.value) }
        for (name, value) in values.sorted(by: { $0.key < $1.key }) {
            if let value { items.append((name, value)) }
        }
        let text = items.map { "\($0.0.addressPart)=\($0.1.addressPart)" }.joined(separator: "&")
        return path + (text.isEmpty ? "" : "?" + text)
    }

    /// Asks, and takes the answer as a source of the page.
    func ask<O: Operation>(
        _ operation: O.Type,
        _ input: O.Input,
        for screen: inout Screen
    ) async throws -> O.Output {
        let reply = try await caller.call(operation, input, options)
        screen.note(reply, of: operation)
        return reply.output
    }
}

/// A kind of page.
package struct PageKind: Sendable {
    /// Its address, with open words in braces: `/tasks/{task}`.
    package let pattern: String
    package let tab: Tab
    package let make: @Sendable (PageRequest) async throws -> Screen

    package init(
        _ pattern: String,
        _ tab: Tab,
        make: @escaping @Sendable (PageRequest) async throws -> Screen
    ) {
        self.pattern = pattern
        self.tab = tab
        self.make = make
    }

    /// The open words of an address that the pattern fits; `nil` for another.
    func words(in segments: [String]) -> [String: String]? {
        let parts = pattern.split(separator: "/").map(String.init)
        guard parts.count == segments.count else { return nil }
        var words: [String: String] = [:]
        for (part, segment) in zip(parts, segments) {
            if part.hasPrefix("{") {
                guard !segment.isEmpty else { return nil }
                words[String(part.dropFirst().dropLast())] = segment
            } else if part != segment {
                return nil
            }
        }
        return words
    }
}
