import Commands
import Glibc
import HTTPKit

/// Shows the dashboard of a demonstration.
struct DemoDashboard {
    private let stage: DemoStage
    private let surroundings: Surroundings
    private let startsBrowser: Bool

    /// `nil` where nobody would see it.
    init?(_ stage: DemoStage, _ surroundings: Surroundings, _ wish: DemoPlan.Dashboard) {
        switch wish {
        case .never: return nil
        case .onDisplay:
            guard BrowserStarter(surroundings: surroundings).canShow else { return nil }
        case .always, .link: break
        }
        startsBrowser = wish != .link
        self.stage = stage
        self.surroundings = surroundings
    }

    /// A link that logs one browser in.
    func link() throws -> String {
        try stage.answer(["open", "--no-browser"])["data"]?["address"]?.stringValue ?? ""
    }

    /// Asks a browser to show it, or says where it is.
    func open(_ tell: (String) -> Void) throws {
        let link = try link()
        let isShown =
            try startsBrowser && BrowserStarter(surroundings: surroundings).show(link)
        tell(isShown ? "a browser shows the dashboard" : "the dashboard is at \(link)")
    }

    /// Keeps the first page as a file that needs no network.
    ///
    /// - Returns: The path of the file.
    func writeReport() throws -> String {
        let link = try link()
        let parts = link.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 4, let port = parts[2].split(separator: ":").last.flatMap({ Int($0) })
        else { throw DemoError.noDashboard(link) }
        let client = HTTPClient(.loopback(port: port), clock: stage.clock)
        defer { client.close() }
        let login = try client.send(.get, "/" + parts[3])
        let cookie = String((login.headers["Set-Cookie"] ?? "").prefix { $0 != ";" })
        let page = try client.send(
            .get,
            "/reports/coordination.html",
            headers: ["Cookie": cookie]
        )
        guard page.status == .ok else { throw DemoError.noDashboard(link) }
        let path = stage.directory.path + "/report.html"
        try PrivateFile.write(String(decoding: page.body, as: UTF8.self), to: path)
        return path
    }
}
