/// How the environment of a checked program travels through the programs that make its sandbox.
///
/// Those run outside, and a variable such as `LD_PRELOAD` would act on them. Under another name it
/// is nothing to them, and the last of them gives the name back. Arguments would show the values to
/// every user of the machine.
enum SandboxEnvironment {
    static let prefix = "WORKLEAD_CHECK_"

    static func wrapped(_ environment: [String: String]) -> [String: String] {
        Dictionary(uniqueKeysWithValues: environment.map { (prefix + $0.key, $0.value) })
    }
}
