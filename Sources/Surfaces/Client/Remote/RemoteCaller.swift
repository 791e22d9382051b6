import Model
import Operations

/// Carries operations out on a workspace that is reached over HTTP alone.
///
/// Nothing of the workspace is kept here, so what works with files where the caller stands is
/// refused before anybody is asked.
///
/// What may be queued and can't be sent goes to the outbox, and a call that comes later does not
/// overtake it.
package final class RemoteCaller: OperationCaller {
    private let gateways: GatewayChain
    private let identity: RemoteIdentity
    private let outbox: Outbox
    private let freshKey: @Sendable () -> String

    /// - Parameter freshKey: A key that was never used before.
    package init(
        _ gateways: GatewayChain,
        as identity: RemoteIdentity,
        outbox: Outbox,
        freshKey: @escaping @Sendable () -> String
    ) {
        self.gateways = gateways
        self.identity = identity
        self.outbox = outbox
        self.freshKey = freshKey
    }

    /// - Throws: ``QueuedCall`` where the call is in the outbox.
    package func call<O: Operation>(
        _ operation: O.Type,
        _ input: O.Input,
        _ options: CallOptions
    ) async throws -> Reply<O.Output> {
        guard !O.needsPlace else { throw RemotePlaceError(operation: O.name) }
        var options = identity.sign(options)
        let older = try await outbox.clear()
        guard O.mayQueue, !options.dryRun else { return try await ask(operation, input, options) }
        // Fixed before the first attempt: one whose answer is lost is then the same call as the
        // one that is sent from the outbox.
        options.idempotencyKey = options.idempotencyKey ?? key(operation, input)
        if let older {
            throw QueuedCall(try outbox.keep(operation, input, options, because: older))
        }
        do {
            return try await ask(operation, input, options)
        } catch let error as GatewaysAwayError {
            let line = try outbox.keep(operation, input, options, because: error.message)
            throw QueuedCall(line)
        }
    }

    private func ask<O: Operation>(
        _ operation: O.Type,
        _ input: O.Input,
        _ options: CallOptions
    ) async throws -> Reply<O.Output> {
        let mayRepeat = O.isRepeatable || options.idempotencyKey != nil
        return try await gateways.ask(mayRepeat: mayRepeat) {
            try await $0.call(operation, input, options)
        }
    }

    private func key<O: Operation>(_ operation: O.Type, _ input: O.Input) -> String {
        O.effect == .changesOncePerKey
            ? O.contentKey(of: input, in: identity.session) : freshKey()
    }
}

/// An operation on files of the workspace's machine, asked for from elsewhere.
struct RemotePlaceError: Reportable {
    let operation: String

    var code: String { "remote.place_needed" }
    var category: ErrorCategory { .notAllowed }
    var message: String {
        "'\(operation)' works with files of the workspace's machine, and the calls from here go "
            + "to a workspace elsewhere."
    }
    var hint: String? { "Run it on that machine. `worklead remote show` says where calls go." }
}
