import Replay

@main
enum Worklead {
    static func main() {
        SandboxEntry.runIfRequested(CommandLine.arguments)
    }
}
