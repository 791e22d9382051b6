import Model
import Store

/// Runs gates at a site, each by itself: what one finds does not keep the others from looking.
package struct GateRun {
    let site: GateSite
    let time: any TimeSource
    /// The levels that somebody chose.
    let levels: [GateName: RuleLevel]
    /// Those that a live waiver keeps from blocking.
    private let waived: Set<GateName>

    package init(at site: GateSite, time: any TimeSource) throws {
        self.site = site
        self.time = time
        (levels, waived) = try site.read { view in
            (
                try view.workspace.chosenLevels(),
                try site.task.map { try view.waivedGates(for: $0) } ?? []
            )
        }
    }

    /// The level of a gate, for what it is run on.
    package func level(of gate: GateDescription) -> RuleLevel {
        let level = levels[gate.name] ?? gate.defaultLevel
        return level == .block && waived.contains(gate.name) ? .advise : level
    }

    /// What each gate says.
    package func results(of gates: [any Gate]) throws -> [GateResult] {
        try gates.map { gate in try result(of: gate) }
    }

    private func result<G: Gate>(of gate: G) throws -> GateResult {
        let name = gate.description.name
        let level = level(of: gate.description)
        let start = time.elapsed()
        let earlier = try site.read { try $0.gates.durations(of: name, on: site.target) }
        do {
            let judgement = try gate.judge(gate.material(at: site))
            let duration = time.elapsed() - start
            let band = DurationBand(of: earlier)
            let isFast = band?.isAnomalous(duration) ?? false
            return GateResult(
                gate: name,
                level: level,
                verdict: judgement.verdict,
                judgement: judgement,
                duration: duration,
                unusuallyFast: isFast ? band?.usual : nil
            )
        } catch let skip as GateSkip {
            return GateResult(
                gate: name,
                level: level,
                verdict: .skipped,
                reason: skip.reason,
                duration: time.elapsed() - start
            )
        } catch {
            return GateResult(
                gate: name,
                level: level,
                verdict: .error,
                reason: "It could not judge: \(Self.sentence(of: error))",
                duration: time.elapsed() - start
            )
        }
    }

    private static func sentence(of error: any Error) -> String {
        (error as? any Reportable)?.message ?? "\(error)".printable(limit: 300)
    }
}
