import Digests

/// What can happen to a spec.
package enum SpecEvent: Hashable, Sendable {
    case registered(RepositoryName, path: String)
    case locked(SpecVersion)
    case tied(ClauseAnchor, ClauseTie)
    case untied(ClauseAnchor, ClauseTie)

    /// The event as it is written.
    package var fact: Fact {
        switch self {
        case .registered(let repository, let path):
            FactWriter().with("repository", repository).with("path", path).fact("spec.registered")
        case .locked(let version):
            FactWriter().with("number", version.number).with("commit", version.commit)
                .with("digest", version.digest.description)
                .with("clauses", JSONValue.array(version.clauses.map(\.json))).fact("spec.locked")
        case .tied(let anchor, let tie): Self.writer(anchor, tie).fact("spec.tied")
        case .untied(let anchor, let tie): Self.writer(anchor, tie).fact("spec.untied")
        }
    }

    private static func writer(_ anchor: ClauseAnchor, _ tie: ClauseTie) -> FactWriter {
        let writer = FactWriter().with("section", anchor.section).with("words", anchor.words)
        switch tie {
        case .task(let key): return writer.with("task", key)
        case .evidence(let evidence):
            return writer.with("path", evidence.path).with("line", evidence.line)
                .with("commit", evidence.commit).with("digest", evidence.digest.description)
        }
    }

    /// Reads the fact back, or answers `nil` for a fact about something else.
    package init?(_ fact: Fact) throws(FactError) {
        let reader = try FactReader(fact)
        switch fact.type {
        case "spec.registered":
            self = .registered(try reader.name("repository"), path: try reader.text("path"))
        case "spec.locked":
            guard case .array(let values)? = reader.value("clauses") else {
                throw reader.missing("clauses", "a list")
            }
            var clauses: [SpecClause] = []
            for value in values { clauses.append(try SpecClause(value)) }
            self = .locked(
                SpecVersion(
                    number: try reader.integer("number"),
                    commit: try reader.text("commit"),
                    digest: try reader.digest("digest"),
                    clauses: clauses
                )
            )
        case "spec.tied": self = .tied(try ClauseAnchor(reader), try ClauseTie(reader))
        case "spec.untied": self = .untied(try ClauseAnchor(reader), try ClauseTie(reader))
        default: return nil
        }
    }
}

extension ClauseAnchor {
    fileprivate init(_ reader: FactReader) throws(FactError) {
        self.init(section: try reader.text("section"), words: try reader.text("words"))
    }
}

extension ClauseTie {
    fileprivate init(_ reader: FactReader) throws(FactError) {
        if let task: TaskKey = try reader.optionalName("task") {
            self = .task(task)
        } else {
            self = .evidence(
                SpecEvidence(
                    path: try reader.text("path"),
                    line: try reader.integer("line"),
                    commit: try reader.text("commit"),
                    digest: try reader.digest("digest")
                )
            )
        }
    }
}

extension SpecClause {
    fileprivate var json: JSONValue {
        FactWriter().with("section", anchor.section).with("words", anchor.words)
            .with("level", level.rawValue).with("text", text).with("line", Int64(line))
            .fact("").data
    }

    fileprivate init(_ value: JSONValue) throws(FactError) {
        let reader = try FactReader(Fact(type: "spec.clause", data: value))
        self.init(
            anchor: try ClauseAnchor(reader),
            level: try reader.choice("level"),
            text: try reader.text("text"),
            line: Int(try reader.integer("line"))
        )
    }
}
