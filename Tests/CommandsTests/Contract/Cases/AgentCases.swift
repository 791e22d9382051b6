enum AgentCases {
    static let steps: [ContractStep] = [
        .answered("agent.register", ["agent": "cy", "capabilities": ["swift", "sql"]]),
        .refused("agent.register", ["agent": "cy", "role": "lead"], as: "agent.taken"),
        .answered(
            "agent.import_manifest",
            ["manifest": #"{"agent_id": "Dee", "desired_roles": ["engineer"], "notes": "x"}"#]
        ),
        .refused("agent.import_manifest", ["manifest": "[]"], as: "manifest.malformed"),
        .answered("agent.list"),
        .misread("agent.list"),
        .answered("agent.show", ["agent": "cy"]),
        .refused("agent.show", ["agent": "nobody"], as: "agent.unknown"),
        .answered("agent.presence", ["role": "worker"]),
        .refused("agent.presence", ["state": "asleep"], as: "input.invalid_field"),
        .answered("agent.sweep"),
        .misread("agent.sweep"),
        .answered("agent.retire", ["agent": "cy", "reason": "done"]),
        .refused("agent.retire", ["agent": "cy", "reason": "done"], as: "agent.already_retired"),
        .answered("agent.revive", ["agent": "cy"]),
        .refused("agent.revive", ["agent": "cy"], as: "agent.already_active"),
    ]
}
