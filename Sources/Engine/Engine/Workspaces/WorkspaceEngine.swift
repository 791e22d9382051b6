import Digests
import Model
import SQLKit
import Store

/// The workspace as something that can be read and changed.
package struct WorkspaceEngine: Sendable {
    /// How a change gets to the disk.
    package enum Commit: Sendable {
        /// By itself: one flush for one change.
        case alone
        /// Together with those of concurrent callers.
        case grouped
    }

    package let database: any SQLDatabase
    package let time: any TimeSource
    package let checkouts: any CheckoutAccess
    private let identifiers: any IdentifierSource
    private let commit: Commit
    /// Told of the ledger's revision after each change that is on the disk.
    private let changed: (@Sendable (Int64) -> Void)?

    package init(
        database: any SQLDatabase,
        time: any TimeSource,
        identifiers: any IdentifierSource,
        checkouts: any CheckoutAccess,
        commit: Commit = .alone,
        changed: (@Sendable (Int64) -> Void)? = nil
    ) {
        self.database = database
        self.time = time
        self.identifiers = identifiers
        self.checkouts = checkouts
        self.commit = commit
        self.changed = changed
    }

    /// Reads one state of the workspace.
    package func read<Answer: Sendable>(
        as caller: Caller = .nobody,
        expecting expected: String? = nil,
        _ body: (View) throws -> Answer
    ) throws -> Answer {
        let now = time.now()
        return try database.read { transaction in
            try body(Self.view(transaction, caller, expected, now))
        }
    }

    /// Changes the workspace in one transaction.
    ///
    /// A request whose key was answered before gets that answer again, and nothing is written.
    ///
    /// - Parameters:
    ///   - encode: The answer as it is kept for the request's key.
    ///   - body: Runs with the database locked, so it does not wait for anything.
    package func change<Answer: Sendable>(
        _ request: ChangeRequest,
        encode: @escaping @Sendable (Answer) -> JSONValue,
        _ body: @escaping @Sendable (Change) throws -> Answer
    ) async throws -> Changed<Answer> {
        let now = time.now()
        let identifiers = identifiers
        let run: @Sendable (any SQLTransaction) throws -> Changed<Answer> = { transaction in
            if let farewell: Changed<Answer> = try Self.farewell(request, transaction) {
                return farewell
            }
            let view = try Self.view(transaction, request.caller, request.expected, now)
            guard let actor = view.asker else { throw SessionError.absent }
            if let right = request.right { try actor.require(right) }
            let key = request.key.map { $0.asked(by: actor.id) }
            if let key, let earlier = try Self.answer(to: key, view.requests) {
                return .repeated(earlier.request.output, revision: earlier.sequence)
            }
            try request.basis?.require(in: view)
            let change = try Change(
                view: view,
                actor: actor,
                claimedTime: request.claimedTime,
                identifiers: identifiers
            )
            let answer = try body(change)
            // No event is later than a default that is not written down, so none can be overruled
            // after the ledger has seen its deadline pass.
            if !change.events.isEmpty { try change.decisions.settleDefaults() }
            if let key, !change.events.isEmpty {
                let answered = AnsweredRequest(
                    key: key.text,
                    operation: key.operation,
                    input: key.input,
                    output: encode(answer)
                )
                try change.record(answered.fact, on: Subject(.workspace, "request"))
            }
            guard !request.isDryRun else {
                throw DryRun(answer: answer, events: change.events, revision: change.revision)
            }
            return .made(answer, revision: change.revision)
        }
        do {
            let outcome: Changed<Answer>
            switch commit {
            case .alone: outcome = try database.write(run)
            case .grouped: outcome = try await database.writeGrouped(run)
            }
            if case .made(_, let revision) = outcome { changed?(revision) }
            return outcome
        } catch let dryRun as DryRun<Answer> {
            return .tried(dryRun.answer, events: dryRun.events)
        } catch {
            if request.notesRefusals, !request.isDryRun,
                let refusal = (error as? any GateRefusing)?.refusal
            {
                // What was refused is the answer, whether it can be recorded or not.
                try? await note(refusal, of: request)
            }
            throw error
        }
    }

    /// What a session that has ended was answered under the key: its last change may be its end,
    /// and the answer to that can be lost like any other.
    private static func farewell<Answer>(
        _ request: ChangeRequest,
        _ transaction: any SQLTransaction
    ) throws -> Changed<Answer>? {
        guard let key = request.key, case .bearer(let id, let credential) = request.caller,
            let session = try SessionStore(transaction).session(id), !session.isLive,
            session.credential == Digest(of: credential)
        else { return nil }
        let earlier = try answer(to: key.asked(by: session.agent), RequestStore(transaction))
        return earlier.map { .repeated($0.request.output, revision: $0.sequence) }
    }

    /// The answer that was given under the key.
    ///
    /// - Throws: ``RequestKeyError`` where something else was asked under it.
    private static func answer(
        to key: ChangeRequest.Key,
        _ requests: RequestStore
    ) throws -> (request: AnsweredRequest, sequence: Int64)? {
        guard let earlier = try requests.answer(to: key.text) else { return nil }
        guard earlier.request.operation == key.operation, earlier.request.input == key.input
        else { throw RequestKeyError(key: key.text, operation: earlier.request.operation) }
        return earlier
    }

    private static func view(
        _ transaction: any SQLTransaction,
        _ caller: Caller,
        _ expected: String?,
        _ now: Timestamp
    ) throws -> View {
        let identification = Identification(
            sessions: SessionStore(transaction),
            agents: AgentStore(transaction)
        )
        return View(
            transaction: transaction,
            now: now,
            asker: try identification.actor(caller, expected: expected)
        )
    }
}

/// Who asks for a change, and how it is to be made.
package struct ChangeRequest: Sendable {
    /// An idempotency key, and what it stands for.
    package struct Key: Sendable {
        package let text: String
        package let operation: String
        package let input: Digest

        package init(text: String, operation: String, input: Digest) {
            self.text = text
            self.operation = operation
            self.input = input
        }

        /// The same key for one asker only: another who uses it asks for something else.
        func asked(by agent: AgentID) -> Key {
            Key(
                text: text,
                operation: operation,
                input: Digest(of: "\(agent.text) \(input.description)")
            )
        }
    }

    package var caller: Caller
    /// Whom the option `--as` or the environment names.
    package var expected: String?
    /// What the asker's role must allow; `nil` where the engine looks closer.
    package var right: Right?
    package var claimedTime: Timestamp?
    package var isDryRun: Bool
    package var key: Key?
    /// What the change was decided on.
    package var basis: ChangeBasis?
    /// Whether it is recorded where a gate refuses it.
    var notesRefusals = true

    package init(
        caller: Caller,
        expected: String? = nil,
        right: Right? = nil,
        claimedTime: Timestamp? = nil,
        isDryRun: Bool = false,
        key: Key? = nil,
        basis: ChangeBasis? = nil
    ) {
        self.caller = caller
        self.expected = expected
        self.right = right
        self.claimedTime = claimedTime
        self.isDryRun = isDryRun
        self.key = key
        self.basis = basis
    }
}

/// What came of a change.
package enum Changed<Answer: Sendable>: Sendable {
    /// It is on the disk.
    case made(Answer, revision: Int64)
    /// The same request was answered before, thus.
    case repeated(JSONValue, revision: Int64)
    /// It was only tried: these events would have been written.
    case tried(Answer, events: [Event])
}

/// Ends a transaction that was only a trial; it is rolled back like any that throws.
private struct DryRun<Answer: Sendable>: Error {
    let answer: Answer
    let events: [Event]
    let revision: Int64
}
