import CLinux
import Glibc
import Model
import SubprocessKit

/// The kernel's own limits for all processes of one check together.
///
/// Where this process may make a group; elsewhere the supervisor counts alone.
///
/// It is removed when this object goes.
final class ControlGroup {
    private let directories: [String]
    private let memoryDirectory: String?
    private let isUnified: Bool
    let layers: [SandboxLayer]

    /// Makes a group under that of this process, and removes those whose process is gone.
    ///
    /// - Parameter number: No other group of this process has it at the same time.
    /// - Returns: `nil` where no controller of memory or processes can be had.
    static func make(number: UInt64, memoryBytes: Int64, processes: Int64) -> ControlGroup? {
        make(
            number: number,
            memoryBytes: memoryBytes,
            processes: processes,
            in: ControlGroupPlaces.ofThisProcess()
        )
    }

    static func make(
        number: UInt64,
        memoryBytes: Int64,
        processes: Int64,
        in places: ControlGroupPlaces
    ) -> ControlGroup? {
        let owner = OwnerName(prefix: "worklead-")
        for place in Set([places.memory, places.processes].compactMap(\.self)) {
            // A group with processes in it is not removed by this.
            for name in owner.abandoned(in: place) { rmdir(place + "/" + name) }
        }
        let name = owner.name(String(number))
        var directories: [String] = []
        var layers: [SandboxLayer] = []
        var memoryDirectory: String?
        func tryMaking(_ parent: String?, _ layer: SandboxLayer, _ limits: [(String, String)]) {
            guard let parent else { return }
            let directory = parent + "/" + name
            guard mkdir(directory, 0o755) == 0 || directories.contains(directory) else { return }
            guard limits.allSatisfy({ SmallFile.write($1, to: directory + "/" + $0) }) else {
                if !directories.contains(directory) { rmdir(directory) }
                return
            }
            if !directories.contains(directory) { directories.append(directory) }
            if layer == .memoryGroup { memoryDirectory = directory }
            layers.append(layer)
        }
        let memoryFile = places.isUnified ? "memory.max" : "memory.limit_in_bytes"
        tryMaking(places.memory, .memoryGroup, [(memoryFile, String(memoryBytes))])
        tryMaking(places.processes, .processGroup, [("pids.max", String(processes))])
        guard !directories.isEmpty else { return nil }
        return ControlGroup(
            directories: directories,
            memoryDirectory: memoryDirectory,
            isUnified: places.isUnified,
            layers: layers
        )
    }

    private init(
        directories: [String],
        memoryDirectory: String?,
        isUnified: Bool,
        layers: [SandboxLayer]
    ) {
        self.directories = directories
        self.memoryDirectory = memoryDirectory
        self.isUnified = isUnified
        self.layers = layers
    }

    deinit {
        for directory in directories {
            // The kernel lets go of the last process a moment after its end is told.
            for _ in 0..<200 {
                if rmdir(directory) == 0 || errno != EBUSY { break }
                _ = poll(nil, 0, 1)
            }
        }
    }

    /// The files through which a process joins.
    var joinFiles: [String] { directories.map { $0 + "/cgroup.procs" } }

    /// The limit at which the kernel refused something, if any: it ended a process for memory, or
    /// did not start one.
    var exceeded: ReplayLimit? {
        if let memoryDirectory {
            let file = isUnified ? "/memory.events" : "/memory.oom_control"
            if Self.count("oom_kill", in: memoryDirectory + file) > 0 { return .memory }
        }
        let refused = directories.contains { Self.count("max", in: $0 + "/pids.events") > 0 }
        return refused ? .processes : nil
    }

    private static func count(_ name: Substring, in file: String) -> Int {
        let text = SmallFile.text(file) ?? ""
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ")
            if words.count == 2, words[0] == name { return Int(words[1]) ?? 0 }
        }
        return 0
    }

    /// The most memory that all held together, files in memory included, where the kernel tells.
    var peakBytes: Int64? {
        guard let memoryDirectory else { return nil }
        let file = isUnified ? "/memory.peak" : "/memory.max_usage_in_bytes"
        let text = SmallFile.text(memoryDirectory + file)
        return text.flatMap { Int64($0.split(separator: "\n").first ?? "") }
    }
}

/// Under which directories groups can be made.
struct ControlGroupPlaces: Hashable {
    var isUnified: Bool
    var memory: String?
    var processes: String?

    /// Reads where this process is, in the older hierarchies where they have the controllers and in
    /// the unified one otherwise.
    static func ofThisProcess() -> ControlGroupPlaces {
        let mounts = SmallFile.text("/proc/self/mountinfo", bytesMax: 1 << 22) ?? ""
        let memberships = SmallFile.text("/proc/self/cgroup") ?? ""
        return read(mounts: mounts, memberships: memberships)
    }

    static func read(mounts: String, memberships: String) -> ControlGroupPlaces {
        var older: [String: String] = [:]
        var unified: String?
        for line in mounts.split(separator: "\n") {
            let fields = line.split(separator: " ")
            guard let dash = fields.firstIndex(of: "-"), dash > 4, fields.count > dash + 3 else {
                continue
            }
            let place = String(fields[4])
            switch fields[dash + 1] {
            case "cgroup":
                for option in fields[dash + 3].split(separator: ",") {
                    older[String(option)] = place
                }
            case "cgroup2": unified = unified ?? place
            default: break
            }
        }
        var paths: [String: String] = [:]
        for line in memberships.split(separator: "\n") {
            let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
            guard fields.count == 3 else { continue }
            for controller in fields[1].split(separator: ",", omittingEmptySubsequences: false) {
                paths[String(controller)] = String(fields[2])
            }
        }
        func place(_ controller: String) -> String? {
            guard let mount = older[controller], let path = paths[controller] else { return nil }
            return join(mount, path)
        }
        if older["memory"] != nil || older["pids"] != nil {
            return ControlGroupPlaces(
                isUnified: false,
                memory: place("memory"),
                processes: place("pids")
            )
        }
        // A group of the unified hierarchy that has processes can't pass controllers on, so a new
        // one stands beside that of this process, not under it.
        let place = unified.flatMap { mount in
            paths[""].map { join(mount, String(parent(of: $0))) }
        }
        return ControlGroupPlaces(isUnified: true, memory: place, processes: place)
    }

    private static func join(_ mount: String, _ path: String) -> String {
        path == "/" ? mount : mount + path
    }

    private static func parent(of path: String) -> Substring {
        let end = path.lastIndex(of: "/") ?? path.startIndex
        return end == path.startIndex ? "/" : path[..<end]
    }
}
