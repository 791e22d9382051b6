import Commands
import Glibc
import Model
import SubprocessKit

/// Takes the terminal that this process stands at.
struct OwnTerminals: TerminalTaking {
    func take() throws -> (any TakenTerminal)? {
        guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else { return nil }
        return OwnTerminal(interruption: Interrupts.shared.flag)
    }
}

/// The terminal of this process, in its alternate screen.
final class OwnTerminal: TakenTerminal {
    private let interruption: Interruption?
    private var before = termios()
    private var isTaken = false
    private var shown: [String] = []
    private var lastSize = (rows: 0, columns: 0)
    /// Bytes of a key that has not arrived whole.
    private var rest: [UInt8] = []

    init(interruption: Interruption?) {
        self.interruption = interruption
        guard tcgetattr(STDIN_FILENO, &before) == 0 else { return }
        var raw = before
        cfmakeraw(&raw)
        // Line ends go on as they were: only what is typed is taken as it comes.
        raw.c_oflag = before.c_oflag
        guard tcsetattr(STDIN_FILENO, TCSAFLUSH, &raw) == 0 else { return }
        isTaken = true
        // The alternate screen, without a cursor and without wrapping of long lines.
        Streams.write("\u{1b}[?1049h\u{1b}[?25l\u{1b}[?7l\u{1b}[2J", to: STDOUT_FILENO)
    }

    func giveBack() {
        guard isTaken else { return }
        isTaken = false
        Streams.write("\u{1b}[0m\u{1b}[?7h\u{1b}[?25h\u{1b}[?1049l", to: STDOUT_FILENO)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &before)
    }

    deinit { giveBack() }

    var size: (rows: Int, columns: Int) {
        var window = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &window) == 0, window.ws_row > 0,
            window.ws_col > 0
        else { return (24, 80) }
        return (Int(window.ws_row), Int(window.ws_col))
    }

    func show(_ lines: [String]) {
        let size = size
        let isOther = size != lastSize
        guard isOther || lines != shown else { return }
        // In one write, and where the terminal knows how to, in one step: nothing flickers.
        var frame = "\u{1b}[?2026h" + (isOther ? "\u{1b}[2J" : "")
        for (row, line) in lines.enumerated()
        where isOther || row >= shown.count
            || shown[row] != line
        {
            frame += "\u{1b}[\(row + 1);1H\(line)\u{1b}[0m\u{1b}[K"
        }
        Streams.write(frame + "\u{1b}[?2026l", to: STDOUT_FILENO)
        (shown, lastSize) = (lines, size)
    }

    func keys(within duration: Duration) -> [TerminalKey]? {
        var waiting = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
        let ready = poll(&waiting, 1, Int32(duration.wholeMilliseconds))
        if interruption?.isRaised ?? false { return nil }
        guard ready == 1 else {
            // What stands alone after a while was the key itself.
            defer { rest = [] }
            return rest == [0x1b] ? [.escape] : []
        }
        var chunk = [UInt8](repeating: 0, count: 256)
        let count = read(STDIN_FILENO, &chunk, chunk.count)
        if count < 0, errno == EINTR || errno == EAGAIN { return [] }
        // The terminal is gone.
        guard count > 0 else { return nil }
        return TerminalKey.read(&rest, adding: chunk.prefix(count))
    }
}

extension TerminalKey {
    /// The keys that bytes stand for; what is not whole yet is left.
    static func read(_ rest: inout [UInt8], adding bytes: some Sequence<UInt8>) -> [TerminalKey] {
        rest += bytes
        var keys: [TerminalKey] = []
        while let first = rest.first {
            var length = 1
            switch first {
            case 0x03, 0x04: keys.append(.interrupt)
            case 0x0a, 0x0d: keys.append(.enter)
            case 0x7f, 0x08: keys.append(.backspace)
            case 0x1b:
                guard rest.count > 1 else { return keys }
                guard rest[1] == 0x5b || rest[1] == 0x4f else {
                    keys.append(.escape)
                    break
                }
                guard let end = rest.dropFirst(2).firstIndex(where: { (0x40...0x7e).contains($0) })
                else {
                    if rest.count > 16 { rest = [] }
                    return keys
                }
                length = end + 1
                if rest[end] == 0x41 { keys.append(.up) }
                if rest[end] == 0x42 { keys.append(.down) }
            case 0x20...0x7e: keys.append(.letter(Character(Unicode.Scalar(first))))
            case 0xc0...0xf7:
                length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2
                guard rest.count >= length else { return keys }
                if let text = String(validating: rest.prefix(length), as: UTF8.self),
                    let letter = text.first, !text.unicodeScalars.contains(where: \.isUnsafeToShow)
                {
                    keys.append(.letter(letter))
                }
            default: break
            }
            rest.removeFirst(length)
        }
        return keys
    }
}
