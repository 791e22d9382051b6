import Model
import XMLKit

/// A `pom.xml`, which names what a project is built with (Maven, "POM Reference").
struct ProjectFile {
    private let project: XMLElement

    init(_ bytes: [UInt8]) throws(LockFileError) {
        do throws(XMLError) {
            project = try XMLElement.read(bytes)
        } catch {
            throw LockFileError(error.reason, line: error.line)
        }
        guard project.name == "project" else {
            throw LockFileError("it is no project", line: project.line)
        }
    }

    /// The parent, the dependencies and the plugins, wherever in the project they stand.
    func dependencies() throws(LockFileError) -> [LockedSupply] {
        var used: [LockedSupply] = []
        try collect(in: project, &used)
        return used
    }

    private func collect(
        in element: XMLElement,
        _ used: inout [LockedSupply]
    ) throws(LockFileError) {
        for child in element.children {
            // What is excluded is not used.
            if child.name == "exclusions" { continue }
            if ["parent", "dependency", "plugin", "extension"].contains(child.name) {
                let group =
                    child["groupId"].map { value(of: $0) }
                    ?? (child.name == "plugin" ? "org.apache.maven.plugins" : nil)
                guard let group, let artifact = child["artifactId"] else {
                    throw LockFileError("a \(child.name) has no name", line: child.line)
                }
                used.append(
                    LockedSupply(
                        SupplyID(.maven, "\(group):\(value(of: artifact))"),
                        version: child["version"].map { value(of: $0) },
                        line: child.line
                    )
                )
            }
            try collect(in: child, &used)
        }
    }

    /// The text of an element; `${name}` is one of the project's properties.
    private func value(of element: XMLElement) -> String {
        let text = element.text
        guard text.hasPrefix("${"), text.hasSuffix("}") else { return text }
        let name = String(text.dropFirst(2).dropLast())
        return project["properties"]?[name]?.text ?? text
    }
}
