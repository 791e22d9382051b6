import Client
import Commands
import Engine
import Glibc
import Model
import Operations

/// The outboxes of all senders of this machine's user, for the commands about them.
struct OutboxDesk: OutboxServing {
    let surroundings: Surroundings
    let time: any TimeSource

    func list() throws -> [OutboxLine] {
        try directories().flatMap { try $0.lines() }
    }

    /// How each sender's outbox stands, where anything is in it.
    func standing() throws -> [OutboxSenderLine] {
        try directories().map { OutboxSenderLine($0.sender, try $0.lines()) }
            .filter { $0.waiting + $0.refused > 0 }
    }

    func flush(within limit: Duration) async throws -> FlushReport {
        guard RemoteSettings.isMeant(in: surroundings, workspace: nil) else {
            throw OutboxUnusedError()
        }
        let settings = try RemoteSettings(surroundings)
        let outbox = try settings.outbox(surroundings, time)
        return try await outbox.flush(within: limit, trying: .untilTheEnd)
    }

    func drop(_ number: Int, of sender: String?) throws -> Int {
        let found = try directories().filter { directory in
            guard sender == nil || directory.sender == sender else { return false }
            return try directory.numbers().contains { $0.number == number }
        }
        guard let directory = found.first else { throw OutboxError.unknown(number) }
        guard found.count == 1 else {
            throw OutboxError.several(number, senders: found.map(\.sender))
        }
        try directory.remove(number)
        return number
    }

    private func directories() throws -> [OutboxDirectory] {
        let root = try RemoteSettings.outboxRoot(surroundings)
        return try DirectoryListing.names(in: root).map {
            OutboxDirectory(path: "\(root)/\($0)", sender: $0)
        }
    }
}

/// An outbox is asked to be sent where there is nobody to send it to.
struct OutboxUnusedError: Reportable {
    var code: String { "outbox.unused" }
    var category: ErrorCategory { .usage }
    var message: String {
        "The outbox is sent to a workspace elsewhere, and the calls from here go to none."
    }
    var hint: String? { "A workspace of this machine needs no outbox: its store is here." }
}
