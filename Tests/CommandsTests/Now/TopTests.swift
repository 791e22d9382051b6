import Digests
import Testing

@Suite("The screen of what needs somebody, on a terminal of its own")
struct TopTests {
    /// A workspace in which two questions wait, one of them with a hostile title.
    private func session() throws -> CommandLineSession {
        let session = try CommandLineSession()
        try session.join("ada")
        for (text, kind) in [
            ("Which \u{1b}[2Jdatabase\u{202e}?", "safety"), ("Which port?", "strategy"),
        ] {
            let asked = session.run(
                "decision",
                "ask",
                text,
                "--class",
                kind,
                "--option",
                "a=SQLite",
                "--option",
                "b=PostgreSQL",
                by: "ada"
            )
            try #require(asked.exit == 0, "\(asked)")
        }
        session.write(Self.driver, to: session.folder + "/screen.py")
        return session
    }

    /// Drives the program by a script of keys and expectations, on a pseudo-terminal.
    private func drive(_ session: CommandLineSession, _ steps: String...) throws -> JSONValue {
        let words = (["python3", "../screen.py", CommandLineSession.program] + steps)
            .map { "'\($0)'" }.joined(separator: " ")
        let output = try session.shell("cd api && " + words)
        return try #require(try? JSONValue(parsing: output), "\(output)")
    }

    @Test("It shows the queue, moves, opens an item, filters, and gives the terminal back")
    func keys() throws {
        let session = try session()
        let result = try drive(
            session,
            "see NEEDS YOU 2",
            "see Which port?",
            "key j",
            "key \\r",
            "see what helps",
            "see worklead decision show D-2",
            "key \\x1b",
            "key /",
            "key p",
            "key o",
            "key r",
            "see /por",
            "key \\r",
            "key ?",
            "see KEYS",
            "key q",
            "end 0"
        )
        #expect(result["restored"] == true && result["left"] == true, "\(result.canonicalText)")
        // What an agent wrote reaches the terminal as harmless text.
        #expect(result["raw"]?.stringValue?.contains("\u{202e}") == false)
        #expect(result["raw"]?.stringValue?.contains("Which \u{1b}[2J") == false)
        #expect(result["raw"]?.stringValue?.contains("Which \\u{1b}[2Jdatabase") == true)
    }

    @Test("It follows the ledger, and the terminal's size")
    func follows() throws {
        let session = try session()
        let answer = "\(CommandLineSession.program) decision answer D-2=a"
        let result = try drive(
            session,
            "see NEEDS YOU 2",
            "run \(answer)",
            "see NEEDS YOU 1",
            "size 10 40",
            "see …",
            "key q",
            "end 0"
        )
        #expect(result["restored"] == true, "\(result.canonicalText)")
    }

    @Test("A signal ends it and gives the terminal back", arguments: ["TERM", "INT", "HUP"])
    func signals(_ name: String) throws {
        let session = try session()
        let result = try drive(session, "see NEEDS YOU", "signal \(name)", "end 130")
        #expect(result["restored"] == true && result["left"] == true, "\(result.canonicalText)")
    }

    @Test("Control and C ends it as q does")
    func controlC() throws {
        let session = try session()
        let result = try drive(session, "see NEEDS YOU", "key \\x03", "end 0")
        #expect(result["restored"] == true && result["left"] == true)
    }

    @Test("Without a terminal it says what to use instead")
    func noTerminal() throws {
        let session = try CommandLineSession()
        let run = session.run("top", "--json")
        #expect(run.exit == 2 && run.code == "terminal.absent", "\(run)")
        #expect(run.output.contains("worklead now"))
    }

    /// Starts `top` on a pseudo-terminal and takes its steps; each waits for what it needs.
    private static let driver = #"""
        import fcntl
        import json
        import os
        import pty
        import select
        import signal
        import struct
        import subprocess
        import sys
        import termios
        import time

        program, steps = sys.argv[1], sys.argv[2:]
        master, slave = pty.openpty()


        def resize(rows, columns):
            size = struct.pack("HHHH", rows, columns, 0, 0)
            fcntl.ioctl(master, termios.TIOCSWINSZ, size)


        resize(30, 100)
        before = termios.tcgetattr(slave)
        env = {**os.environ, "TERM": "xterm"}
        child = subprocess.Popen(
            [program, "top"], stdin=slave, stdout=slave, stderr=slave, env=env
        )
        raw, mark = b"", 0


        def pump(wait):
            global raw
            ready, _, _ = select.select([master], [], [], wait)
            if ready:
                raw += os.read(master, 65536)
            return bool(ready)


        for step in steps:
            verb, _, rest = step.partition(" ")
            end = time.monotonic() + 60
            if verb == "see":
                wanted = rest.encode()
                while wanted not in raw[mark:]:
                    pump(0.2)
                    if time.monotonic() > end:
                        sys.exit(f"never saw {rest}: {raw[mark:]!r}")
            elif verb == "key":
                mark = len(raw)
                os.write(master, rest.encode().decode("unicode_escape").encode())
                # One key at a time: what it does is seen before the next.
                while pump(0.5):
                    pass
            elif verb == "run":
                mark = len(raw)
                subprocess.run(rest.split(), check=True, stdout=subprocess.DEVNULL)
            elif verb == "size":
                mark = len(raw)
                resize(*map(int, rest.split()))
            elif verb == "signal":
                os.kill(child.pid, getattr(signal, "SIG" + rest))
            elif verb == "end":
                while child.poll() is None:
                    pump(0.2)
                    if time.monotonic() > end:
                        child.kill()
                        sys.exit("it does not end")
                if child.returncode != int(rest):
                    while pump(0.2):
                        pass
                    sys.exit(f"it ended with {child.returncode}: {raw!r}")
        while pump(0.2):
            pass
        after = termios.tcgetattr(slave)
        print(
            json.dumps(
                {
                    "restored": before == after,
                    "left": raw.rstrip().endswith(b"\x1b[?1049l"),
                    "raw": raw.decode("utf-8", "replace"),
                }
            )
        )

        """#
}
