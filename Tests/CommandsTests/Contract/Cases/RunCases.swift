import Digests
import TestSupport

/// A run from its file to its end, and one that is given up.
enum RunCases {
    static let steps = beginning + RunArtifactCases.steps + ending

    private static let beginning: [ContractStep] = [
        .refused("run.draft", ["text": "a = 1", "file": "a.toml"], as: "run.refused"),
        .refused("run.draft", ["text": "[run"], as: "document.toml.syntax"),
        .answered("run.draft", ["text": .string(file("run-a")), "file": "run-a.toml"]),
        .answered("run.list", ["open": true]),
        .misread("run.list"),
        .answered("run.show", ["run": "run-a", "text": true]),
        .refused("run.show", ["run": "run-z"], as: "run.unknown"),
        .answered("run.status", ["run": "run-a"]),
        .refused("run.status", ["run": "run-z"], as: "run.unknown"),
        .answered("run.sweep", ["run": "run-a"]),
        .refused("run.sweep", ["run": "run-z"], as: "run.unknown"),
        .refused("run.start", ["run": "run-a"], as: "run.not_approved"),
        .refused("run.advance", ["run": "run-a"], as: "run.not_running"),
        .refused("run.pause", ["run": "run-a", "reason": "x"], as: "run.not_running"),
        .answered("run.approve", ["run": "run-a"]),
        .refused("run.approve", ["run": "run-a"], as: "run.already"),
        .answered("run.start", ["run": "run-a"]),
        .refused("run.draft", ["text": .string(file("run-a", "Else."))], as: "run.begun"),
        .answered("run.pause", ["run": "run-a", "reason": "to think"]),
        .refused("run.pause", ["run": "run-a", "reason": " "], as: "run.no_reason"),
        .refused("task.claim", ["task": "run-a-0", "worktree": false], by: "ada", as: "run.held"),
        .answered("run.resume", ["run": "run-a"]),
        .refused("run.resume", ["run": "run-a"], as: "run.already"),
        .answered("run.launches", ["run": "run-a"]),
        .refused("run.launches", ["run": "run-z"], as: "run.unknown"),
        .refused("run.launch", launch("run-a-0", "bea"), as: "task.assigned"),
        .answered("run.launch", launch("run-a-0", "ada")),
        .refused("run.launch", launch("run-a-0", "ada"), as: "run.launched"),
        .refused(
            "run.land",
            ["run": "run-a", "launch": 9, "outcome": "died"],
            as: "run.unknown_launch"
        ),
        .answered(
            "run.land",
            [
                "run": "run-a", "launch": 1, "outcome": "died", "note": "It fell over.",
                "source": "script", "model": "m", "input_tokens": 12, "cost_microusd": 3,
            ]
        ),
        .refused("run.land", ["run": "run-a", "launch": 1, "outcome": "died"], as: "run.landed"),
        .answered("run.launches", ["run": "run-a", "task": "run-a-0", "limit": 5]),
        .answered("run.advance", ["run": "run-a"]),
        .answered("task.claim", ["task": "run-a-0", "worktree": false], by: "ada"),
        .refused("task.claim", ["task": "run-a-1", "worktree": false], by: "bea", as: "run.full"),
        .answered("run.status", ["run": "run-a", "state": "running", "limit": 1]),
    ]

    private static let ending: [ContractStep] = [
        .answered("run.report", ["run": "run-a"]),
        .refused("run.report", ["run": "run-z"], as: "run.unknown"),
        .answered("run.handoff", ["run": "run-a"]),
        .refused("run.handoff", ["run": "run-z"], as: "run.unknown"),
        .answered("run.cancel", ["run": "run-a", "reason": "no longer wanted"]),
        .refused("run.cancel", ["run": "run-a", "reason": "twice"], as: "run.begun"),
    ]

    private static func launch(_ task: String, _ agent: String) -> JSONValue {
        [
            "run": "run-a", "task": .string(task), "agent": .string(agent), "driver": "script",
        ]
    }

    private static func file(_ name: String, _ title: String = "Do it.") -> String {
        SampleRun(
            name,
            title: title,
            slices: [
                SampleRun.Slice("\(name)-0", "ada"), SampleRun.Slice("\(name)-1", "bea"),
            ],
            tables: "[capacity]\nmax = 1\n[artifacts]\nagent = [\"PLAN.md\"]\n"
        ).text
    }
}
