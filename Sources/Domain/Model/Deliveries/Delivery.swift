import Digests

/// A commit, artifacts and a report handed in for a task.
package struct Delivery: Hashable, Sendable {
    package let handover: TaskState.Handover
    /// The full id of the delivered commit, and of the commit it was branched from.
    package let commit: String
    package let base: String?
    package let branch: String?
    /// The report as Markdown.
    package let report: String
    /// What the worker says the checks gave.
    package let claims: [String]
    package let artifacts: [Artifact]
    /// What rules at level `advise` had to say.
    package let advice: [String]
    package let packetRevision: Int64

    /// A file that was handed in, as it stands in the delivered commit.
    package struct Artifact: Hashable, Sendable {
        package let path: String
        package let digest: Digest
        package let bytes: Int64

        package init(path: String, digest: Digest, bytes: Int64) {
            self.path = path
            self.digest = digest
            self.bytes = bytes
        }
    }

    package init(
        handover: TaskState.Handover,
        commit: String,
        base: String?,
        branch: String?,
        report: String,
        claims: [String],
        artifacts: [Artifact],
        advice: [String],
        packetRevision: Int64
    ) {
        self.handover = handover
        self.commit = commit
        self.base = base
        self.branch = branch
        self.report = report
        self.claims = claims
        self.artifacts = artifacts
        self.advice = advice
        self.packetRevision = packetRevision
    }

    package var id: DeliveryID { handover.delivery }
}

extension Delivery {
    var fact: Fact {
        FactWriter().with("delivery", id).with("agent", handover.agent)
            .with("session", handover.session).with("fence", handover.fence.number)
            .with("commit", commit).with("base", base).with("branch", branch)
            .with("report", report).with("claims", claims)
            .with("artifacts", artifacts.isEmpty ? nil : JSONValue.array(artifacts.map(\.json)))
            .with("advice", advice).with("packet_revision", packetRevision).fact("task.delivered")
    }

    init(_ reader: FactReader) throws(FactError) {
        var artifacts: [Artifact] = []
        if case .array(let values)? = reader.value("artifacts") {
            for value in values { artifacts.append(try Artifact(value)) }
        }
        self.init(
            handover: TaskState.Handover(
                delivery: try reader.name("delivery"),
                agent: try reader.name("agent"),
                session: try reader.name("session"),
                fence: Fence(try reader.integer("fence"))
            ),
            commit: try reader.text("commit"),
            base: try reader.optionalText("base"),
            branch: try reader.optionalText("branch"),
            report: try reader.text("report"),
            claims: try reader.texts("claims"),
            artifacts: artifacts,
            advice: try reader.texts("advice"),
            packetRevision: try reader.integer("packet_revision")
        )
    }
}

extension Delivery.Artifact {
    /// The artifact as one JSON object.
    package var json: JSONValue {
        FactWriter().with("path", path).with("digest", digest.description).with("bytes", bytes)
            .fact("").data
    }

    /// Reads an artifact back.
    package init(_ value: JSONValue) throws(FactError) {
        let reader = try FactReader(Fact(type: "artifact", data: value))
        self.init(
            path: try reader.text("path"),
            digest: try reader.digest("digest"),
            bytes: try reader.integer("bytes")
        )
    }
}
