import CommandLineKit
import Model
import Operations

/// The commands by which dependencies are registered and checked.
enum SupplyCommands {
    static let all: [Command] = [register, list, check]

    static let register = Command(
        RegisterSupply.self,
        CommandSpecification(
            "register",
            summary: "Register a dependency with its licence",
            arguments: [dependency],
            options: [licence, version, .reason],
            examples: [
                CommandExample(
                    "worklead supply register cargo:serde --licence 'MIT OR Apache-2.0'",
                    "Let serde be used, in any version."
                )
            ],
            seeAlso: ["supply check"]
        ),
        input: { parsed, _ in
            RegisterSupply.Input { input in
                input.dependency = parsed.required(dependency)
                input.licence = parsed.required(licence)
                input.version = parsed.text(version)
                input.reason = parsed.text(Option.reason)
            }
        },
        output: { reply, _ in
            CommandOutput(
                change: reply,
                of: RegisterSupply.self,
                "\(reply.output.dependency) registered under \(reply.output.licence)"
            )
        }
    )

    private static let dependency = Argument(
        "DEPENDENCY",
        help: "Its ecosystem and name: swift, cargo, npm, pypi, go or maven, a colon, the name"
    )
    private static let licence = Option(
        "licence",
        value: "SPDX",
        help: "Its licence, as SPDX writes it",
        count: .exactlyOne
    )
    private static let version = Option(
        "version",
        value: "VERSION",
        help: "The one version that may be used"
    )

    static let list = Command(
        ListSupply.self,
        CommandSpecification(
            "list",
            summary: "List the registered dependencies with their licences",
            examples: [CommandExample("worklead supply list", "See what may be used.")]
        ),
        input: { _, _ in ListSupply.Input() },
        output: { reply, _ in
            CommandOutput(reply, of: ListSupply.self) { text in
                text.list(
                    TextList(
                        "dependencies",
                        columns: ["dependency", "licence", "version", "reason"],
                        rows: reply.output.items.map { line in
                            [
                                .text(line.dependency), .text(line.licence),
                                .maybe(line.version, Cell.text), .maybe(line.reason, Cell.text),
                            ]
                        }
                    )
                )
            }
        }
    )

    static let check = Command(
        CommandSpecification(
            "check",
            summary: "Compare the lock files of a commit with the register",
            discussion: """
                Read are Package.resolved, Cargo.lock, package-lock.json, requirements.txt, \
                uv.lock, poetry.lock, go.mod, go.sum and pom.xml, wherever in the repository. \
                A dependency that is not registered, or at another version than the registered \
                one, or under a licence that [licences] in .worklead/gates.toml does not take, is \
                a finding with its line, and the command fails with exit code 5.
                """,
            options: [.repository, at],
            examples: [CommandExample("worklead supply check", "Look at the main branch.")],
            seeAlso: ["supply register"]
        ),
        calls: [CheckSupply.name]
    ) { parsed, context in
        let input = try CheckSupply.Input { input in
            input.repository = try parsed.optionalName(Option.repository)
            input.at = parsed.text(at)
        }
        let reply = try await context.caller.call(CheckSupply.self, input, context.options)
        let report = reply.output
        let output = CommandOutput(reply, of: CheckSupply.self) { text in
            text.say(
                """
                \(report.dependencies, "dependency", "dependencies") in \
                \(report.files.count, "lock file")
                """
            )
            text.list(
                TextList(
                    "findings",
                    columns: ["place", "text"],
                    rows: report.findings.map { finding in
                        [.path("\(finding.path):\(finding.line)"), .text(finding.text)]
                    }
                )
            )
        }
        guard let first = report.findings.first else { return output }
        let isLicence = report.findings.allSatisfy { $0.fault == "licence" }
        return output.failing(
            CheckFindingsError(
                code: isLicence ? "supply.licence" : "supply.unregistered",
                count: report.findings.count,
                first: "\(first.path):\(first.line): \(first.text)",
                hint: isLicence
                    ? "Use something else, or change [licences] in .worklead/gates.toml."
                    : "Vet each, then: `worklead supply register DEPENDENCY --licence SPDX`"
            )
        )
    }

    private static let at = Option(
        "at",
        value: "COMMIT",
        help: "The commit; by default that of the main branch"
    )
}
