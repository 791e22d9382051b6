import Assembly
import GatewayAssembly

@main
enum WorkleadGateway {
    static func main() {
        // Here, where there is one thread: a replay's sandbox begins as this very program.
        WorkleadMain.enterSandboxIfRequested()
        CallingThread.exit { await GatewayMain.run() }
    }
}
