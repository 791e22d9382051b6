import Model
import Store

/// How the reviews of a review slice stand.
package struct ReviewStanding: Sendable {
    /// All that are parts of it, in the order in which they were started.
    package let reviews: [ReviewStore.Stored]
    /// Those that keep it from being accepted.
    package let unsettled: [Review]
    /// The blocking and high findings of these that are open or disputed.
    package let stopping: [Finding]

    init(of slice: TaskKey, in view: View) throws {
        reviews = try view.reviews.reviews(of: slice)
        unsettled = try view.reviews.standing(in: slice).map(\.review)
        stopping = try unsettled.flatMap { try view.findings.findings(of: $0.id) }
            .filter { $0.severity.mustBeFixed && $0.state.isUnresolved }
    }

    /// Whether something was reviewed to its end.
    package var hasClosed: Bool {
        reviews.contains { stored in
            switch stored.review.state {
            case .closed: true
            case .open, .abandoned: false
            }
        }
    }

    /// Whether the slice may be accepted, as far as its reviews are concerned.
    package var isSettled: Bool { unsettled.isEmpty && hasClosed }

    /// What somebody is to mend: of reviews that go on, since what was given up can't be mended.
    var toMend: [Finding] {
        let open = Set(unsettled.filter(\.isOpen).map(\.id))
        return stopping.filter { $0.state.name == .open && open.contains($0.review) }
    }

    /// What its owners say is none, where nothing else that matters is open.
    var granted: [Finding] {
        guard !stopping.isEmpty, stopping.allSatisfy({ $0.state.name == .disputed }),
            unsettled.allSatisfy(\.isOpen)
        else { return [] }
        return stopping
    }

    /// What the reviewer is to do, as it is told when the slice goes back.
    func wants(of slice: TaskKey) -> [String] {
        guard !unsettled.isEmpty else {
            return ["Nothing was reviewed: `worklead review start TASK --slice \(slice)`."]
        }
        return unsettled.map { review in
            guard review.isOpen else {
                return "\(review.id) was given up and what it found stands: start another."
            }
            let left = stopping.filter { $0.review == review.id }
            let names = left.map { "\($0.id) \($0.severity.rawValue) \($0.state.name.rawValue)" }
            return "\(review.id) is open"
                + (names.isEmpty ? "" : " with \(names.joined(separator: ", "))")
                + ": look again with `worklead review rereview \(review.id) --commit REVISION`, "
                + "then `worklead review close \(review.id)`."
        }
    }
}
