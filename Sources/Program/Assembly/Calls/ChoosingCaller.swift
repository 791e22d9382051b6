import Client
import Engine
import HTTPKit
import Model
import Operations
import SQLKit
import Telemetry

/// Carries operations out where they can be: by the gateway that the environment names, else by the
/// workspace's own where one answers, and on the file otherwise.
///
/// Gateways come and go while commands run. A command that waits for the file while a gateway takes
/// it asks the gateway, and one whose gateway ends goes on with the file; in both cases nothing of
/// it has been written before.
final class ChoosingCaller: OperationCaller {
    private let local: LocalCaller
    private let time: any TimeSource
    private let sighting: GatewaySighting
    private let say: (@Sendable (String) -> Void)?
    private let found = Lock<Choice?>(nil)

    private enum Choice {
        case file
        case gateway(GatewayRecord, GatewayClient)
        case elsewhere(RemoteCaller)
    }

    /// How often a call changes its way; more than that, and something else is wrong.
    private static let turnsMax = 8

    /// - Parameter say: Told who has carried out each call.
    init(
        _ local: LocalCaller,
        _ sighting: GatewaySighting,
        time: any TimeSource,
        say: (@Sendable (String) -> Void)? = nil
    ) {
        self.local = local
        self.sighting = sighting
        self.time = time
        self.say = say
    }

    func call<O: Operation>(
        _ operation: O.Type,
        _ input: O.Input,
        _ options: CallOptions
    ) async throws -> Reply<O.Output> {
        var options = options
        var proof: CredentialFile?
        for _ in 1..<Self.turnsMax {
            let choice = try choice()
            switch choice {
            case .file:
                // What is done here has its answer here: nobody asks for it again.
                break
            case .elsewhere:
                options.idempotencyKey = options.idempotencyKey ?? freshKey(for: operation)
            case .gateway:
                guard options.idempotencyKey == nil, let key = freshKey(for: operation) else {
                    break
                }
                options.idempotencyKey = key
                proof = try local.proof(options)
            }
            switch choice {
            case .elsewhere(let remote):
                return try await remote.call(operation, input, options)
            case .gateway where Self.isOfTheFile(operation):
                return try await here(operation, input, options)
            case .gateway(let record, let client):
                do {
                    let reply = try await client.call(operation, input, options)
                    say?("by the gateway at \(record.address)")
                    return reply
                } catch let error as HTTPClientError where error.outcome == .notSent {
                    // It was killed, and its record stayed. The file is free, or says who has it.
                    lose(record)
                    show(proof, in: &options)
                } catch let error as HTTPClientError
                    where O.isRepeatable || options.idempotencyKey != nil
                {
                    // Whether it was done is not known; done again, it is done once. A gateway that
                    // is well is asked again.
                    guard error.code != "http.malformed_answer" else { throw error }
                    if !record.answers(time) { lose(record) }
                    show(proof, in: &options)
                } catch let error as ErrorReport where error.code == "gateway.stopping" {
                    // It refused. The file is free as soon as it has ended.
                    lose(record)
                } catch {
                    say?("by the gateway at \(record.address)")
                    throw error
                }
            case .file:
                do {
                    return try await here(operation, input, options)
                } catch let error as SQLError where error.kind == .locked {
                    found.withLock { $0 = nil }
                    guard case .gateway = try self.choice() else { throw error }
                }
            }
        }
        return try await here(operation, input, options)
    }

    /// A key for a change that could otherwise not be asked for again when its answer is lost.
    ///
    /// It is one for the whole call, so that whoever is asked next, another gateway or the file,
    /// gives the answer that was recorded. What works with files where the caller stands is guarded
    /// by no key: it is refused, or begun anew, by the files that are there.
    private func freshKey<O: Operation>(for operation: O.Type) -> String? {
        guard O.effect == .changes, !O.isRepeatable, !O.needsPlace else { return nil }
        return "call:" + local.identifiers.secret()
    }

    /// Lets who asks again be who asked: the end of a session takes its credential away.
    private func show(_ proof: CredentialFile?, in options: inout CallOptions) {
        guard options.session == nil, let proof else { return }
        options.session = proof.session
        options.credential = Credential(secret: proof.secret)
    }

    private func here<O: Operation>(
        _ operation: O.Type,
        _ input: O.Input,
        _ options: CallOptions
    ) async throws -> Reply<O.Output> {
        do {
            let reply = try await local.call(operation, input, options)
            say?("in this process")
            return reply
        } catch let error as SQLError where error.kind == .locked {
            // A gateway may have the file, and then it is asked.
            throw error
        } catch {
            say?("in this process")
            throw error
        }
    }

    /// Where a workspace is made, no gateway can be the one to do it.
    private static func isOfTheFile<O: Operation>(_ operation: O.Type) -> Bool {
        operation.name == InitWorkspace.name
    }

    private func lose(_ record: GatewayRecord) {
        sighting.lose(record)
        found.withLock { $0 = nil }
    }

    private func choice() throws -> Choice {
        try found.withLock { found in
            if let found { return found }
            let choice = try look()
            found = choice
            return choice
        }
    }

    /// Looks for a gateway that has left its record and was not found gone.
    private func look() throws -> Choice {
        if RemoteSettings.isMeant(in: local.surroundings, workspace: local.workspace) {
            return .elsewhere(try remote())
        }
        guard let directory = try local.stateDirectory(),
            let record = sighting.record(in: directory)
        else { return .file }
        let time = time
        let client = GatewayClient(record.address, at: local.surroundings.place) { time.elapsed() }
        return .gateway(record, client)
    }

    private func remote() throws -> RemoteCaller {
        let settings = try RemoteSettings(local.surroundings)
        let identifiers = local.identifiers
        return RemoteCaller(
            settings.gateways(time, say: say),
            as: settings.identity,
            outbox: try settings.outbox(local.surroundings, time, say: say),
            freshKey: { "call:" + identifiers.secret() }
        )
    }
}

extension LocalCaller {
    /// What a gateway on this machine finds for a call from here.
    fileprivate func proof(_ options: CallOptions) throws -> CredentialFile? {
        try credential(options) {
            try WorkspaceFinder(surroundings: surroundings).find(named: workspace)
        }
    }

    /// The state directory of the workspace; `nil` where there is none, which opening it explains.
    fileprivate func stateDirectory() throws -> String? {
        do {
            return try WorkspaceFinder(surroundings: surroundings).find(named: workspace)
                .stateDirectory
        } catch is WorkspaceError {
            return nil
        } catch is WorkspaceUnknownError {
            return nil
        }
    }
}

extension Surroundings {
    /// Where this process stands, for a gateway on the same machine.
    var place: CallPlace {
        CallPlace {
            $0.directory = directory
            $0.actor = variable("WORKLEAD_ACTOR")
            $0.tokenFile = variable("WORKLEAD_TOKEN_FILE")
            $0.user = userName
        }
    }

    /// The surroundings of a caller of a gateway whose own are these.
    package func seen(from place: CallPlace?) -> Surroundings {
        var environment = environment.filter { !$0.key.hasPrefix("WORKLEAD_") }
        environment["WORKLEAD_ACTOR"] = place?.actor
        environment["WORKLEAD_TOKEN_FILE"] = place?.tokenFile
        return Surroundings(
            directory: place?.directory ?? "",
            environment: environment,
            userName: place?.user ?? userName
        )
    }
}
