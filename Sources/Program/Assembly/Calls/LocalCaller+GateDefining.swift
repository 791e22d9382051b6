import Documents
import Engine
import GitKit
import Glibc
import Model
import Operations

extension LocalCaller {
    /// Where commands can be tried; `nil` where there is no workspace or no repository: the
    /// built-in gates prove themselves there, too.
    private func bench() throws -> GateSite? {
        let repository: Repository?
        do {
            repository = try self.repository(of: nil)
        } catch let error as WorkspaceError where error == .absent {
            return nil
        }
        guard let repository else { return nil }
        let head = try GitRepository(at: repository.path, program: git)
            .commit(repository.defaultBranch)
        return GateSite(
            .worktree,
            task: nil,
            change: GateChange(repository: repository, commit: head.text),
            tools: try gateTools(),
            engine: try open().engine,
            caller: .nobody
        )
    }

    func selftest(_ input: SelftestGates.Input) throws -> SelftestReport {
        let site = try bench()
        let catalogue = try GateCatalogue(site?.tools.settings ?? GateSettings())
        let gates =
            input.gates.isEmpty ? catalogue.gates : try input.gates.map { try catalogue.gate($0) }
        let proofs = gates.map { $0.proof(at: site) }
        return SelftestReport {
            $0.passes = proofs.allSatisfy(\.faults.isEmpty)
            $0.gates = proofs.map { proof in
                SelftestLine {
                    $0.gate = proof.gate
                    $0.refusing = proof.refusing
                    $0.passing = proof.passing
                    $0.faults = proof.faults
                }
            }
        }
    }

    func define(
        _ input: DefineGate.Input,
        _ context: CallContext
    ) throws -> Reply<DefineReport> {
        let root = try RepositoryLocator.locate(from: surroundings.directory).root
        guard let root, let site = try bench() else { throw GateError.nothing }
        let request = try request(DefineGate.self, input, context, right: .plan)
        try open().engine.read(as: request.caller, expecting: request.expected) {
            try $0.requireAsker().require(.plan)
        }
        let file = root + "/" + GateSettings.path
        let before = try PrivateFile.read(file) ?? ""
        let definition = CommandDefinition(
            name: input.gate,
            summary: input.summary,
            command: input.command,
            level: input.level,
            hint: input.hint ?? "Run the command, and mend what it names.",
            isAskedAtDelivery: input.atDelivery,
            refuses: [
                CommandDefinition.Case(
                    name: "the case that it was defined with",
                    files: Dictionary(
                        input.refuses.map { ($0.path, $0.text) },
                        uniquingKeysWith: { $1 }
                    )
                )
            ],
            passes: []
        )
        let after = (before.isEmpty ? "" : before + "\n") + definition.text
        _ = try GateCatalogue(GateSettings.read(Array(after.utf8)))
        let ending = try refusal(of: definition, at: site)
        if !context.options.dryRun {
            // Files of the repository are everybody's to read.
            mkdir(root + "/.worklead", 0o755)
            try PublicFile.write(after, to: file)
        }
        return Reply(
            DefineReport {
                $0.gate = input.gate
                $0.file = file
                $0.ending = ending
            },
            isDryRun: context.options.dryRun
        )
    }

    /// How a command ends under the case that it is to refuse.
    private func refusal(of definition: CommandDefinition, at site: GateSite) throws -> String {
        guard let one = definition.refuses.first, let change = site.change else {
            throw GateError.nothing
        }
        let commands = site.tools.commands
        let commit = try commands.commit(
            writing: one.files,
            over: change.commit,
            of: change.repository
        )
        let ran = try commands.run(definition.command, at: commit, of: change.repository)
        guard !ran.isSuccess else {
            throw GateError.cantFail(definition.name, ending: ran.evidence.ending)
        }
        return ran.evidence.ending
    }
}
