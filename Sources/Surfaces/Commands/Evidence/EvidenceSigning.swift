/// Signs with a person's own SSH key, which never leaves their machine.
package protocol EvidenceSigning: Sendable {
    /// - Parameter key: The file of the key; `nil` for that of git's configuration, else of the
    ///   agent.
    /// - Returns: The signature, armoured.
    /// - Throws: Where there is no key, or it does not sign.
    func sign(_ text: String, namespace: String, key: String?) throws -> String
}
