import CLinux
import Glibc
import SubprocessKit

/// Shows a page in the browser of whoever sits at this machine.
struct BrowserStarter {
    let surroundings: Surroundings

    /// Programs that know which browser is meant, as desktops have them.
    private static let programs = ["xdg-open", "open"]

    /// - Returns: Whether a browser was asked to; where nobody sits there is none.
    func show(_ address: String) throws -> Bool {
        guard hasDisplay, let program = program() else { return false }
        let null = open("/dev/null", O_RDWR | O_CLOEXEC)
        guard null >= 0 else { throw FileError(doing: "open", path: "/dev/null", number: errno) }
        defer { close(null) }
        var process = pid_t()
        let variables = CStringList(environment: surroundings.environment)
        // Nobody waits for it: some of them stay as long as the browser does.
        let failed = CStringList([program, address]).withPointers { arguments in
            variables.withPointers { variables in
                clinux_start_daemon(program, arguments, variables, null, null, null, &process)
            }
        }
        return failed == 0
    }

    /// Whether a browser could be asked to show something.
    var canShow: Bool { hasDisplay && program() != nil }

    private var hasDisplay: Bool {
        ["DISPLAY", "WAYLAND_DISPLAY"].contains { surroundings.variable($0)?.isEmpty == false }
    }

    private func program() -> String? {
        for program in Self.programs {
            if let file = ProgramSearch.file(of: program, in: surroundings.environment) {
                return file
            }
        }
        return nil
    }
}
