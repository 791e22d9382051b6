import Digests
import Model

/// A plan as a file has it: `_plans/2025-09-18-consensus-cadence.plan.json`.
///
/// The form is version 0 of the planner of playbook 2. Fields that it does not know are left alone,
/// since projects add their own.
package struct PlanFile {
    /// How the names of plan files end.
    package static let ending = ".plan.json"
    /// Larger files are no plans.
    package static let bytesMax = 1 << 20

    /// What the file says, as far as it says it well.
    package struct Content: Hashable, Sendable {
        package internal(set) var id: String?
        package internal(set) var created: Timestamp?
        package internal(set) var actor: String?
        package internal(set) var summary: String?
        package internal(set) var state: PlanState?
        package internal(set) var steps: [Step] = []
        package internal(set) var checkpoint: Checkpoint?
        package internal(set) var links: [Link] = []
        package internal(set) var receipts: [String] = []
    }

    /// A step as the file has it.
    package struct Step: Hashable, Sendable {
        package internal(set) var id = ""
        package internal(set) var title = ""
        package internal(set) var state: StepState?
        package internal(set) var notes: String?
        package internal(set) var receipts: [String] = []
    }

    /// The checkpoint as the file has it.
    package struct Checkpoint: Hashable, Sendable {
        package internal(set) var text: String?
        package internal(set) var owner: String?
        package internal(set) var state: CheckpointState?
    }

    /// A link as the file has it.
    package struct Link: Hashable, Sendable {
        package let kind: String
        package let target: String

        package init(kind: String, target: String) {
            self.kind = kind
            self.target = target
        }
    }

    package let path: String
    package let bytes: [UInt8]
    package let content: Content
    /// What is wrong with the file itself.
    package let findings: [PlanFinding]
    let document: JSONValue
    let places: JSONPlaces

    /// Reads a plan.
    ///
    /// - Parameters:
    ///   - path: By whose last name the plan's id is judged.
    ///   - now: What lies after it was not created yet.
    /// - Throws: ``PlanFileError`` for what is no JSON object.
    package init(_ bytes: [UInt8], at path: String, now: Timestamp) throws(PlanFileError) {
        guard bytes.count <= Self.bytesMax else {
            throw PlanFileError(path: path, fault: "it has more than \(Self.bytesMax) bytes")
        }
        do throws(JSONError) {
            document = try JSONValue(parsing: bytes)
        } catch {
            throw PlanFileError(
                path: path,
                fault: "it is no JSON: \(error.reason.rawValue), at byte \(error.offset)"
            )
        }
        guard case .object = document else {
            throw PlanFileError(path: path, fault: "it is no JSON object")
        }
        self.path = path
        self.bytes = bytes
        places = JSONPlaces(walking: bytes)
        var reader = PlanFileReader(document, places)
        reader.read(named: path.split(separator: "/").last.map(String.init) ?? path, now)
        content = reader.content
        findings = reader.findings
    }

    /// What the rules about whole plans look at; `nil` where the file does not say enough.
    package var outline: PlanOutline? {
        guard let state = content.state else { return nil }
        var steps: [PlanOutline.Step] = []
        for step in content.steps {
            guard let state = step.state else { return nil }
            steps.append(PlanOutline.Step(id: step.id, state: state, receipts: step.receipts))
        }
        return PlanOutline(
            state: state,
            steps: steps,
            checkpoint: content.checkpoint?.state,
            receipts: content.receipts
        )
    }

    /// Judges the file.
    ///
    /// - Parameter look: Looks for the files that are named as receipts and links; `nil` where
    ///   validation is not strict.
    package func judge(
        _ look: ((Set<String>) throws -> [String: ReceiptFound])?
    ) throws -> [PlanFinding] {
        var found = findings
        let outline = outline
        if let outline { found += placed(outline.contradictions) }
        guard let look else { return found }
        // Receipts are looked at also where a word is not known.
        let receipts =
            outline
            ?? PlanOutline(
                state: content.state ?? .queued,
                steps: content.steps.map {
                    PlanOutline.Step(id: $0.id, state: $0.state ?? .queued, receipts: $0.receipts)
                },
                checkpoint: nil,
                receipts: content.receipts
            )
        let links = content.links.enumerated().filter {
            $1.kind != "url" && $1.target.contains("/") && ReceiptPath.isInside($1.target)
        }
        let asked = receipts.placedReceipts.map(\.path).filter(ReceiptPath.isInside)
        let there = try look(Set(asked + links.map(\.element.target)))
        found += placed(receipts.receiptFindings(there))
        for (index, link) in links where there[link.target] ?? .missing == .missing {
            found += placed([
                PlanFinding(
                    .linkMissing,
                    "links[\(index)].ref",
                    "'\(link.target.printable(limit: 200))' is not there."
                )
            ])
        }
        return found
    }

    /// The same findings with their lines.
    private func placed(_ findings: [PlanFinding]) -> [PlanFinding] {
        findings.map { finding in
            PlanFinding(
                finding.rule,
                finding.place,
                finding.text,
                line: places.line(of: Self.keys(finding.place))
            )
        }
    }

    /// The keys of a place in words of ours.
    static func keys(_ place: String) -> [JSONPlaces.Key] {
        place.split(separator: ".").flatMap { part -> [JSONPlaces.Key] in
            guard let open = part.firstIndex(of: "["),
                let index = Int(part[open...].dropFirst().dropLast())
            else { return [.name(String(part))] }
            return [.name(String(part[..<open])), .index(index)]
        }
    }
}

/// A file that is no plan at all.
package struct PlanFileError: Reportable, Equatable {
    package let path: String
    package let fault: String

    package init(path: String, fault: String) {
        self.path = path
        self.fault = fault
    }

    package var code: String { "plan.unreadable" }
    package var category: ErrorCategory { .usage }
    package var message: String { "Can't read the plan '\(path.printable(limit: 200))': \(fault)." }
    package var hint: String? { "docs/plans.md shows how a plan file is written." }
}
