import Engine
import Model
import Operations

extension LocalCaller {
    func provideExports(_ provider: inout OperationProvider) {
        provider.provide(ExportFiles.self) { [unowned self] input, context in
            let (files, ledger, revision) = try open().engine.read { view in
                let export = try LayoutExport(input.layout, of: view)
                return (try export.files(), try export.ledger(), try view.ledger.head())
            }
            let isDryRun = context.options.dryRun
            let folder = ExportFolder(surroundings.absolute(input.path), isDryRun: isDryRun)
            let outcome = try folder.write(files, as: ledger, input.layout)
            var report = ExportReport()
            (report.layout, report.path) = (input.layout, input.path)
            report.written = outcome.written
            (report.same, report.edited) = (outcome.same, outcome.edited)
            return isDryRun
                ? Reply(report, isDryRun: true) : Reply(report, revision: revision)
        }
    }
}
