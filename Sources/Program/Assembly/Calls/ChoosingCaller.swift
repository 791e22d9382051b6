import Client
import Engine
import HTTPKit
import Model
import Operations
import Telemetry

/// Carries operations out where they can be: by the gateway that the environment names, else by the
/// workspace's own where one answers, and on the file otherwise.
final class ChoosingCaller: OperationCaller {
    private let local: LocalCaller
    private let time: any TimeSource
    private let say: (@Sendable (String) -> Void)?
    private let found = Lock<Choice?>(nil)

    private enum Choice {
        case file
        case gateway(GatewayClient, name: String)
        case elsewhere(RemoteCaller)
    }

    /// - Parameter say: Told who has carried out each call.
    init(
        _ local: LocalCaller,
        time: any TimeSource,
        say: (@Sendable (String) -> Void)? = nil
    ) {
        self.local = local
        self.time = time
        self.say = say
    }

    func call<O: Operation>(
        _ operation: O.Type,
        _ input: O.Input,
        _ options: CallOptions
    ) async throws -> Reply<O.Output> {
        switch try choice() {
        case .elsewhere(let remote):
            return try await remote.call(operation, input, options)
        case .gateway(let client, let name) where !Self.isOfTheFile(operation):
            do {
                let reply = try await client.call(operation, input, options)
                say?("by the gateway at \(name)")
                return reply
            } catch let error as HTTPClientError where error.outcome == .notSent {
                // It was killed, and its record stayed. The file is free, or says who has it.
                found.withLock { $0 = .file }
            }
        case .gateway, .file: break
        }
        say?("in this process")
        return try await local.call(operation, input, options)
    }

    /// Where a workspace is made, no gateway can be the one to do it.
    private static func isOfTheFile<O: Operation>(_ operation: O.Type) -> Bool {
        operation.name == InitWorkspace.name
    }

    private func choice() throws -> Choice {
        try found.withLock { found in
            if let found { return found }
            let choice: Choice
            if RemoteSettings.isMeant(in: local.surroundings, workspace: local.workspace) {
                choice = .elsewhere(try remote())
            } else if let (client, name) = try client() {
                choice = .gateway(client, name: name)
            } else {
                choice = .file
            }
            found = choice
            return choice
        }
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

    /// What asks the gateway of the workspace; `nil` where none has left its record.
    private func client() throws -> (GatewayClient, name: String)? {
        guard let directory = try local.stateDirectory(),
            let record = GatewayRecord.read(in: directory)
        else { return nil }
        let time = time
        let client = GatewayClient(record.address, at: local.surroundings.place) { time.elapsed() }
        return (client, record.address.description)
    }
}

extension LocalCaller {
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
            directory: place?.directory ?? "/",
            environment: environment,
            userName: place?.user ?? userName
        )
    }
}
