import Digests

extension Event {
    /// The event as one JSON object: what is hashed, exported and shown.
    package var json: JSONValue {
        var object: [String: JSONValue] = [
            "seq": .integer(sequence),
            "id": .string(id.text),
            "time": .string(time.text),
            "actor": .string(actor.text),
            "subject": .string(subject.description),
            "type": .string(fact.type),
            "version": .integer(Int64(fact.version)),
            "data": fact.data,
        ]
        if let claimedTime { object["claimed_time"] = .string(claimedTime.text) }
        if let session { object["session"] = .string(session.text) }
        return .object(object)
    }

    /// The RFC 6962 leaf hash over the RFC 8785 bytes of the event.
    package var leaf: Digest { MerkleTree.leafHash(json.canonicalBytes) }
}
