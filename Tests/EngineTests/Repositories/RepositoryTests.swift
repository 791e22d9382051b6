import Engine
import Model
import Store
import TestSupport
import Testing

@Suite("Repositories of a workspace")
struct RepositoryTests {
    private static let api = TestWorkspace.repository("api")

    private func register(
        _ name: String,
        at path: String,
        in workspace: TestWorkspace
    ) async throws -> Bool {
        try await workspace.change { change in
            try change.repositories.register(
                Repository(
                    name: RepositoryName(trusted: name),
                    path: path,
                    commonDirectory: path + "/.git",
                    defaultBranch: "main"
                )
            )
        }
    }

    @Test("A repository has one name and a name one repository; the same again changes nothing")
    func once() async throws {
        try await TestWorkspace.with { workspace in
            let (path, elsewhere) = (Self.api.path, "/repositories/else")
            let isNew = try await register("api", at: path, in: workspace)
            #expect(!isNew)
            await #expect(throws: RepositoryError.registered(path: path, as: Self.api.name)) {
                _ = try await register("other", at: path, in: workspace)
            }
            await #expect(throws: RepositoryError.taken(Self.api.name, path: path)) {
                _ = try await register("api", at: elsewhere, in: workspace)
            }
            let twin = RepositoryName(trusted: "ap-i")
            await #expect(throws: RepositoryError.lookAlike(twin, existing: Self.api.name)) {
                _ = try await register("ap-i", at: elsewhere, in: workspace)
            }
        }
    }

    @Test("Which repository is meant is to be said where there are several")
    func several() async throws {
        try await TestWorkspace.with { workspace in
            let only = try workspace.read { try $0.repository(named: nil) }
            #expect(only.name == Self.api.name)
            let web = TestWorkspace.repository("web")
            _ = try await register("web", at: web.path, in: workspace)
            #expect(throws: RepositoryError.ambiguous([Self.api.name, web.name])) {
                try workspace.read { try $0.repository(named: nil) }
            }
            let named = try workspace.read { try $0.repository(named: web.name) }
            #expect(named.name == web.name)
        }
    }
}
