import BagKit
import Digests
import Model

/// What is kept of a folder's index between two looks: a cache, made anew where it is missing.
struct IndexFile {
    private let file: CacheFile

    init(of folder: String, in stateDirectory: String) {
        file = CacheFile(path: "\(stateDirectory)/evidence-index/\(Digest(of: folder).short)")
    }

    /// What was seen the last time.
    func read() -> FolderIndex {
        file.read().flatMap(FolderIndex.init(encoded:)) ?? FolderIndex()
    }

    func write(_ index: FolderIndex) throws(FileError) { try file.write(index.encoded) }
}
