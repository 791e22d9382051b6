import Digests
import Engine
import Model
import Operations
import Store

extension LocalCaller {
    func provideTokens(_ provider: inout OperationProvider) {
        provider.provide(CreateToken.self) { [unowned self] input, context in
            let asking = try request(CreateToken.self, input, context, right: nil)
            try open().engine.read(as: asking.caller, expecting: asking.expected) { view in
                let asker = try view.requireAsker()
                // For oneself anybody may; for others those who plan.
                if asker.id != input.agent { try asker.require(.plan) }
            }
            let joining = try request(
                CreateToken.self,
                input,
                context,
                right: nil,
                caller: .joining(input.agent)
            )
            let changed = try await open().engine.change(
                joining,
                encode: { .object(["session": .string($0.session.text)]) }
            ) {
                let started = try $0.sessions.start(in: nil, of: nil, focus: input.note)
                return TokenReport {
                    $0.token = "\(started.id.text).\(started.credential)"
                    $0.session = started.id
                    $0.agent = input.agent
                }
            }
            // The ledger keeps no secret, so there is none to be told again.
            if case .repeated(let kept, _) = changed {
                throw TokenShownError(session: kept["session"]?.stringValue)
            }
            return try reply(changed) { $0 }
        }
        provider.read(ListTokens.self, self) { view, _ in
            let lines = try view.sessions.live().filter { $0.worktree == nil }.map(TokenLine.init)
            return Page(lines, total: lines.count)
        }
        provider.change(RevokeToken.self, self, right: nil) { change, input in
            guard let session = try change.view.sessions.session(input.session) else {
                throw SessionError.unknown(input.session)
            }
            if session.agent != change.actor.id { try change.actor.require(.plan) }
            try change.sessions.revoke(session, because: input.reason)
            return TokenLine(session)
        }
    }
}

extension TokenLine {
    fileprivate init(_ session: Session) {
        self.init()
        self.session = session.id
        agent = session.agent
        createdAt = session.startedAt
        seenAt = session.seenAt
    }
}

/// A token that was made before, under the same key.
struct TokenShownError: Reportable {
    let session: String?

    var code: String { "token.shown" }
    var category: ErrorCategory { .conflict }
    var message: String {
        "The token of \(session?.printable(limit: 40) ?? "a session") was made, and is shown only once."
    }
    var hint: String? {
        "`worklead token revoke \(session?.printable(limit: 40) ?? "SESSION")`, and make another."
    }
}
