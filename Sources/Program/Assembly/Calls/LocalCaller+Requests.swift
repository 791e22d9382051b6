import Digests
import Engine
import Model
import Operations
import Store

// How a call becomes a read or a change of the engine, and its result a reply.
extension LocalCaller {
    /// Who asks: the bearer of the credential of the worktree, else of the file that the
    /// environment names.
    ///
    /// `--as` is proven by that file first, so that one directory can serve several agents.
    func caller(_ options: CallOptions) throws -> Caller {
        if let session = options.session, let credential = options.credential {
            return .bearer(session, credential: credential.secret)
        }
        let kept = try credential(options) { try open().found }
        return kept.map { .bearer($0.session, credential: $0.secret) } ?? .nobody
    }

    /// The credential that a call from here shows.
    ///
    /// - Parameter found: The workspace, asked for only where it matters.
    func credential(
        _ options: CallOptions,
        in found: () throws -> WorkspaceFinder.Found
    ) throws -> CredentialFile? {
        let named = try surroundings.variable("WORKLEAD_TOKEN_FILE").flatMap(
            CredentialFile.init(at:)
        )
        if let asked = options.asAgent, let named, named.agent == asked { return named }
        let found = try found()
        if let location = found.location,
            let kept = try CredentialFile(at: CredentialFile.path(in: location)),
            kept.workspace == found.stateDirectory
        {
            return kept
        }
        return named
    }

    /// Whom `--as` or the environment says is asking.
    func expected(_ options: CallOptions) -> String? {
        options.asAgent?.text ?? surroundings.variable("WORKLEAD_ACTOR")
    }

    /// Reads for an operation.
    ///
    /// Who asks matters only to some, so a missing or ended session is
    /// none.
    func read<O: Operation>(
        _ operation: O.Type,
        _ context: CallContext,
        _ body: (View) throws -> O.Output
    ) throws -> Reply<O.Output> {
        let engine = try open().engine
        let caller = try caller(context.options)
        let expected =
            if case .nobody = caller { nil as String? } else { expected(context.options) }
        let (output, revision) = try engine.read(as: caller, expecting: expected) { view in
            (try body(view), try view.ledger.head())
        }
        return Reply(output, revision: revision)
    }

    /// The engine's request for an operation's change.
    ///
    /// An operation that changes something once per key has a key always: the caller's, or one from
    /// its content, the agent and the session.
    func request<O: Operation>(
        _ operation: O.Type,
        _ input: O.Input,
        _ context: CallContext,
        right: Right?,
        caller fixed: Caller? = nil
    ) throws -> ChangeRequest {
        let caller = try fixed ?? caller(context.options)
        var key = context.options.idempotencyKey
        if key == nil, O.effect == .changesOncePerKey, case .bearer(let session, _) = caller {
            key = O.contentKey(of: input, in: session)
        }
        return ChangeRequest(
            caller: caller,
            expected: expected(context.options),
            right: right,
            claimedTime: context.options.claimedTime,
            isDryRun: context.options.dryRun,
            key: key.map {
                ChangeRequest.Key(
                    text: $0,
                    operation: O.name,
                    input: Digest(of: input.json.canonicalBytes)
                )
            },
            basis: context.options.unchangedSince.map {
                ChangeBasis(revision: $0, subject: input.json["task"]?.stringValue)
            }
        )
    }

    /// Changes for an operation, in one transaction.
    func change<O: Operation>(
        _ operation: O.Type,
        _ input: O.Input,
        _ context: CallContext,
        right: Right?,
        caller: Caller? = nil,
        _ body: @escaping @Sendable (Change) throws -> O.Output
    ) async throws -> Reply<O.Output> {
        let request = try request(operation, input, context, right: right, caller: caller)
        let changed = try await open().engine.change(request, encode: { $0.json }, body)
        return try reply(changed) { $0 }
    }

    /// The reply for what came of a change.
    func reply<Answer, Output: Record>(
        _ changed: Changed<Answer>,
        _ report: (Answer) throws -> Output
    ) throws -> Reply<Output> {
        switch changed {
        case .made(let answer, let revision): Reply(try report(answer), revision: revision)
        case .repeated(let json, let revision):
            Reply(
                try Output(json: json, unknownFields: .ignored),
                revision: revision,
                already: true
            )
        case .tried(let answer, let events):
            Reply(try report(answer), isDryRun: true, events: events.map(\.json))
        }
    }
}

extension OperationProvider {
    /// Binds an operation that changes the workspace in one transaction.
    mutating func change<O: Operation>(
        _ operation: O.Type,
        _ caller: LocalCaller,
        right: Right?,
        _ body: @escaping @Sendable (Change, O.Input) throws -> O.Output
    ) {
        provide(operation, inOneTransaction: true) { [unowned caller] input, context in
            try await caller.change(operation, input, context, right: right) { try body($0, input) }
        }
    }

    /// Binds an operation that reads.
    mutating func read<O: Operation>(
        _ operation: O.Type,
        _ caller: LocalCaller,
        _ body: @escaping @Sendable (View, O.Input) throws -> O.Output
    ) {
        provide(operation) { [unowned caller] input, context in
            try caller.read(operation, context) { try body($0, input) }
        }
    }
}
