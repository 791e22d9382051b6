import Client
import Commands
import Documents
import Engine
import Glibc
import Model
import Operations

/// Chooses for a directory which workspace elsewhere its calls go to.
struct RemoteDesk: RemoteChoosing {
    let surroundings: Surroundings

    func show() throws -> RemoteLine? {
        guard RemoteSettings.isMeant(in: surroundings, workspace: nil) else { return nil }
        let source = try RemoteSource(surroundings)
        let before = try RemoteSource.contradictions(in: surroundings, workspace: nil)
        return RemoteLine {
            $0.url = source.addresses.first ?? ""
            $0.fallback = source.addresses.dropFirst().first
            $0.tokenFile = source.tokenFile
            $0.file = source.file?.path
            $0.before = before
        }
    }

    func choose(_ line: RemoteLine, isDryRun: Bool) throws -> RemoteLine {
        var line = line
        line.tokenFile = line.tokenFile.map(surroundings.absolute)
        for address in [line.url, line.fallback].compactMap(\.self) {
            _ = try RemoteSettings.port(of: address)
        }
        // What could not be shown later is better found now.
        if let file = line.tokenFile {
            let token = try RemoteSettings.token(in: file)
            guard RemoteIdentity(token: token) != nil else { throw RemoteError.badToken }
        }
        let settings = LocalSettings(
            url: line.url,
            fallback: line.fallback,
            tokenFile: line.tokenFile
        )
        if isDryRun {
            let location = try WorkspaceFinder(surroundings: surroundings).location()
            line.file = RemoteFile.path(in: surroundings, location)
        } else {
            line.file = try RemoteFile.write(settings, in: surroundings)
        }
        return line
    }

    func forget(isDryRun: Bool) throws -> RemoteLine? {
        guard let path = RemoteFile.path(above: surroundings.directory) else { return nil }
        let line = try RemoteLine(path, surroundings)
        guard !isDryRun else { return line }
        guard unlink(path) == 0 else {
            throw FileError(doing: "remove", path: path, number: errno)
        }
        // A directory that was made for it goes too; with anything else in it, it stays.
        rmdir(String(path.dropLast("/local.toml".count)))
        return line
    }
}

extension RemoteLine {
    /// What a file says; of one that can't be read, where it is.
    fileprivate init(_ path: String, _ surroundings: Surroundings) throws {
        self.init()
        file = path
        do {
            guard let read = try RemoteFile(above: surroundings.directory) else { return }
            url = read.settings.url
            fallback = read.settings.fallback
            tokenFile = read.tokenFile(surroundings)
        } catch is DocumentError {
            // It is removed all the same: that is what is wanted of one that makes no sense.
        } catch is RemoteFileError {
            // So is one that others have written.
        }
    }
}
