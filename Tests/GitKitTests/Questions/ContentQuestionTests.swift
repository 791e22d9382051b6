import GitKit
import Glibc
import Testing

@Suite struct ContentQuestionTests {
    @Test("A file of a commit is read as it was committed, up to a limit")
    func content() throws {
        try Fixture.with { fixture in
            let repository = try fixture.repository()
            let odd = "a \"b\"\n'c'\\"
            try fixture.write("\(repository.path)/\(odd)", [0, 255, 10])
            try fixture.shell(in: repository.path, "mkdir d; echo x >d/f; ln -s /etc/passwd link")
            let commit = try repository.commit("Odd")
            let git = repository.git
            #expect(try git.content(of: GitPath(odd), in: commit) == [0, 255, 10])
            #expect(try git.content(of: GitPath("link"), in: commit) == Array("/etc/passwd".utf8))
            #expect(try git.content(of: GitPath("d/f"), in: commit) == Array("x\n".utf8))
            #expect(try git.content(of: GitPath("d/f"), at: "main") == Array("x\n".utf8))
            #expect(try git.content(of: GitPath("d/g"), at: "main") == nil)
            for revision in ["none", "main\nmain"] {
                gitError("git.unknown_revision") {
                    try git.content(of: GitPath("d/f"), at: revision)
                }
            }
            gitError("git.unknown_path") { try git.content(of: GitPath("no"), in: commit) }
            gitError("git.not_a_file") { try git.content(of: GitPath("d"), in: commit) }
            let error = gitError("git.content_too_large") {
                try git.content(of: GitPath(odd), in: commit, limitBytes: 2)
            }
            #expect(error?.message.contains("3 bytes, and 2 is the most") == true)
            for path in ["", "/etc/passwd", "../x", "a/../b", "./a", "a//b", "d/", "a\0b"] {
                gitError("git.name_refused") { try git.content(of: GitPath(path), in: commit) }
            }
            gitError("git.path_not_text") {
                try git.entry(at: GitPath(bytes: [0xFF]), in: commit)
            }
        }
    }

    @Test("Paths are names, never patterns or magic words")
    func literalPaths() throws {
        try Fixture.with { fixture in
            let repository = try fixture.repository()
            for name in ["*", ":(top)x", "--help", "@"] { try repository.write(name, name) }
            let commit = try repository.commit("Magic")
            for name in ["*", ":(top)x", "--help", "@"] {
                let entry = try repository.git.entry(at: GitPath(name), in: commit)
                #expect(entry?.path.text == name)
                #expect(entry?.kind == .file)
            }
            #expect(try repository.git.entry(at: GitPath("R*"), in: commit) == nil)
        }
    }

    @Test("A path that is no text is told from every other")
    func pathsAreBytes() throws {
        try Fixture.with { fixture in
            let repository = try fixture.repository()
            try fixture.shell(
                in: repository.path,
                "touch \"$(printf 'a\\377')\" \"$(printf 'a\\376')\""
            )
            let paths = try repository.git.status().entries.map(\.path)
            #expect(paths.map(\.bytes) == [[97, 0xFE], [97, 0xFF]])
            #expect(Set(paths).count == 2)
            #expect(paths.allSatisfy { !$0.isText })
        }
    }

    @Test("A setting is read from where git takes it")
    func settings() throws {
        try Fixture.with { fixture in
            let repository = try fixture.repository()
            try repository.ask("config", "--global", "user.name", "Ada\nLovelace")
            try repository.ask("config", "--add", "x.y", "1")
            try repository.ask("config", "--add", "x.y", "2")
            #expect(try repository.git.setting("user.name") == "Ada\nLovelace")
            #expect(try repository.git.setting("x.y") == "2")
            #expect(try repository.git.setting("no.such") == nil)
            for key in ["", "--list", "-l", "a\0b"] {
                gitError("git.name_refused") { try repository.git.setting(key) }
            }
        }
    }

    @Test("A list of files over its limit is an error, not half a list")
    func outputLimit() throws {
        try Fixture.with { fixture in
            let repository = try fixture.repository()
            let script = fixture.path("loud-git")
            try fixture.write(
                script,
                Array("#!/bin/sh\nexec head -c 70000000 /dev/zero\n".utf8),
                mode: 0o755
            )
            let loud = GitRepository(
                at: repository.path,
                program: fixture.program(path: script)
            )
            gitError("git.output_too_large") { try loud.entries(in: repository.head) }
        }
    }
}
