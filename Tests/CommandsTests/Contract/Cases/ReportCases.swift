import Digests

/// What the ledger tells, as pages, and the board as a file.
enum ReportCases {
    static let steps: [ContractStep] = [
        .answered("report.board"),
        .misread("report.board"),
        .answered("board.sync", ["file": "$folder/board.md"]),
        .answered("board.sync", ["file": "$folder/board.md", "check_only": true]),
        .work("echo notes > notes.md"),
        .refused("board.sync", ["file": "$folder/notes.md"], as: "board.foreign"),
        .answered("report.coordination"),
        .misread("report.coordination"),
        .answered("report.manager", ["shift": "mid", "meta": ["cadence=daily"]]),
        .misread("report.manager"),
        .answered("report.evidence"),
        .misread("report.evidence"),
        .answered("report.cleanup"),
        .misread("report.cleanup"),
        .answered("report.readiness"),
        .refused("report.readiness", ["phase": "NONE"], as: "phase.unknown"),
    ]
}
