import FoundationEssentials

/// What real agents wrote, kept beside the package where it is at hand.
enum Captures {
    static let root: String = {
        let package = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
        return "/" + package + "/../shared/kit/captures"
    }()

    static let isPresent = FileManager.default.fileExists(atPath: root)

    static func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: root + "/" + name)))
    }

    /// What the agent's side wrote in a record of both sides.
    static func heard(_ name: String) throws -> [UInt8] {
        try bytes(name).split(separator: UInt8(ascii: "\n"))
            .filter { $0.starts(with: "< ".utf8) }
            .flatMap { $0.dropFirst(2) + [UInt8(ascii: "\n")] }
    }
}
