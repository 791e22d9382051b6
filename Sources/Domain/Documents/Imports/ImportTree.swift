import Model

/// The files of a tree, as somebody who looks after links and limits has read them.
package struct ImportTree: Sendable {
    /// A file, or why it was not read.
    package struct File: Sendable {
        /// What was found there.
        package enum Content: Sendable {
            case bytes([UInt8])
            case refused(ImportOddity, reason: String)
            /// Written by this workspace, and as it was written.
            case own
            /// Written by this workspace, and changed since.
            case edited([UInt8])
        }

        /// From the root of the tree, with `/` between its parts.
        package let path: String
        package let content: Content

        package init(path: String, content: Content) {
            self.path = path
            self.content = content
        }
    }

    /// The limits within which a tree is read.
    package struct Limits: Sendable {
        package var filesMax = 100_000
        package var fileBytesMax = 8 << 20
        package var totalBytesMax = 512 << 20
        package var depthMax = 32

        package init() {}
    }

    /// In the order of their paths.
    package let files: [File]
    let paths: Set<String>

    package init(_ files: [File]) {
        self.files = files.sorted { $0.path < $1.path }
        paths = Set(files.map(\.path))
    }
}
