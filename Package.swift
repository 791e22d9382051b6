// swift-tools-version: 6.2
import PackageDescription

// The house of docs/architecture.md: imports point up this list only, and `TidyTests` reads the
// import lines of every file to hold the arrows that SwiftPM cannot see.

/// What every target is held to.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .treatAllWarnings(as: .error),
]

/// What targets without C calls are held to beside that.
///
/// Those with C calls can't have member import visibility: the compiler finds the fields of
/// `timespec` and `stat` now in Glibc, now in a module of its own (SwiftOverlayShims), as it
/// happens to load them.
let memorySafe: [SwiftSetting] =
    strict + [.enableUpcomingFeature("MemberImportVisibility"), .strictMemorySafety()]

func layer(
    _ layer: String,
    _ name: String,
    _ dependencies: [Target.Dependency] = [],
    settings: [SwiftSetting] = memorySafe
) -> Target {
    .target(
        name: name,
        dependencies: dependencies,
        path: "Sources/\(layer)/\(name)",
        swiftSettings: settings
    )
}

func tests(
    _ name: String,
    _ dependencies: [Target.Dependency],
    exclude: [String] = []
) -> Target {
    .testTarget(
        name: name,
        dependencies: dependencies + ["TestSupport"],
        path: "Tests/\(name)",
        exclude: exclude,
        swiftSettings: strict
    )
}

/// What the released command line is linked with: one file without system libraries.
let standalone: [LinkerSetting] = [
    .unsafeFlags(["-static-executable"], .when(configuration: .release))
]

