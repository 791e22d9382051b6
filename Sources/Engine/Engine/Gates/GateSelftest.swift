import Model

/// What came of a gate's own cases.
package struct GateProof: Hashable, Sendable {
    package let gate: GateName
    package let refusing: Int
    package let passing: Int
    /// What is wrong with the gate, as sentences; empty where its cases prove it.
    package let faults: [String]
}

extension Gate {
    /// Runs the gate on its own cases.
    ///
    /// A gate that has no case to refuse, or that passes one, can't fail: that is a fault.
    ///
    /// - Parameter site: Where commands can be run; without one, gates that need it have a fault.
    package func proof(at site: GateSite?) -> GateProof {
        let cases = cases
        var faults: [String] = []
        if !cases.contains(where: { !$0.mustPass }) {
            faults.append("It has no case that it must refuse.")
        }
        for one in cases {
            do {
                let passes = try judge(one.material(site)).verdict == .pass
                if passes, !one.mustPass {
                    faults.append("It passes '\(one.name)', which it must refuse.")
                }
                if !passes, one.mustPass {
                    faults.append("It refuses '\(one.name)', which it must pass.")
                }
            } catch let error as any Reportable {
                faults.append("It can't judge '\(one.name)': \(error.message)")
            } catch {
                faults.append("It can't judge '\(one.name)': \("\(error)".printable(limit: 200))")
            }
        }
        return GateProof(
            gate: description.name,
            refusing: cases.count { !$0.mustPass },
            passing: cases.count(where: \.mustPass),
            faults: faults
        )
    }
}
