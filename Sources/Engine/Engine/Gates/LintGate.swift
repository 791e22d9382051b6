import Documents
import Model

extension GateDescription {
    package static let lint = GateDescription(
        "lint",
        "A task's packet is without findings when the task is opened.",
        on: [.packet],
        at: [.opening],
        level: .advise,
        hint: "`worklead task lint TASK` lists the findings with their mends."
    )
}

/// Whether a packet is fit to work from.
struct LintGate: Gate {
    let description = GateDescription.lint

    func material(at site: GateSite) throws -> PacketText {
        guard let packet = try site.packet() else { throw GateSkip("The task has no packet.") }
        return packet
    }

    func judge(_ material: PacketText) throws -> GateJudgement {
        let findings = try material.read().lint(expectedKey: material.key)
        return GateJudgement(
            findings.errors.map {
                GateFinding(
                    "\($0.field.rawValue): \($0.reason)",
                    line: $0.line,
                    rule: $0.rule
                )
            },
            figure: GateFigure(findings.count, "findings of lint")
        )
    }

    var cases: [GateCase<PacketText>] {
        [
            .refuses("an empty packet", Self.packet("# Task Packet: T-1\n")),
            .refuses("a packet that was not filled in", Self.packet(Self.text(what: "{what}"))),
            .refuses("a check that checks nothing", Self.packet(Self.text(check: "true"))),
            .passes("a whole packet", Self.packet(Self.text())),
        ]
    }

    private static func packet(_ text: String) -> PacketText {
        PacketText(key: TaskKey(trusted: "T-1"), text: text, format: .markdown)
    }

    private static func text(
        what: String = "Add the endpoint `/jobs/:id/cancel`, which ends a running job.",
        check: String = "make test"
    ) -> String {
        """
        # Task Packet: T-1

        ## Metadata
        - TASK_ID: T-1
        - DATE: 2026-11-26
        - REQUESTOR: the founder
        - AGENT_ID: lea
        - ROLE: lead

        ## Scope
        - **What**: \(what)
        - **Why**: Jobs that hang hold their worker for hours.
        - **IN_SCOPE_PATHS**:
          * src/jobs/cancel.swift
          * tests/jobs/
        - **OUT_OF_SCOPE**:
          * Retrying a job that was ended

        ## Quality Gate
        - **RISK_TIER**: MEDIUM
        - **TEST_PLAN**:
          ```bash
          \(check)
          ```
        - **DONE_MEANS**:
          * The endpoint answers 200 for a running job and 409 for one that has ended
          * The worker stops within 5 seconds
        - **ROLLBACK_HINT**: `git revert HEAD`

        ## Bootstrap
        - **FILES_TO_OPEN**:
          * src/jobs/run.swift
        - **SEARCH_TERMS**:
          * "endJob"
        - **RUN_COMMANDS**:
          ```bash
          make test
          ```
        - **RISK_MAP**:
          * "a worker keeps its lease" -> "src/jobs"

        ## Authority
        - **SPEC_ANCHOR**: docs/spec.md#jobs
        """
    }
}
