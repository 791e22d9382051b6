import CHTTPServer
import HTTPKit

// What libmicrohttpd's thread calls. The functions are global and nonisolated: a closure formed in
// a main function would belong to the main actor, and end the program on any other thread.

extension chttp_callbacks {
    /// Calls the keeper, which has to live until the library has stopped.
    init(_ keeper: ConnectionKeeper) {
        self.init(
            context: Unmanaged.passUnretained(keeper).toOpaque(),
            opened: onOpened,
            closed: onClosed,
            begun: onBegun,
            header: onHeader,
            head: onHead,
            body: onBody,
            ready: onReady,
            ended: onEnded
        )
    }
}

/// A connection with the library's name for it.
private final class OpenConnection {
    let connection: ServerConnection
    let handle: Handle

    init(_ connection: ServerConnection, _ handle: Handle) {
        self.connection = connection
        self.handle = handle
    }
}

private func onOpened(
    _ context: UnsafeMutableRawPointer?,
    _ descriptor: Int32,
    _ pointer: OpaquePointer?
) -> UnsafeMutableRawPointer? {
    guard let context, let pointer else { return nil }
    let keeper = Unmanaged<ConnectionKeeper>.fromOpaque(context).takeUnretainedValue()
    guard let connection = keeper.connection(on: descriptor) else { return nil }
    return Unmanaged.passRetained(OpenConnection(connection, Handle(pointer))).toOpaque()
}

private func onClosed(_ state: UnsafeMutableRawPointer?) {
    guard let state else { return }
    let open = Unmanaged<OpenConnection>.fromOpaque(state).takeRetainedValue()
    open.connection.close()
    open.connection.keeper.remove(open.connection)
}

private func onBegun(
    _ state: UnsafeMutableRawPointer?,
    _ target: UnsafePointer<CChar>?,
    _ length: Int
) -> UnsafeMutableRawPointer? {
    guard let state else { return nil }
    let open = Unmanaged<OpenConnection>.fromOpaque(state).takeUnretainedValue()
    let exchange = Exchange(
        open.connection,
        handle: open.handle,
        target: UnsafeRawBufferPointer(start: target, count: length)
    )
    open.connection.begin(exchange)
    return Unmanaged.passRetained(exchange).toOpaque()
}

private func onHeader(
    _ state: UnsafeMutableRawPointer?,
    _ name: UnsafePointer<CChar>?,
    _ nameLength: Int,
    _ value: UnsafePointer<CChar>?,
    _ valueLength: Int
) {
    exchange(state)?.append(
        UnsafeRawBufferPointer(start: name, count: nameLength),
        UnsafeRawBufferPointer(start: value, count: valueLength)
    )
}

private func onHead(
    _ state: UnsafeMutableRawPointer?,
    _ method: UnsafePointer<CChar>?,
    _ methodLength: Int,
    _ minor: Int32,
    _ size: Int,
    _ isExact: Int32
) -> Int32 {
    let method = UnsafeRawBufferPointer(start: method, count: methodLength)
    return verdict(
        exchange(state)?.check(
            method: String(decoding: method, as: UTF8.self),
            minor: Int(minor),
            size: size,
            isExact: isExact != 0
        )
    )
}

private func onBody(
    _ state: UnsafeMutableRawPointer?,
    _ bytes: UnsafeRawPointer?,
    _ count: Int
) -> Int32 {
    verdict(exchange(state)?.receive(UnsafeRawBufferPointer(start: bytes, count: count)))
}

private func onReady(_ state: UnsafeMutableRawPointer?) -> Int32 {
    verdict(exchange(state)?.answer())
}

private func onEnded(_ state: UnsafeMutableRawPointer?) {
    guard let state else { return }
    Unmanaged<Exchange>.fromOpaque(state).takeRetainedValue().end()
}

private func exchange(_ state: UnsafeMutableRawPointer?) -> Exchange? {
    state.map { Unmanaged<Exchange>.fromOpaque($0).takeUnretainedValue() }
}

private func verdict(_ verdict: Verdict?) -> Int32 {
    (verdict ?? .close).code
}
