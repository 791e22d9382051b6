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

    /// The RFC 6962 leaf hash over the canonical bytes of ``json``.
    ///
    /// - Parameter data: The fact's data in canonical form, which the caller stores or has read, so
    ///   that it is written only once.
    package func leaf(over data: String) -> Digest {
        // The members of ``json`` in the order in which RFC 8785 sorts them.
        var object = CanonicalObject()
        object.put("actor", actor.text)
        if let claimedTime { object.put("claimed_time", claimedTime.text) }
        object.put("data", canonical: data)
        object.put("id", id.text)
        object.put("seq", sequence)
        if let session { object.put("session", session.text) }
        object.put("subject", subject.description)
        object.put("time", time.text)
        object.put("type", fact.type)
        object.put("version", Int64(fact.version))
        return object.leafHash()
    }
}
