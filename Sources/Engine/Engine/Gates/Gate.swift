import Model

/// A named check: what it looks at, how it judges, and cases that prove that it can fail.
///
/// A new gate is a type of its own and a line in ``GateCatalogue``. Looking and judging are apart,
/// so that judging is a function of values, and the cases are values too.
package protocol Gate: Sendable {
    /// What it judges.
    associatedtype Material: Sendable

    var description: GateDescription { get }

    /// Gathers what is to be judged.
    ///
    /// - Throws: ``GateSkip`` where there is nothing to judge; any other error means that the gate
    ///   could not judge, which is no pass.
    func material(at site: GateSite) throws -> Material

    /// Judges what was gathered; the same material gets the same judgement.
    func judge(_ material: Material) throws -> GateJudgement

    /// What it must refuse and what it must pass; at least one of the first.
    var cases: [GateCase<Material>] { get }
}

/// There is nothing for a gate to judge.
package struct GateSkip: Error, Equatable {
    /// Why, as a sentence.
    package let reason: String

    package init(_ reason: String) {
        self.reason = reason
    }
}

/// A case that a gate must refuse, or must pass.
package struct GateCase<Material: Sendable>: Sendable {
    package let name: String
    package let mustPass: Bool
    /// Makes the material; a gate that runs something needs a place to do it.
    package let material: @Sendable (GateSite?) throws -> Material

    /// A case that must be refused.
    package static func refuses(_ name: String, _ material: Material) -> GateCase {
        GateCase(name: name, mustPass: false) { _ in material }
    }

    /// A case that must be passed.
    package static func passes(_ name: String, _ material: Material) -> GateCase {
        GateCase(name: name, mustPass: true) { _ in material }
    }

    package init(
        name: String,
        mustPass: Bool,
        material: @escaping @Sendable (GateSite?) throws -> Material
    ) {
        self.name = name
        self.mustPass = mustPass
        self.material = material
    }
}
