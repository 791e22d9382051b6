import Assembly
import Glibc

@main
enum Worklead {
    static func main() async {
        // Here, where there is one thread: a first `await` brings others.
        WorkleadMain.enterSandboxIfRequested()
        exit(await WorkleadMain.run())
    }
}
