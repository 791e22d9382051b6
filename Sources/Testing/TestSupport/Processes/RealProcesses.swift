import Glibc

/// The clock that tests of real processes run by; it never goes back.
package func monotonic() -> Duration {
    clockStart.duration(to: ContinuousClock.now)
}

private let clockStart = ContinuousClock.now

/// Waits until the condition holds, at most twenty seconds.
package func eventually(_ condition: () -> Bool) -> Bool {
    let deadline = monotonic() + .seconds(20)
    while monotonic() < deadline {
        if condition() { return true }
        usleep(2000)
    }
    return condition()
}

/// Whether a process with this number is there and has not ended.
package func isRunning(_ id: Int32) -> Bool {
    guard let file = fopen("/proc/\(id)/stat", "r") else { return false }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = fread(&bytes, 1, bytes.count, file)
    let line = String(decoding: bytes[..<count], as: UTF8.self)
    // The state comes after the name, which may hold spaces and brackets.
    guard let name = line.lastIndex(of: ")") else { return false }
    let state = line[name...].dropFirst(2).first
    return state != nil && state != "Z" && state != "X"
}
