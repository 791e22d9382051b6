import Commands
import GitKit
import Glibc
import Model

/// Our hooks of git, each of which first runs the one that was there before.
struct GitHooks {
    /// Where git looks for hooks.
    let directory: String
    let location: RepositoryLocation
    let order: SetupOrder

    private static let names = ["pre-commit", "commit-msg"]
    /// By which a hook of ours is known.
    private static let mark = "# worklead:hook"

    func run() throws -> [SetupFileLine] {
        let names = Self.names.filter {
            order.action != .write || !order.without.contains($0)
        }
        let states = try names.map { ($0, try state(of: $0)) }
        if order.target == nil, states.allSatisfy({ $0.1 == .missing }) { return [] }
        if order.action != .check { try requireOwn() }
        return try states.map { name, state in
            var line = SetupFileLine()
            line.target = .git
            line.path = path(name)
            switch order.action {
            case .check: line.state = state
            case .write:
                line.state = state == .whole ? .unchanged : .written
                if state != .whole, !order.isDryRun { try write(name, state) }
                if exists(chained(name)) { line.backup = chained(name) }
            case .remove:
                line.state = state == .missing ? .absent : .restored
                if state != .missing, !order.isDryRun { try remove(name) }
            }
            return line
        }
    }

    /// A directory of hooks that other repositories use too is not ours to write to.
    private func requireOwn() throws {
        let owners = [location.root, location.commonDirectory].compactMap(\.self)
        var place = directory
        while !exists(place), let slash = place.lastIndex(of: "/"), slash > place.startIndex {
            place = String(place[..<slash])
        }
        guard let real = realpath(place, nil) else { throw HooksElsewhereError(path: directory) }
        defer { free(real) }
        let resolved = String(cString: real)
        guard owners.contains(where: { resolved == $0 || resolved.hasPrefix($0 + "/") }) else {
            throw HooksElsewhereError(path: directory)
        }
    }

    private func state(of name: String) throws -> SetupFileLine.State {
        guard let text = try text(of: name), text.contains(Self.mark) else { return .missing }
        // Which of the two forms was chosen stands in the hook alone.
        let forms = order.action == .write ? [order.failsClosed] : [false, true]
        let isOurs = forms.contains { text == script(name, failsClosed: $0) }
        return isOurs && access(path(name), X_OK) == 0 ? .whole : .drifted
    }

    /// The text of a hook; a program that is no text is somebody else's.
    private func text(of name: String) throws -> String? {
        var status = stat()
        guard lstat(path(name), &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            status.st_size < 65_536
        else { return nil }
        do {
            return try PrivateFile.read(path(name))
        } catch {
            return nil
        }
    }

    private func write(_ name: String, _ state: SetupFileLine.State) throws {
        try PrivateFile.makeDirectory(directory)
        var status = stat()
        if state == .missing, lstat(path(name), &status) == 0 {
            guard lstat(chained(name), &status) != 0 else {
                throw HookInTheWayError(path: chained(name))
            }
            guard rename(path(name), chained(name)) == 0 else {
                throw FileError(doing: "rename", path: path(name), number: errno)
            }
        }
        try PrivateFile.write(
            script(name, failsClosed: order.failsClosed),
            to: path(name)
        )
        chmod(path(name), 0o755)
    }

    private func remove(_ name: String) throws {
        var status = stat()
        let hasChained = lstat(chained(name), &status) == 0
        let result =
            hasChained ? rename(chained(name), path(name)) : unlink(path(name))
        guard result == 0 else {
            throw FileError(doing: "remove", path: path(name), number: errno)
        }
        PrivateFile.syncDirectory(of: path(name))
    }

    private func path(_ name: String) -> String { directory + "/" + name }
    private func chained(_ name: String) -> String { path(name) + ".before-worklead" }
    private func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    private func script(_ name: String, failsClosed: Bool) -> String {
        let flag = failsClosed && name == "pre-commit" ? " --fail-closed" : ""
        let staged = "git diff --cached --name-only --no-renames -z"
        let own =
            name == "pre-commit"
            ? "\(staged) | worklead hook pre-commit\(flag)"
            : """
            \(staged) | worklead hook commit-msg | while IFS= read -r trailer; do
                git interpret-trailers --in-place --if-exists addIfDifferent --trailer "$trailer" "$1"
            done
            """
        return """
            #!/bin/sh
            \(Self.mark) `worklead setup git --remove` takes it away.
            before="$0.before-worklead"
            if [ -x "$before" ]; then "$before" "$@" || exit $?; fi
            command -v worklead >/dev/null 2>&1 || exit 0
            \(own)

            """
    }
}

/// A directory of hooks that is not the repository's own.
struct HooksElsewhereError: Reportable {
    let path: String

    var code: String { "setup.hooks_elsewhere" }
    var category: ErrorCategory { .notAllowed }
    var message: String {
        "git looks for hooks in '\(path.printable(limit: 200))', which other repositories may use."
    }
    var hint: String? { "Set core.hooksPath of this repository to a directory of its own." }
}

/// A hook that was put aside before, where one is to be put aside.
struct HookInTheWayError: Reportable {
    let path: String

    var code: String { "setup.hook_in_the_way" }
    var category: ErrorCategory { .conflict }
    var message: String { "'\(path.printable(limit: 200))' is there already." }
    var hint: String? { "Look at it, and rename it if it is still needed." }
}
