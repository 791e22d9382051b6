import Documents
import Engine
import Model
import Operations

extension LocalCaller {
    func provideNow(_ provider: inout OperationProvider) {
        provider.provide(ShowNow.self) { [unowned self] input, context in
            let guide = try guidingRepository().map(configuration(of:)) ?? WorkspaceConfiguration()
            return try read(ShowNow.self, context) { try NowReport(input, $0, guide) }
        }
        provider.provide(ShowNowLine.self) { [unowned self] _, context in
            let windows = try presenceWindows()
            return try read(ShowNowLine.self, context) { try NowLine($0, windows) }
        }
    }
}
