import Digests

extension Reply {
    /// Reads the reply out of an envelope, as a client does that got it from a gateway.
    ///
    /// - Throws: ``ErrorReport`` if the envelope tells of a failure, and ``RecordError`` if it is
    ///   not one for this output. Fields that a newer gateway has added are ignored.
    package init(envelope: JSONValue) throws {
        let members = try EnvelopeMembers(json: envelope, unknownFields: .ignored)
        if let failure = members.failure, !members.isGood { throw failure }
        var document = members.data ?? .null
        if Output.self is any PagedRecord.Type {
            document = .object(
                [
                    "items": document,
                    "total": members.total?.wire,
                    "next": members.next?.wire,
                ].compactMapValues(\.self)
            )
        }
        self.init(
            try Output(json: document, unknownFields: .ignored),
            revision: members.revision,
            already: members.already,
            isDryRun: members.isDryRun,
            events: members.events
        )
    }
}

/// The members of an envelope that a client reads.
private struct EnvelopeMembers: Record {
    static let name = "envelope"

    static let fields = [
        Field<Self>("ok", \.isGood, "Whether the call succeeded."),
        Field("data", \.data, "The answer."),
        Field("rev", \.revision, "The ledger's sequence the answer is true of."),
        Field("total", \.total, "How many there are in all."),
        Field("next", \.next, "The cursor for the rest."),
        Field("already", \.already, "Whether it is the first result again.", .hasDefault),
        Field("dry_run", \.isDryRun, "Whether nothing was written.", .hasDefault),
        Field("events", \.events, "What would have been written.", .hasDefault),
        Field("error", \.failure, "Why the call did not succeed."),
    ]

    var isGood = false
    var data: JSONValue?
    var revision: Int64?
    var total: Int?
    var next: String?
    var already = false
    var isDryRun = false
    var events: [JSONValue] = []
    var failure: ErrorReport?
}
