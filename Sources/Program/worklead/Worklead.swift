import Assembly
import Glibc

@main
enum Worklead {
    /// Not `async`: the main thread of such a `main` ends by `pthread_exit`, which unwinds, and the
    /// first unwinding in a static program sorts the frames of all its functions: 25 ms a call.
    static func main() {
        // Here, where there is one thread: a first task brings others.
        WorkleadMain.enterSandboxIfRequested()
        // Nobody waits for the task because it ends the process, with the exit code.
        Task.detached {
            exit(await WorkleadMain.run())
        }
        while true { pause() }
    }
}
