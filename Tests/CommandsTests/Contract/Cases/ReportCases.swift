import Digests

/// What the ledger tells, as pages.
enum ReportCases {
    static let steps: [ContractStep] = [
        .answered("report.board"),
        .misread("report.board"),
        .answered("report.coordination"),
        .misread("report.coordination"),
        .answered("report.manager", ["shift": "mid", "meta": ["cadence=daily"]]),
        .misread("report.manager"),
        .answered("report.cleanup"),
        .misread("report.cleanup"),
        .answered("report.readiness"),
        .refused("report.readiness", ["phase": "NONE"], as: "phase.unknown"),
        .answered("report.timeline", ["agent": "ada", "kinds": ["claim", "delivery"]]),
        .refused("report.timeline", ["agent": "nobody"], as: "agent.unknown"),
    ]
}
