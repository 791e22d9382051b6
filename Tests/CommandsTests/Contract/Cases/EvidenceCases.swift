import Digests

/// The bundle of a task that has a delivery, sealed with a key of the place.
enum EvidenceCases {
    static let steps: [ContractStep] = [
        .answered("evidence.bundle", ["task": "DE-2"]),
        .refused("evidence.bundle", ["task": "DE-99"], as: "task.unknown"),
        .answered("evidence.prepare", ["bundle": "E-1"], keeping: ["manifest": "tag_manifest"]),
        .refused("evidence.prepare", ["bundle": "E-99"], as: "evidence.unknown"),
        .work(
            """
            ssh-keygen -q -t ed25519 -N '' -C '' -f key
            echo "ada@example.org $(cat key.pub)" > state/worklead/api/allowed_signers
            printf '%s' '$manifest' | ssh-keygen -q -Y sign -f key -n evidence@worklead > signature
            """
        ),
        .keep("signature", file: "signature"),
        .refused("evidence.pin", ["bundle": "E-1"], as: "evidence.not_sealed"),
        .refused(
            "evidence.seal",
            ["bundle": "E-1", "signature": "none"],
            as: "evidence.unknown_signer"
        ),
        .answered("evidence.seal", ["bundle": "E-1", "signature": "$signature"]),
        .answered("evidence.pin", ["bundle": "E-1", "pin": "final-done"]),
        .answered("evidence.list"),
        .misread("evidence.list"),
        .answered("evidence.latency", ["task": "DE-2"]),
        .refused("evidence.latency", ["task": "DE-99"], as: "task.unknown"),
        .answered("evidence.gc", ["keep": 1]),
        .refused("evidence.gc", ["keep": 1], by: "ada", as: "agent.lacks_right"),
    ]
}
