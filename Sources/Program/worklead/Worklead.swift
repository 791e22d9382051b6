import Assembly

@main
enum Worklead {
    /// Not `async`: the main thread of such a `main` ends by `pthread_exit`, which unwinds, and the
    /// first unwinding in a static program sorts the frames of all its functions: 25 ms a call.
    static func main() {
        // Here, where there is one thread: the system refuses others a namespace.
        WorkleadMain.enterSandboxIfRequested()
        CallingThread.exit { await WorkleadMain.run() }
    }
}
