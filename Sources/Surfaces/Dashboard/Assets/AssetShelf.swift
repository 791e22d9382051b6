import CDashboard
import Digests

/// The style and the scripts of the pages, which are part of the program.
///
/// Each address has the digest of its bytes, so that a browser keeps it for ever and a new program
/// is never shown with an old style.
package struct AssetShelf: Sendable {
    package struct Asset: Sendable {
        package let name: String
        /// Its media type.
        package let type: String
        package let bytes: [UInt8]
        /// The beginning of its digest.
        package let mark: String
    }

    private let assets: [String: Asset]

    /// All of them.
    package static let all = AssetShelf()

    private init() {
        var assets: [String: Asset] = [:]
        for index in 0..<worklead_assets_count() {
            let asset = unsafe worklead_asset_at(index)
            let name = unsafe String(cString: asset.name)
            let bytes = unsafe Array(UnsafeBufferPointer(start: asset.bytes, count: asset.count))
            assets[name] = Asset(
                name: name,
                type: unsafe String(cString: asset.type),
                bytes: bytes,
                mark: String(Digest(of: bytes).hex.prefix(12))
            )
        }
        self.assets = assets
    }

    /// The names there are, sorted.
    package var names: [String] { assets.keys.sorted() }

    package subscript(_ name: String) -> Asset? { assets[name] }

    /// Where a page finds it.
    func address(_ name: String) -> String {
        "/assets/\(name)" + (assets[name].map { "?d=\($0.mark)" } ?? "")
    }

    func text(_ name: String) -> String {
        assets[name].map { String(decoding: $0.bytes, as: UTF8.self) } ?? ""
    }
}
