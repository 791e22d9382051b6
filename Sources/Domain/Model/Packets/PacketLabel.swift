/// How the names of a packet's parts are told apart: letters and digits only, case aside.
package enum PacketLabel {
    /// The form under which `IN_SCOPE_PATHS`, `In-scope paths` and `In Scope Paths` are the same.
    package static func fold(_ label: String) -> String {
        String(
            label.lowercased().unicodeScalars.filter { $0.properties.isAlphabetic || isDigit($0) }
        )
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
        ("0"..."9").contains(scalar)
    }
}
