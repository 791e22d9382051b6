import Digests
import Model

/// A word in a plan that is to be another.
package struct PlanMending: Hashable, Sendable {
    package let place: String
    package let line: Int?
    package let before: String
    package let after: String
    /// Why, as a sentence.
    package let reason: String

    package init(place: String, line: Int? = nil, before: String, after: String, reason: String) {
        self.place = place
        self.line = line
        self.before = before
        self.after = after
        self.reason = reason
    }
}

// Hygiene: words that have drifted, and a plan that stands elsewhere than its steps.
extension PlanFile {
    /// What is to be mended.
    ///
    /// Words that mean nothing known are left: nobody but their author knows what was meant.
    package var mendings: [PlanMending] { edits.map(\.mending) }

    /// The file with everything mended and nothing else touched.
    package var mended: [UInt8] {
        var result = bytes
        for edit in edits.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
            let literal = JSONValue.string(edit.mending.after).canonicalBytes
            result.replaceSubrange(edit.range, with: literal)
        }
        return result
    }

    private struct Edit {
        let range: Range<Int>
        let mending: PlanMending
    }

    private var edits: [Edit] {
        var edits: [Edit] = []
        let written = document["status"]?.stringValue
        if let state = content.state {
            let fitting = outline?.mendedState
            let after = fitting ?? state
            let reason =
                fitting.map { _ in "By its steps the plan is \(after.rawValue)." }
                ?? "'\(written?.printable(limit: 40) ?? "")' is meant as '\(after.rawValue)'."
            edit("status", written, after.rawValue, reason).map { edits.append($0) }
        }
        for (index, step) in content.steps.enumerated() {
            let written = document["steps"]?[index]?["status"]?.stringValue
            if let state = step.state, let edit = edit("steps[\(index)].status", written, state) {
                edits.append(edit)
            }
        }
        let checkpoint = document["checkpoint"]?["status"]?.stringValue
        if let state = content.checkpoint?.state,
            let edit = edit("checkpoint.status", checkpoint, state)
        {
            edits.append(edit)
        }
        return edits
    }

    private func edit(
        _ place: String,
        _ before: String?,
        _ state: some RawRepresentable<String>
    ) -> Edit? {
        let word = before?.printable(limit: 40) ?? ""
        return edit(place, before, state.rawValue, "'\(word)' is meant as '\(state.rawValue)'.")
    }

    private func edit(
        _ place: String,
        _ before: String?,
        _ after: String,
        _ reason: String
    ) -> Edit? {
        let keys = Self.keys(place)
        guard let before, before != after, let range = places.range(of: keys) else { return nil }
        return Edit(
            range: range,
            mending: PlanMending(
                place: place,
                line: places.line(of: keys),
                before: before,
                after: after,
                reason: reason
            )
        )
    }
}
