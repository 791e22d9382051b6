/// The part of a branch name that says what it is about: lower-case ASCII letters, digits and
/// dashes.
package enum BranchSlug {
    /// Makes a slug of a title, whole words first: `Fix the lease!` becomes `fix-the-lease`.
    ///
    /// - Returns: `nil` where the title has no ASCII letter or digit; the caller knows a better
    ///   name than we could make up.
    package static func slug(of title: String, lengthMax: Int = 40) -> String? {
        precondition(lengthMax > 0, "a slug has at least one character")
        let words = title.lowercased().utf8
            .split { byte in
                !(UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                    && !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            }
            .map { String(decoding: $0, as: UTF8.self) }
        guard let first = words.first else { return nil }
        var slug = String(first.prefix(lengthMax))
        for word in words.dropFirst() {
            guard slug.utf8.count + 1 + word.utf8.count <= lengthMax else { break }
            slug += "-" + word
        }
        return slug
    }
}
