import Digests

enum UsageCases {
    static let steps: [ContractStep] = [
        .answered("usage.record", ["document": document], by: "ada"),
        .refused("usage.record", ["document": []], by: "ada", as: "usage.not_otlp"),
        .answered("usage.show", ["by": "agent"]),
        .refused("usage.show", ["by": "weather"], as: "input.invalid_field"),
        .answered("trend.show", ["days": 3]),
        .refused("trend.show", ["days": 0], as: "input.invalid_field"),
    ]

    private static let document: JSONValue = [
        "resourceLogs": [
            [
                "scopeLogs": [
                    [
                        "logRecords": [
                            [
                                "attributes": [
                                    attribute("event.name", "codex.sse_event"),
                                    attribute("event.kind", "response.completed"),
                                    [
                                        "key": "output_token_count",
                                        "value": ["intValue": "7"],
                                    ],
                                ]
                            ]
                        ]
                    ]
                ]
            ]
        ]
    ]

    private static func attribute(_ key: String, _ value: String) -> JSONValue {
        ["key": .string(key), "value": ["stringValue": .string(value)]]
    }
}
