import Engine
import Model
import Store
import TestSupport

extension RandomHistory {
    /// Links come and go.
    static let linkSteps: [Step] = [
        ("link", { try await $0.changeLink() })
    ]

    private func changeLink() async throws {
        let name = LinkName(trusted: chance.pick(["playbook", "guide", "Guide"]))
        let target = chance.pick(["docs/a.md", "docs/b.md#part", "https://a.b/c"])
        let isRemoved = chance.oneIn(2)
        try await plan { _, change in
            guard !isRemoved else {
                _ = try change.links.remove(name)
                return
            }
            let link = Link(
                name: name,
                target: try LinkTarget(target) { RepositoryName(trusted: "api") },
                title: "A page",
                note: nil
            )
            try change.links.add(link)
        }
    }
}
