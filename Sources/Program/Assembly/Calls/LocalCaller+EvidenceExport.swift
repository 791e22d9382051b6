import BagKit
import Engine
import Model
import Operations
import SignatureKit

extension LocalCaller {
    func provideEvidenceExport(_ provider: inout OperationProvider) {
        provider.provide(ExportEvidence.self) { [unowned self] input, context in
            guard input.statements != nil || input.archive != nil else {
                throw EvidenceFault.nothingAsked
            }
            let stored = try bundle(input.bundle).stored
            let found = try verified(stored)
            var report = EvidenceExport()
            report.bundle = input.bundle
            report.statements = input.statements.map(surroundings.absolute)
            report.archive = input.archive.map(surroundings.absolute)
            let statements = try open().engine.read { try EvidenceStatements(of: stored, in: $0) }
            if input.statements != nil {
                report.predicates = statements.all.map(\.predicateType)
            }
            guard !context.options.dryRun else { return Reply(report, isDryRun: true) }
            if let path = report.statements {
                let key = try workspaceKey().key
                let lines = statements.all.map { statement in
                    Envelope(statement.json.canonicalBytes, type: Envelope.inToto, by: key)
                        .json.canonicalText + "\n"
                }
                try PrivateFile.write(lines.joined(), to: path)
            }
            if let path = report.archive {
                let archive = BagArchive(of: SealedBag(at: found.path), under: input.bundle.text)
                report.archiveDigest = try archive.write(to: path).digest
            }
            return Reply(report, revision: try open().engine.read { try $0.ledger.head() })
        }
    }
}
