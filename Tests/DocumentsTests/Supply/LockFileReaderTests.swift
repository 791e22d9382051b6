import Documents
import Model
import Testing

@Suite("Lock files")
struct LockFileReaderTests {
    struct Sample: Sendable, CustomTestStringConvertible {
        let path: String
        let text: String
        /// `NAME VERSION LINE`, in order.
        let used: [String]

        var testDescription: String { path }
    }

    static let samples = [
        Sample(
            path: "Package.resolved",
            text: """
                {
                  "pins" : [
                    {
                      "identity" : "swift-nio",
                      "state" : { "revision" : "abc", "version" : "2.65.0" }
                    },
                    { "identity" : "Other", "state" : { "revision" : "def" } }
                  ],
                  "version" : 2
                }
                """,
            used: ["swift:swift-nio 2.65.0 4", "swift:other def 7"]
        ),
        Sample(
            path: "old/Package.resolved",
            text: #"{"object": {"pins": [{"package": "Nio", "state": {"version": "1.0.0"}}]}}"#,
            used: ["swift:nio 1.0.0 1"]
        ),
        Sample(
            path: "Cargo.lock",
            text: """
                version = 3

                [[package]]
                name = "own"
                version = "0.1.0"

                [[package]]
                name = "serde"
                version = "1.0.200"
                source = "registry+https://github.com/rust-lang/crates.io-index"
                """,
            used: ["cargo:serde 1.0.200 8"]
        ),
        Sample(
            path: "web/package-lock.json",
            text: """
                {
                  "lockfileVersion": 3,
                  "packages": {
                    "": { "name": "own" },
                    "node_modules/a": { "version": "1.0.0" },
                    "node_modules/a/node_modules/@b/c": { "version": "2.0.0" },
                    "node_modules/linked": { "link": true, "resolved": "packages/linked" },
                    "packages/linked": { "version": "0.0.1" }
                  }
                }
                """,
            used: ["npm:a 1.0.0 5", "npm:@b/c 2.0.0 6"]
        ),
        Sample(
            path: "npm-shrinkwrap.json",
            text: """
                {"lockfileVersion": 1, "dependencies": {
                "a": {"version": "1.0.0", "dependencies": {
                "b": {"version": "2.0.0"}}}}}
                """,
            used: ["npm:a 1.0.0 2", "npm:b 2.0.0 3"]
        ),
        Sample(
            path: "requirements-dev.txt",
            text: """
                # for tests
                --index-url https://example.org
                Ruff==0.5.1 \\
                    --hash=sha256:abc
                zope.interface[test] >= 6 ; python_version > "3"

                """,
            used: ["pypi:ruff 0.5.1 3", "pypi:zope-interface - 5"]
        ),
        Sample(
            path: "uv.lock",
            text: """
                [[package]]
                name = "own"
                source = { virtual = "." }

                [[package]]
                name = "attrs"
                version = "23.2.0"
                source = { registry = "https://pypi.org/simple" }
                """,
            used: ["pypi:attrs 23.2.0 6"]
        ),
        Sample(
            path: "poetry.lock",
            text: "[[package]]\nname = \"six\"\nversion = \"1.16.0\"\n",
            used: ["pypi:six 1.16.0 2"]
        ),
        Sample(
            path: "go.sum",
            text: """
                example.org/a v1.2.0 h1:abc=
                example.org/a v1.2.0/go.mod h1:def=
                """,
            used: ["go:example.org/a v1.2.0 1"]
        ),
        Sample(
            path: "go.mod",
            text: """
                module example.org/own

                require example.org/a v1.2.0
                require (
                \texample.org/b v0.1.0 // indirect
                )
                replace (
                \texample.org/b => ../b
                )
                """,
            used: ["go:example.org/a v1.2.0 3", "go:example.org/b v0.1.0 5"]
        ),
        Sample(
            path: "pom.xml",
            text: """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <properties><v>4.13</v></properties>
                  <dependencies>
                    <dependency>
                      <groupId>junit</groupId><artifactId>junit</artifactId>
                      <version>${v}</version>
                      <exclusions><exclusion><groupId>x</groupId></exclusion></exclusions>
                    </dependency>
                  </dependencies>
                  <build><plugins>
                    <plugin><artifactId>maven-jar-plugin</artifactId></plugin>
                  </plugins></build>
                </project>
                """,
            used: [
                "maven:junit:junit 4.13 4",
                "maven:org.apache.maven.plugins:maven-jar-plugin - 11",
            ]
        ),
    ]

    @Test(
        "What each kind of lock file uses, with its line; the project's own parts are left out",
        arguments: samples
    )
    func kinds(_ sample: Sample) throws {
        #expect(LockFileReader.isLockFile(sample.path))
        let used = try LockFileReader.read(Array(sample.text.utf8), at: sample.path)
        #expect(used.map { "\($0.id) \($0.version ?? "-") \($0.line)" } == sample.used)
    }

    @Test(
        "What can't be read is refused with its line",
        arguments: [
            ("Package.resolved", "{", 1), ("Package.resolved", "{}", 1),
            ("Cargo.lock", "a = 1\n[[package", 2),
            ("Cargo.lock", "[[package]]\nversion = \"1\"", 1),
            ("package-lock.json", "{}", 1), ("requirements.txt", "a\n-e .\n", 2),
            ("requirements.txt", "https://example.org/a.whl\n", 1), ("go.sum", "a b\n", 1),
            ("go.mod", "require a\n", 1), ("pom.xml", "<project>\n</projekt>", 2),
            ("pom.xml", "<!DOCTYPE a [<!ENTITY b \"c\">]><project/>", 1),
            ("pom.xml", "<a/>", 1), ("pom.xml", "<project><dependency/></project>", 1),
        ]
    )
    func refused(_ path: String, _ text: String, _ line: Int) {
        let error = #expect(throws: LockFileError.self) {
            _ = try LockFileReader.read(Array(text.utf8), at: path)
        }
        #expect(error?.line == line)
    }

    @Test("Other files are no lock files")
    func others() {
        for path in ["Package.swift", "requirements.md", "a/go.mod.txt", "Cargo.toml", ""] {
            #expect(!LockFileReader.isLockFile(path))
        }
    }

    @Test("Names that are the same to a registry are the same here")
    func names() {
        #expect(SupplyID("pypi:Zope.Interface") == SupplyID(.pypi, "zope_interface"))
        #expect(SupplyID("swift:Nio") == SupplyID(.swift, "nio"))
        #expect(SupplyID("cargo:Serde") != SupplyID(.cargo, "serde"))
        #expect(SupplyID("serde") == nil && SupplyID("gem:rails") == nil)
        #expect(SupplyID("npm:") == nil && SupplyID("npm:a b") == nil)
    }
}
