import Digests

/// A packet that is locked, a spec that is covered, and the phase that rests on it.
enum RoadmapCases {
    static let steps: [ContractStep] = packets + specs + phases + supply

    private static let packets: [ContractStep] = [
        .answered(
            "task.create",
            ["key": "RO-1", "title": "Lock", "packet": "# Task Packet: RO-1\n"]
        ),
        .answered("packet.prepare", ["task": "RO-1"], keeping: ["sheet": "canonical"]),
        .refused("packet.prepare", ["task": "RO-99"], as: "task.unknown"),
        .work(
            """
            printf '%s' '$sheet' | ssh-keygen -q -Y sign -f key -n packet@worklead > lock
            """
        ),
        .keep("lock", file: "lock"),
        .refused(
            "packet.lock",
            ["task": "RO-1", "revision": 2, "signature": "$lock"],
            as: "packet.revised"
        ),
        .answered("packet.lock", ["task": "RO-1", "revision": 1, "signature": "$lock"]),
        .refused("packet.prepare", ["task": "RO-1"], as: "packet.locked"),
        .answered("packet.show", ["task": "RO-1"]),
        .refused("packet.show", ["task": "RO-99"], as: "task.unknown"),
        .answered(
            "packet.variant",
            ["parent": "RO-1", "task": "RO-2", "packet": "# Task Packet: RO-2\n"]
        ),
        .refused(
            "packet.variant",
            ["parent": "RO-1", "task": "RO-3", "packet": "# Task Packet: RO-1\n"],
            as: "packet.same"
        ),
    ]

    private static let specs: [ContractStep] = [
        .work(
            """
            cd api && mkdir -p docs && printf '# A\\n\\nIt MUST be.\\n' > docs/spec.md \
                && git add docs && git commit -qm spec
            """
        ),
        .answered("spec.register", ["spec": "master", "path": "docs/spec.md"]),
        .refused("spec.register", ["spec": "master", "path": "docs/other.md"], as: "spec.taken"),
        .refused("spec.coverage", ["spec": "master"], as: "spec.not_locked"),
        .answered("spec.lock", ["spec": "master"]),
        .refused("spec.lock", ["spec": "other"], as: "spec.unknown"),
        .answered("spec.list"),
        .refused("spec.list", ["spec": "other"], as: "spec.unknown"),
        .answered("spec.coverage", ["spec": "master"]),
        .answered(
            "spec.map",
            ["spec": "master", "clause": clause, "evidence": "docs/spec.md:3"]
        ),
        .refused(
            "spec.map",
            ["spec": "master", "clause": clause, "evidence": "docs/spec.md:9"],
            as: "spec.no_such_line"
        ),
        .answered("spec.regress", ["spec": "master"]),
        .refused("spec.regress", ["spec": "other"], as: "spec.unknown"),
    ]

    /// The anchor of the one clause.
    private static let clause = JSONValue.string(
        "a#" + String(Digest(of: "It MUST be.").hex.prefix(12))
    )

    private static let phases: [ContractStep] = [
        .answered("phase.open", ["phase": "RO", "specs": ["master"]]),
        .refused("phase.open", ["phase": "RO"], as: "phase.taken"),
        .answered("phase.list"),
        .misread("phase.list"),
        .answered("waiver.grant", ["rule": "scope", "phase": "RO", "reason": "a trial"]),
        .refused("waiver.grant", ["rule": "scope", "reason": "a trial"], as: "waiver.unscoped"),
        .answered("waiver.list"),
        .misread("waiver.list"),
        .refused("phase.close", ["phase": "RO"], as: "phase.incomplete"),
        .answered("waiver.revoke", ["waiver": "W-1", "reason": "it is over"]),
        .refused("waiver.revoke", ["waiver": "W-9", "reason": "none"], as: "waiver.unknown"),
        .answered("phase.check", ["phase": "RO"]),
        .refused("phase.check", ["phase": "NONE"], as: "phase.unknown"),
        .answered("phase.close", ["phase": "RO"]),
        .refused("phase.close", ["phase": "RO"], as: "phase.closed"),
    ]

    private static let supply: [ContractStep] = [
        .answered("supply.register", ["dependency": "cargo:serde", "licence": "MIT"]),
        .refused(
            "supply.register",
            ["dependency": "serde", "licence": "MIT"],
            as: "supply.bad_name"
        ),
        .answered("supply.list"),
        .misread("supply.list"),
        .answered("supply.check"),
        .refused("supply.check", ["repository": "none"], as: "repository.unknown"),
    ]
}
