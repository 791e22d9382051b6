import Digests

/// What a client is given to bring back, sealed so that it cannot be changed on the way.
struct SealedStates: Sendable {
    private let secret: String

    init(secret: String) {
        self.secret = secret
    }

    func seal(_ state: JSONValue) -> String {
        let text = state.canonicalText
        return "\(seal(text))\(text)"
    }

    /// The state, or `nil` where it is not one that was sealed here.
    func open(_ sealed: String) -> JSONValue? {
        let text = String(sealed.dropFirst(64))
        guard sealed.prefix(64) == seal(text) else { return nil }
        do {
            return try JSONValue(parsing: text)
        } catch {
            // The seal is right, so this cannot be; and if it were, it is no state.
            return nil
        }
    }

    private func seal(_ text: String) -> String {
        // Twice, so that nothing can be added at the end of a text whose seal is known.
        let inner = Digest(of: Array((secret + text).utf8)).hex
        return Digest(of: Array((secret + inner).utf8)).hex
    }
}
