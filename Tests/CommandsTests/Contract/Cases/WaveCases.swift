import Digests
import TestSupport

/// A wave that is looked at, and a window from its opening to its close.
enum WaveCases {
    static let steps: [ContractStep] = waves + windows + prompts

    private static let waves: [ContractStep] = [
        .answered("wave.list"),
        .misread("wave.list"),
        .refused("wave.show", ["wave": "Wave-9"], as: "wave.unknown"),
        .refused("wave.send", ["wave": "Wave-9"], as: "wave.unknown"),
        .answered("wave.next"),
        .misread("wave.next"),
        .answered("lane.add", ["lane": "north", "function": "the north"]),
        .answered("lane.add", ["lane": "south", "function": "the south"]),
        .answered("token.create", ["agent": "founder"], keeping: ["wavekey": "token"]),
        // To render needs the caller's files, so the program does it where they are.
        .work(
            """
            cat >wave.toml <<'END'
            \(spec)
            END
            key='$wavekey'
            printf '{"agent":"founder","secret":"%s","session":"%s","workspace":"api"}\\n' \
                "${key#*.}" "${key%%.*}" >founders && chmod 600 founders && cd api
            WORKLEAD_TOKEN_FILE='$folder/founders' '\(CommandLineSession.program)' \
                --as founder wave render --spec ../wave.toml >/dev/null
            """
        ),
        .answered("wave.show", ["wave": "Wave-1"]),
        .answered("wave.send", ["wave": "Wave-1", "acknowledge_seconds": 60]),
    ]

    private static let spec = SampleWave(
        lanes: [
            SampleWave.Lane("north", "founder", "WV-A1", isCanonical: true),
            SampleWave.Lane("south", "bea", "WV-B1"),
        ]
    ).text

    private static let windows: [ContractStep] = [
        .answered("lane.add", ["lane": "calm", "function": "quiet"]),
        .answered(
            "task.create",
            ["key": "WA-1", "title": "Be calm", "lane": "calm", "ready": true]
        ),
        .answered("task.claim", ["task": "WA-1", "worktree": false], by: "ada"),
        .answered("window.open", ["window": "W-A", "lanes": ["calm"]]),
        .refused("window.open", ["window": "W-B", "lanes": ["calm"]], as: "window.overlaps"),
        .answered("window.list"),
        .misread("window.list"),
        .answered("message.send", ["to": ["ada"], "body": "Later."]),
        .answered("message.inbox", ["held": true], by: "ada"),
        .answered("window.show", ["window": "W-A"]),
        .refused("window.show", ["window": "W-Z"], as: "window.unknown"),
        .refused(
            "window.bundle",
            ["window": "W-A", "lane": "calm"],
            by: "ada",
            as: "rule.window_bundle"
        ),
        .answered("rule.set", ["rule": "window_bundle", "level": "advise"]),
        .answered("window.bundle", ["window": "W-A", "lane": "calm"], by: "ada"),
        .answered("window.intake", ["window": "W-A"], by: "vera"),
        .refused("window.intake", ["window": "W-Z"], by: "vera", as: "window.unknown"),
        .answered("window.close", ["window": "W-A"]),
        .refused("window.close", ["window": "W-A"], as: "window.closed"),
    ]

    private static let prompts: [ContractStep] = [
        .answered("task.handoff", ["task": "WA-1", "for": "vera"]),
        .refused("task.handoff", ["task": "WA-99"], as: "task.unknown"),
        .answered("task.prompt", ["task": "WA-1", "resume": true]),
        .refused("task.prompt", ["task": "WA-1", "for": "zoe"], as: "agent.unknown"),
    ]
}
