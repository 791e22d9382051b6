import CommandLineKit
import Commands
import Glibc
import Operations
import Testing

/// The pages under `docs` that are made from the program.
///
/// `WORKLEAD_UPDATE_REFERENCES=1 swift test --filter ReferenceTests` writes them anew.
@Suite("The references say what the program is")
struct ReferenceTests {
    private static let root = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        .dropLast(4).joined(separator: "/")
    private static let errors = SourceErrors(root: root).entries

    @Test("docs/commands.md lists the commands as they are declared")
    func commands() throws {
        let program = CommandTree.program(version: ProgramRelease.version)
        try compare(program.reference(), with: "docs/commands.md")
    }

    @Test("docs/operations.md lists the operations as they are declared")
    func operations() throws {
        try compare(OperationReference.page, with: "docs/operations.md")
    }

    @Test("docs/errors.md lists every error that the sources declare")
    func errorCodes() throws {
        #expect(Self.errors.count > 150, "\(Self.errors.count) errors were found")
        try compare(ErrorReference.page(Self.errors), with: "docs/errors.md")
    }

    @Test("Each error has a category that is known")
    func categories() {
        let unknown = Self.errors.filter { ErrorCategoryNames.exit(of: $0.category) == nil }
        #expect(unknown.map(\.code) == [])
    }

    @Test("No hint asks for what can't be undone")
    func safeHints() {
        let destructive = [
            "rm ", "--hard", "clean -", "push -f", "--force", "drop ", "stash", "reset ",
            "--discard", "kill -", "ledger restore BACKUP", "task cancel",
        ]
        for entry in Self.errors {
            for word in destructive {
                #expect(!entry.hint.contains(word), "\(entry.code): \(entry.hint)")
            }
        }
    }

    @Test("Each command that a hint names is there")
    func hintedCommandsExist() throws {
        let program = CommandTree.program(version: ProgramRelease.version)
        for entry in Self.errors {
            for line in entry.hint.commands where !line.contains("…") {
                let words = line.split(separator: " ").map(String.init).dropFirst()
                    .drop { $0 == "--as" || $0 == "AGENT" || $0 == "TASK" }
                let path = Array(words.prefix { $0.first?.isLowercase ?? false }.prefix(2))
                #expect(throws: Never.self, "\(entry.code): \(line)") {
                    do {
                        _ = try program.help(for: path)
                    } catch {
                        _ = try program.help(for: Array(path.prefix(1)))
                    }
                }
            }
        }
    }

    @Test("The errors of each operation are errors that there are")
    func operationErrors() {
        let known = Set(Self.errors.map(\.code))
        for entry in OperationTable.all.entries {
            #expect(entry.errors.filter { !known.contains($0) } == [], "\(entry.name)")
        }
    }

    @Test("Each operation can be called by a command")
    func operationsHaveCommands() {
        let called = Set(CommandTree.all.flatMap(\.command.operations))
        let missing = OperationTable.all.entries.map(\.name).filter { !called.contains($0) }
        #expect(missing == [])
        let known = Set(OperationTable.all.entries.map(\.name))
        #expect(called.subtracting(known) == [])
    }

    @Test("The example of each operation is a good input of it")
    func examples() async throws {
        for entry in OperationTable.all.entries {
            let caller = RefusingCaller()
            await #expect(throws: RefusingCaller.Called.self, "\(entry.name)") {
                _ = try await entry.call(entry.example, CallOptions(), through: caller)
            }
            #expect(!entry.summary.isEmpty && entry.summary.hasSuffix("."), "\(entry.name)")
        }
    }

    private func compare(_ page: String, with path: String) throws {
        let file = Self.root + "/" + path
        if getenv("WORKLEAD_UPDATE_REFERENCES") != nil {
            let stream = try #require(fopen(file, "w"))
            fputs(page, stream)
            fclose(stream)
        }
        let isSame = SourceText.read(file) == page
        #expect(isSame, "\(path) is old: run this with WORKLEAD_UPDATE_REFERENCES=1")
    }
}

/// Takes a call that got through its input, and does nothing.
private struct RefusingCaller: OperationCaller {
    struct Called: Error {}

    func call<O: Operation>(
        _ operation: O.Type,
        _ input: O.Input,
        _ options: CallOptions
    ) async throws -> Reply<O.Output> {
        _ = try input.validated()
        throw Called()
    }
}

extension String {
    /// The commands of ours that stand between backticks.
    fileprivate var commands: [String] {
        split(separator: "`", omittingEmptySubsequences: false).enumerated()
            .filter { $0.offset % 2 == 1 && $0.element.hasPrefix("worklead ") }
            .map { String($0.element) }
    }
}
