/// An object whose members the code knows, written in canonical form without a ``JSONValue``.
///
/// Collecting the members in a dictionary first and sorting them costs several times the writing.
///
/// ```swift
/// var object = CanonicalObject()
/// object.put("actor", "ada")
/// object.put("seq", 7)
/// let leaf = object.leafHash()
/// ```
package struct CanonicalObject: ~Copyable {
    private var buffer = JSONBuffer()
    private var lastKey: StaticString = ""

    package init() {}

    /// Adds a member; its key is plain ASCII and sorts after those before it.
    package mutating func put(_ key: StaticString, _ text: String) {
        start(key)
        buffer.putQuoted(text)
    }

    /// Adds a member; its key is plain ASCII and sorts after those before it.
    package mutating func put(_ key: StaticString, _ number: Int64) {
        start(key)
        buffer.put(number)
    }

    /// Adds a member whose value is in its canonical form already.
    package mutating func put(_ key: StaticString, canonical text: String) {
        start(key)
        buffer.putText(text)
    }

    /// The hash of the whole object as a leaf: see ``MerkleTree/leafHash(_:)``.
    package consuming func leafHash() -> Digest {
        put(buffer.count == 0 ? "{}" : "}")
        return MerkleTree.leafHash(of: buffer)
    }

    private mutating func start(_ key: StaticString) {
        // The order is written in the source, so that the tests meet each mistake in it.
        assert(lastKey.description < key.description, "'\(key)' comes before '\(lastKey)'")
        put(buffer.count == 0 ? "{\"" : ",\"")
        put(key)
        put("\":")
        lastKey = key
    }

    private mutating func put(_ text: StaticString) {
        buffer.putText(text)
    }
}
