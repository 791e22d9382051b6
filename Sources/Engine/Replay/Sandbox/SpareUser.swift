import Glibc
import SubprocessKit

/// A user that nobody else is, for the checks that root replays.
///
/// Root's own files stay out of their reach, and the kernel's limit of processes, which is counted
/// by user and does not bind root, binds them.
struct SpareUser: Hashable, Sendable {
    let id: UInt32

    /// Picks one of the numbers that this machine has room for.
    ///
    /// - Parameter seed: Replays at the same time should have different ones, so that they don't
    ///   count against each other.
    /// - Returns: `nil` where this process is not root, or may be no other user.
    init?(seed: UInt64) {
        guard geteuid() == 0, let map = SmallFile.text("/proc/self/uid_map") else { return nil }
        self.init(seed: seed, userMap: map)
    }

    init?(seed: UInt64, userMap: String) {
        let lengths = userMap.split(separator: "\n").compactMap { line -> UInt64? in
            let numbers = line.split(separator: " ").compactMap { UInt64($0) }
            return numbers.count == 3 && numbers[0] == 0 ? numbers[2] : nil
        }
        guard let length = lengths.first else { return nil }
        // The first range is far above what people, services and containers get; the second, for a
        // machine within a machine, is that of systemd's dynamic users.
        let ranges: [ClosedRange<UInt64>] = [1_879_048_192...1_880_096_767, 61_184...65_519]
        guard let range = ranges.first(where: { $0.upperBound < length }) else { return nil }
        id = UInt32(range.lowerBound + seed % UInt64(range.count))
    }

    /// What programs inside read to learn the user's name.
    func passwordFile(home: String) -> String {
        """
        root:x:0:0:root:/nonexistent:/usr/sbin/nologin
        replay:x:\(id):\(id):replay:\(home):/bin/sh
        nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin

        """
    }

    var groupFile: String {
        "root:x:0:\nreplay:x:\(id):\nnogroup:x:65534:\n"
    }
}
