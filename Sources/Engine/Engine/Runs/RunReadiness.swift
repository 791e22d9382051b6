import Documents
import Model
import Store

/// What a readiness slice says: its document at the commit that was delivered.
package struct RunReadiness: Sendable {
    package let place: Place
    /// `nil` where there is none that could be read.
    package let document: ReadinessDocument?
    /// What is wrong with it, as sentences.
    package let faults: [String]

    /// Where the document of a slice lies.
    package struct Place: Hashable, Sendable {
        package let slice: TaskKey
        package let repository: RepositoryName?
        /// `nil` where the file of the run names none.
        package let path: String?
        package let commit: String

        package init(
            slice: TaskKey,
            repository: RepositoryName?,
            path: String?,
            commit: String
        ) {
            self.slice = slice
            self.repository = repository
            self.path = path
            self.commit = commit
        }
    }

    /// What could not be read at all, and why.
    package init(at place: Place, fault: String) {
        (self.place, document, faults) = (place, nil, [fault])
    }

    /// Reads what lies there.
    ///
    /// - Parameter bytes: The file's content; `nil` where the commit has none.
    package init(_ bytes: [UInt8]?, at place: Place) {
        self.place = place
        guard let path = place.path else {
            document = nil
            faults = ["The file of the run names no document among the slice's artifacts."]
            return
        }
        guard let bytes else {
            document = nil
            faults = ["'\(path.printable(limit: 200))' is not in the commit that was delivered."]
            return
        }
        do throws(DocumentError) {
            let read = try ReadinessDocument(parsing: bytes)
            document = read
            faults = read.faults.map { "line \($0.line): \($0.text)" }
        } catch {
            document = nil
            faults = [error.message]
        }
    }
}

extension View {
    /// Where the documents of a run's readiness slices lie, of those that are handed in or
    /// accepted.
    package func readinessPlaces(of run: Run) throws -> [RunReadiness.Place] {
        let slices = run.draft.slices.filter { $0.kind == .readiness }
        return try slices.compactMap { slice in
            guard let task = try current(of: slice.task),
                let last = try deliveries.deliveries(of: task.key).last,
                last.outcome == nil || last.outcome == .accepted
            else { return nil }
            return RunReadiness.Place(
                slice: slice.task,
                repository: task.task.repository,
                path: slice.artifacts.first { $0.hasSuffix(".md") },
                commit: last.delivery.commit
            )
        }
    }
}
