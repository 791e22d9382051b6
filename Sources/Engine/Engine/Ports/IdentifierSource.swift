import Model

/// Where unique ids and secrets come from; a test gives its own, from a seed.
package protocol IdentifierSource: Sendable {
    /// A UUIDv7 that sorts after those made before it.
    func eventID(at moment: Timestamp) -> EventID
    /// 32 random bytes as 64 hexadecimal digits.
    func secret() -> String
}
