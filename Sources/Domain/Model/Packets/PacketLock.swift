import Digests

/// A revision of a packet in the one form that is signed.
package struct PacketSheet: Hashable, Sendable {
    package let task: TaskKey
    package let revision: Int64
    package let format: PacketRevision.Format
    package let text: String
    /// What it was made from, if it is a variant.
    package let parent: PacketParent?

    package init(
        task: TaskKey,
        revision: Int64,
        format: PacketRevision.Format,
        text: String,
        parent: PacketParent?
    ) {
        self.task = task
        self.revision = revision
        self.format = format
        self.text = text
        self.parent = parent
    }

    /// The digest of the packet's text.
    package var digest: Digest { Digest(of: text) }

    /// The bytes that a signature is over, in RFC 8785's form.
    package var canonicalText: String {
        FactWriter().with("task", task).with("revision", revision)
            .with("format", format.rawValue).with("text", text)
            .with("digest", digest.description).with("parent", parent?.json).fact("").data
            .canonicalText
    }
}

/// The revision of another task's packet that a variant was made from.
package struct PacketParent: Hashable, Sendable {
    package let task: TaskKey
    package let revision: Int64
    /// Of its text.
    package let digest: Digest

    package init(task: TaskKey, revision: Int64, digest: Digest) {
        self.task = task
        self.revision = revision
        self.digest = digest
    }

    fileprivate var json: JSONValue { writer.fact("").data }

    fileprivate var writer: FactWriter {
        FactWriter().with("task", task).with("revision", revision)
            .with("digest", digest.description)
    }
}

/// A person's signature under a packet's revision; the packet is never changed after it.
package struct PacketLock: Hashable, Sendable {
    package let revision: Int64
    /// Of the packet's text.
    package let digest: Digest
    /// The principal of the policy whose key signed.
    package let signer: String
    /// Armoured, as `ssh-keygen -Y verify` takes it.
    package let signature: String

    package init(revision: Int64, digest: Digest, signer: String, signature: String) {
        self.revision = revision
        self.digest = digest
        self.signer = signer
        self.signature = signature
    }
}

/// What can happen to a packet beside its revisions.
package enum PacketEvent: Hashable, Sendable {
    case locked(PacketLock)
    case varied(from: PacketParent)

    /// The event as it is written.
    package var fact: Fact {
        switch self {
        case .locked(let lock):
            FactWriter().with("revision", lock.revision).with("digest", lock.digest.description)
                .with("signer", lock.signer).with("signature", lock.signature)
                .fact("packet.locked")
        case .varied(let parent): parent.writer.fact("packet.varied")
        }
    }

    /// Reads the fact back, or answers `nil` for a fact about something else.
    package init?(_ fact: Fact) throws(FactError) {
        switch fact.type {
        case "packet.locked":
            let reader = try FactReader(fact)
            self = .locked(
                PacketLock(
                    revision: try reader.integer("revision"),
                    digest: try reader.digest("digest"),
                    signer: try reader.text("signer"),
                    signature: try reader.text("signature")
                )
            )
        case "packet.varied":
            let reader = try FactReader(fact)
            self = .varied(
                from: PacketParent(
                    task: try reader.name("task"),
                    revision: try reader.integer("revision"),
                    digest: try reader.digest("digest")
                )
            )
        default: return nil
        }
    }
}
