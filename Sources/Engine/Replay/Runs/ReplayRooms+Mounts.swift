import Glibc
import Model
import SubprocessKit

extension ReplayRooms {
    /// Where the objects of a borrowed directory appear.
    ///
    /// Not where they are: a directory above them may be closed to the user of the checks.
    static func objectPlace(_ index: Int) -> String { "\(SandboxView.root)/objects/\(index)" }

    /// Shows the repository's objects, so that they can be read and not changed.
    static func objectMounts(
        _ source: SourceRepository,
        copies: ScratchCopies,
        seed: String,
        for user: SpareUser?
    ) throws(ReplayError) -> [SandboxMount] {
        var mounts: [SandboxMount] = []
        for (index, directory) in source.objectDirectories.enumerated() {
            let place = objectPlace(index)
            // Objects that their owner alone may read are no use to another user.
            let isCopied = user != nil && !SourceRepository.isReadableByAll(directory)
            let shown =
                isCopied ? try copies.copy(directory, to: "objects-\(index)") : directory
            mounts.append(.bound(source: shown, target: place, isReadOnly: true))
            // All borrowed directories are named to git; what one says of others would not be
            // found.
            if access(shown + "/info/alternates", F_OK) == 0 {
                mounts.append(
                    .bound(
                        source: seed + "/empty",
                        target: place + "/info/alternates",
                        isReadOnly: true
                    )
                )
            }
        }
        return mounts
    }

    /// Gives the user of the checks a name, and takes away those of the machine's users.
    static func userMounts(
        _ user: SpareUser?,
        scratch: ScratchDirectory,
        seed: String,
        places: ReplayPlaces
    ) throws(ReplayError) -> [SandboxMount] {
        guard let user else { return [] }
        try scratch.write(user.passwordFile(home: places.home), to: "seed/passwd")
        try scratch.write(user.groupFile, to: "seed/group")
        return ["passwd", "group"].compactMap { file in
            RealPath.of("/etc/" + file).map {
                .bound(source: seed + "/" + file, target: $0, isReadOnly: true)
            }
        }
    }

    /// What lets names be looked up where the directory of services is hidden.
    static func nameServiceMounts() -> [SandboxMount] {
        guard let file = RealPath.of("/etc/resolv.conf"), RealPath.isUnder(file, "/run") else {
            return []
        }
        return [.bound(source: file, target: file, isReadOnly: true)]
    }
}
