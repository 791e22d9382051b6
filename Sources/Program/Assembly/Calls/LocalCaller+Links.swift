import Engine
import Glibc
import Model
import Operations
import Replay
import Store
import SubprocessKit

extension LocalCaller {
    func provideLinks(_ provider: inout OperationProvider) {
        provider.change(AddLink.self, self, right: .plan) { change, input in
            let target = try LinkTarget(input.target) {
                try change.view.repository(named: input.repository).name
            }
            let link = Link(
                name: input.link,
                target: target,
                title: input.title,
                note: input.note
            )
            try change.links.add(link)
            return try LinkEntry(link, in: change.view)
        }
        provider.change(RemoveLink.self, self, right: .plan) { change, input in
            try LinkEntry(change.links.remove(input.link), in: change.view)
        }
        provider.read(ListLinks.self, self) { view, _ in
            let lines = try view.links.links().map { try LinkEntry($0.link, in: view) }
            return Page(lines, total: lines.count)
        }
        provider.read(ShowLink.self, self) { view, input in
            try LinkEntry(view.link(input.link), in: view)
        }
        provider.provide(CheckLinks.self) { [unowned self] input, context in
            let checks = try linkChecks(of: input.link, online: input.online)
            return try read(CheckLinks.self, context) { _ in LinkCheckReport(checks) }
        }
    }

    /// Looks at one link or at all of them.
    func linkChecks(of name: LinkName?, online: Bool) throws -> [LinkCheck] {
        let (links, repositories) = try open().engine.read { view in
            let all = try view.links.links().map(\.link)
            return (all, try view.repositories.repositories())
        }
        let wanted = links.filter { name == nil || $0.name == name }
        if let name, wanted.isEmpty { throw LinkError.unknown(name) }
        let folders = Dictionary(uniqueKeysWithValues: repositories.map { ($0.name, $0.path) })
        let probe = PageProbe(environment: surroundings.environment, time: time)
        return try wanted.map { link in
            try LinkCheck(
                of: link,
                content: { path, repository in
                    folders[repository].map { LinkedFile.read(path, in: $0) } ?? .nothing
                },
                answer: online ? { try probe.ask($0) } : nil
            )
        }
    }
}

/// A file that a link leads to.
private enum LinkedFile {
    private static let bytesMax = 16 << 20

    /// What it holds; nothing where there is none, or where it lies out of its folder.
    static func read(_ path: String, in folder: String) -> LinkCheck.Content {
        guard let root = RealPath.of(folder), let file = RealPath.of("\(folder)/\(path)"),
            RealPath.isUnder(file, root)
        else { return .nothing }
        var status = stat()
        guard stat(file, &status) == 0 else { return .nothing }
        // A folder is there, and has no parts.
        if status.st_mode & S_IFMT == S_IFDIR { return .bytes([]) }
        guard status.st_mode & S_IFMT == S_IFREG else { return .nothing }
        do throws(FileError) {
            guard let bytes = try FileBytes.read(file, upTo: bytesMax) else {
                return .unreadable("it has more than \(bytesMax) bytes")
            }
            return .bytes(bytes)
        } catch {
            return error.isAbsent ? .nothing : .unreadable(error.fault)
        }
    }
}

/// Asks pages on the web whether they are there, through the program `curl`.
private struct PageProbe {
    let environment: [String: String]
    let time: any TimeSource

    /// What a page answers.
    func ask(_ address: String) throws -> (words: String, isGood: Bool) {
        guard ProgramSearch.file(of: "curl", in: environment) != nil else {
            return ("no program curl to ask with", false)
        }
        var program = Subprocess(
            "curl",
            [
                "--silent", "--location", "--max-redirs", "5", "--max-time", "15", "--output",
                "/dev/null", "--proto", "=http,https", "--proto-redir", "=http,https",
                "--write-out", "%{http_code}", "--", address,
            ],
            environment: environment,
            wallLimit: .seconds(20)
        )
        program.output = .captured(keeping: .head(64))
        let time = time
        let result = try program.run(clock: { time.elapsed() })
        let code = String(decoding: result.output.head, as: UTF8.self)
        guard result.isSuccess, let status = Int(code) else { return ("nothing", false) }
        return ("HTTP \(status)", (200..<400).contains(status))
    }
}

extension LinkEntry {
    fileprivate init(_ held: Link, in view: View) throws {
        self.init()
        link = held.name
        target = held.target.text
        repository = held.target.repository
        (title, note) = (held.title, held.note)
        if case .file(let file, _, let name) = held.target {
            path = try view.repositories.repository(name).map { "\($0.path)/\(file)" }
        }
    }
}

extension LinkCheckReport {
    fileprivate init(_ checks: [LinkCheck]) {
        self.init()
        checked = checks.count { $0.standing != .notChecked }
        dead = checks.count { $0.standing.isDead }
        links = checks.map { check in
            LinkStandingLine {
                $0.link = check.link.name
                $0.target = check.link.target.text
                $0.state = check.standing.rawValue
                $0.text = check.text
            }
        }
    }
}
