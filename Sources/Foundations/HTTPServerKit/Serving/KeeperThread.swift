import CHTTPServer
import Glibc

/// The thread of a keeper, which keeps it alive until it is done.
enum KeeperThread {
    private final class Start {
        let keeper: ConnectionKeeper
        let library: OpaquePointer

        init(_ keeper: ConnectionKeeper, _ library: OpaquePointer) {
            self.keeper = keeper
            self.library = library
        }
    }

    /// - Returns: 0, or why there is no thread.
    static func start(_ keeper: ConnectionKeeper, _ library: OpaquePointer) -> Int32 {
        let start = Unmanaged.passRetained(Start(keeper, library))
        var thread = pthread_t()
        let outcome = pthread_create(
            &thread,
            nil,
            { context in
                guard let context else { return nil }
                let start = Unmanaged<Start>.fromOpaque(context).takeRetainedValue()
                start.keeper.run(start.library)
                return nil
            },
            start.toOpaque()
        )
        if outcome == 0 {
            pthread_detach(thread)
        } else {
            start.release()
        }
        return outcome
    }
}
