import Assembly
import GatewayAssembly
import Glibc

@main
enum WorkleadGateway {
    static func main() {
        // Here, where there is one thread: a replay's sandbox begins as this very program.
        WorkleadMain.enterSandboxIfRequested()
        // Nobody waits for the task because it ends the process, with the exit code.
        Task.detached {
            exit(await GatewayMain.run())
        }
        while true { pause() }
    }
}
