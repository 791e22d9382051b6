// Swift's `==` holds texts for equal that differ in bytes: the Kelvin sign and `K`, or a letter
// with its accent apart. On a command line they are different words.

extension String {
    func hasSameBytes(as other: String) -> Bool { utf8.elementsEqual(other.utf8) }

    func hasBytePrefix(_ prefix: String) -> Bool { utf8.starts(with: prefix.utf8) }
}