let package = Package(
    name: "worklead",
    products: [
        .executable(name: "worklead", targets: ["worklead"]),
        .executable(name: "worklead-gateway", targets: ["worklead-gateway"]),
    ],
    targets: [
        // Foundations: C libraries and their shims.
        .systemLibrary(
            name: "CSQLite",
            path: "Sources/Foundations/CSQLite",
            pkgConfig: "sqlite3",
            providers: [.apt(["libsqlite3-dev"])]
        ),
        .systemLibrary(
            name: "CCrypto",
            path: "Sources/Foundations/CCrypto",
            pkgConfig: "libcrypto",
            providers: [.apt(["libssl-dev"])]
        ),
        .systemLibrary(
            name: "CMark",
            path: "Sources/Foundations/CMark",
            pkgConfig: "libcmark-gfm",
            providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"])]
        ),
        .systemLibrary(
            name: "CExpat",
            path: "Sources/Foundations/CExpat",
            pkgConfig: "expat",
            providers: [.apt(["libexpat1-dev"])]
        ),
        .systemLibrary(
            name: "CMicroHTTP",
            path: "Sources/Foundations/CMicroHTTP",
            pkgConfig: "libmicrohttpd",
            providers: [.apt(["libmicrohttpd-dev"])]
        ),
        .systemLibrary(
            name: "CZlib",
            path: "Sources/Foundations/CZlib",
            pkgConfig: "zlib",
            providers: [.apt(["zlib1g-dev"])]
        ),
        .systemLibrary(
            name: "CQRCode",
            path: "Sources/Foundations/CQRCode",
            pkgConfig: "qrcodegen",
            providers: [.apt(["libqrcodegen-dev"])]
        ),
        .systemLibrary(
            name: "CYAML",
            path: "Sources/Foundations/CYAML",
            pkgConfig: "yaml-0.1",
            providers: [.apt(["libyaml-dev"])]
        ),
        .target(
            name: "CDigests",
            dependencies: ["CCrypto"],
            path: "Sources/Foundations/CDigests"
        ),
        .target(
            name: "CSignatures",
            dependencies: ["CCrypto"],
            path: "Sources/Foundations/CSignatures"
        ),
        .target(
            name: "CHTTPServer",
            dependencies: ["CMicroHTTP"],
            path: "Sources/Foundations/CHTTPServer"
        ),
        .target(name: "CTOML", path: "Sources/Foundations/CTOML"),
        .target(name: "CLinux", path: "Sources/Foundations/CLinux"),

        // Foundations: have never heard of a task.
        layer("Foundations", "Telemetry"),
        layer("Foundations", "Digests", ["CDigests"], settings: strict),
        layer("Foundations", "CommandLineKit"),
        layer("Foundations", "SQLKit"),
        layer("Foundations", "JSONRPCKit", ["Digests", "Telemetry"]),
        layer(
            "Foundations",
            "SQLiteDriver",
            ["SQLKit", "Telemetry", "CSQLite", "CLinux"],
            settings: strict
        ),
        layer("Foundations", "MarkupKit", ["CMark"], settings: strict),
        layer("Foundations", "ReportKit", ["MarkupKit", "Digests"]),
        layer("Foundations", "GzipKit", ["CZlib"], settings: strict),
        layer("Foundations", "QRKit", ["CQRCode"], settings: strict),
        layer("Foundations", "TOMLKit", ["CTOML"], settings: strict),
        layer("Foundations", "YAMLKit", ["CYAML"], settings: strict),
        layer("Foundations", "SubprocessKit", ["Telemetry", "CLinux"], settings: strict),
        // The client is in HTTPKit: the command line must not come to depend on the server's library.
        layer("Foundations", "HTTPKit", ["Telemetry", "CLinux"], settings: strict),
        layer(
            "Foundations",
            "HTTPServerKit",
            ["HTTPKit", "Telemetry", "CLinux", "CHTTPServer"],
            settings: strict
        ),
        layer("Foundations", "GitKit", ["SubprocessKit", "CLinux"], settings: strict),
        layer("Foundations", "ServiceKit", ["CLinux"], settings: strict),
        layer(
            "Foundations",
            "SignatureKit",
            ["SubprocessKit", "Digests", "CSignatures"],
            settings: strict
        ),
        layer("Foundations", "AgentProtocols", ["JSONRPCKit", "Digests"]),
        layer(
            "Foundations",
            "AgentKit",
            ["AgentProtocols", "SubprocessKit", "Digests", "Telemetry", "CLinux"],
            settings: strict
        ),
        layer("Foundations", "XMLKit", ["CExpat"], settings: strict),
        layer("Foundations", "BagKit", ["Digests", "Telemetry", "CLinux"], settings: strict),

        // Domain: what is true.
        layer("Domain", "Model", ["Digests"]),
        layer(
            "Domain",
            "Documents",
            [
                "Model", "AgentProtocols", "MarkupKit", "TOMLKit", "XMLKit", "YAMLKit", "Digests",
            ]
        ),

        // Storage: what is kept.
        layer("Storage", "Store", ["Model", "SQLKit", "Digests"]),

        // Engine: what happens.
        layer(
            "Engine",
            "Engine",
            [
                "Model", "Documents", "Store", "SQLKit", "ReportKit", "Telemetry", "Digests",
            ]
        ),
        layer(
            "Engine",
            "Replay",
            [
                "Model", "SubprocessKit", "GitKit", "Digests", "Telemetry", "CLinux", "XMLKit",
            ],
            settings: strict
        ),

        // Surfaces: who asks.
        layer("Surfaces", "Operations", ["Model", "ReportKit", "Digests"]),
        layer(
            "Surfaces",
            "MCP",
            ["Operations", "JSONRPCKit", "Model", "Digests", "Telemetry"]
        ),
        layer(
            "Surfaces",
            "Commands",
            [
                "Operations", "Model", "CommandLineKit", "ReportKit", "QRKit", "Telemetry",
                "Digests",
            ]
        ),
        layer(
            "Surfaces",
            "Gateway",
            ["Operations", "Model", "HTTPKit", "GzipKit", "Telemetry", "Digests"]
        ),
        // The libraries among its files come by scripts/assets.
        .target(
            name: "CDashboard",
            path: "Sources/Surfaces/CDashboard",
            exclude: ["vendor", "vendor.lock", "web"]
        ),
        layer("Surfaces", "Client", ["Operations", "Model", "HTTPKit", "Telemetry", "Digests"]),
        // Pages for people, which the gateway serves.
        layer(
            "Surfaces",
            "Dashboard",
            [
                "Operations", "Gateway", "Model", "HTTPKit", "ReportKit", "MarkupKit", "Telemetry",
                "Digests", "CDashboard",
            ],
            settings: strict
        ),

        // Program: what runs.
        layer(
            "Program",
            "Driving",
            [
                "Operations", "Documents", "Model", "AgentKit", "AgentProtocols", "SubprocessKit",
                "Telemetry", "Digests",
            ]
        ),
        layer(
            "Program",
            "Assembly",
            [
                "Driving", "Commands", "MCP", "Client", "HTTPKit", "Operations", "Engine", "Replay",
                "AgentKit", "Store", "Documents", "Model", "ReportKit",
                "GitKit",
                "SubprocessKit", "SQLiteDriver", "SQLKit", "TOMLKit", "CommandLineKit", "Telemetry",
                "ServiceKit", "SignatureKit", "BagKit", "Digests", "CLinux",
            ],
            settings: strict
        ),
        .executableTarget(
            name: "worklead",
            dependencies: ["Assembly"],
            path: "Sources/Program/worklead",
            swiftSettings: strict,
            linkerSettings: standalone
        ),
        layer(
            "Program",
            "GatewayAssembly",
            [
                "Assembly", "Gateway", "Dashboard", "MCP", "Client", "Commands", "Operations",
                "Engine", "Store", "Model", "GitKit", "SubprocessKit", "SQLiteDriver", "HTTPKit",
                "HTTPServerKit", "ServiceKit", "Telemetry", "Digests",
            ],
            settings: strict
        ),
        // A program of its own, so that the command line does not load the server's library.
        .executableTarget(
            name: "worklead-gateway",
            dependencies: ["Assembly", "GatewayAssembly"],
            path: "Sources/Program/worklead-gateway",
            swiftSettings: strict
        ),

        // What `make bench` runs beside the program itself.
        .executableTarget(
            name: "bench",
            dependencies: [
                "Assembly", "Engine", "Store", "Documents", "SQLiteDriver", "SQLKit", "Model",
                "SubprocessKit", "TestSupport",
            ],
            path: "Benchmarks/bench",
            swiftSettings: strict,
            linkerSettings: standalone
        ),

        // Testing: what proves it.
        layer(
            "Testing",
            "TestSupport",
            [
                "Engine", "Documents", "Store", "SQLiteDriver", "SQLKit", "Model", "SubprocessKit",
                "Digests", "Telemetry",
            ],
            settings: strict
        ),
        layer(
            "Testing",
            "Simulation",
            [
                "Engine", "Documents", "Store", "SQLKit", "SQLiteDriver", "Model", "Digests",
                "Telemetry",
                "ReportKit", "TestSupport",
            ]
        ),
        .executableTarget(
            name: "month",
            dependencies: ["Simulation", "SQLiteDriver", "Model", "TestSupport"],
            path: "Sources/Testing/month",
            swiftSettings: strict
        ),
        // Drives one agent's program and prints what happens, one JSON document a line.
        .executableTarget(
            name: "drive",
            dependencies: ["AgentKit", "AgentProtocols", "SubprocessKit", "Digests"],
            path: "Sources/Testing/drive",
            swiftSettings: strict
        ),
        .executableTarget(
            name: "mcp-fixtures",
            dependencies: [
                "MCP", "HTTPKit", "HTTPServerKit", "Model", "Digests", "JSONRPCKit", "Telemetry",
            ],
            path: "Sources/Testing/mcp-fixtures",
            swiftSettings: strict
        ),
        tests("DigestsTests", ["Digests"]),
        tests("JSONRPCKitTests", ["JSONRPCKit", "Digests"]),
        tests("CommandLineKitTests", ["CommandLineKit"]),
        tests("SQLKitTests", ["SQLKit", "SQLiteDriver", "Telemetry", "CSQLite"]),
        tests("MarkupKitTests", ["MarkupKit", "TOMLKit", "YAMLKit"]),
        tests(
            "ReportKitTests",
            ["ReportKit", "MarkupKit", "XMLKit", "Digests"],
            exclude: ["Golden"]
        ),
        tests("QRKitTests", ["QRKit"]),
        tests("SubprocessKitTests", ["SubprocessKit"]),
        tests("AgentProtocolsTests", ["AgentProtocols", "Digests"]),
        tests(
            "AgentKitTests",
            ["AgentKit", "AgentProtocols", "SubprocessKit", "Digests", "drive"],
            exclude: ["Agents"]
        ),
        tests("HTTPKitTests", ["HTTPKit", "HTTPServerKit", "Telemetry", "CLinux"]),
        tests("GitKitTests", ["GitKit"]),
        tests("SignatureKitTests", ["SignatureKit", "Digests"]),
        tests("BagKitTests", ["BagKit", "Digests"]),
        tests("ModelTests", ["Model", "Digests"]),
        tests("DocumentsTests", ["Documents", "Model", "Digests"], exclude: ["Golden"]),
        tests(
            "StoreTests",
            ["Engine", "Documents", "Store", "SQLKit", "SQLiteDriver", "Model", "Digests"]
        ),
        tests(
            "EngineTests",
            [
                "Engine", "Documents", "Store", "SQLKit", "SQLiteDriver", "Model", "ReportKit",
                "Digests",
            ]
        ),
        tests("SimulationTests", ["Simulation", "Model", "Digests"]),
        tests("ReplayTests", ["Replay", "Model", "SubprocessKit", "GitKit", "worklead"]),
        tests(
            "MCPTests",
            ["MCP", "Operations", "JSONRPCKit", "Model", "Digests", "Telemetry"]
        ),
        tests(
            "CommandsTests",
            [
                "Commands", "Operations", "Assembly", "CommandLineKit", "Client", "HTTPKit",
                "Dashboard", "Gateway", "ReportKit", "Engine", "Store", "SQLKit", "SQLiteDriver",
                "Model",
                "worklead", "worklead-gateway",
            ],
            exclude: ["Driving/agent.sh", "Driving/talker.py"]
        ),
        tests(
            "GatewayTests",
            [
                "Gateway", "Client", "HTTPKit", "GzipKit", "Operations", "Model", "Digests",
                "worklead-gateway",
            ]
        ),
        tests(
            "DashboardTests",
            [
                "Dashboard", "Gateway", "Operations", "ReportKit", "MarkupKit", "HTTPKit", "Model",
                "Digests",
            ]
        ),
        tests("TidyTests", []),
    ],
    cxxLanguageStandard: .cxx20
)
