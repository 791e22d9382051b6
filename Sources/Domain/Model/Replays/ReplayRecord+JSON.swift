import Digests

extension ReplayRecord {
    /// The whole record as one JSON object, as it stands in the ledger.
    package var json: JSONValue {
        FactWriter()
            .with("commit", evidence.commit).with("tree", evidence.tree).with("base", evidence.base)
            .with("profile", evidence.profileDigest.description)
            .with("network", evidence.network.rawValue)
            .with("environment", evidence.environmentDigest.description)
            .with("sandbox", evidence.sandbox.kind.rawValue)
            .with("layers", evidence.sandbox.layers.sorted().map(\.rawValue))
            .with("set_up", evidence.setUp?.json)
            .with("results", JSONValue.array(evidence.results.map(\.json)))
            .with("artifacts", JSONValue.array(evidence.artifacts.map(\.json)))
            .with("submodules", Int64(evidence.submodules))
            .with("large_file_pointers", Int64(evidence.largeFilePointers))
            .with("grade", grade.rawValue)
            .with("gaps", JSONValue.array(gaps.map(\.json)))
            .fact("").data
    }
}

extension ReplayGap {
    fileprivate var json: JSONValue {
        FactWriter().with("code", code).with("message", message).fact("").data
    }
}

extension FoundArtifact {
    fileprivate var json: JSONValue {
        FactWriter().with("path", path).with("digest", digest?.description).with("bytes", bytes)
            .fact("").data
    }
}

extension CheckResult {
    /// The result as one JSON object.
    ///
    /// The kept output is text here, what is not UTF-8 replaced; the digest is over the true bytes.
    package var json: JSONValue {
        FactWriter()
            .with("command", command.text).with("ending", ending.description)
            .with("passed", flag: ending.isSuccess)
            .with("duration_ms", duration.wholeMilliseconds).with(
                "cpu_ms",
                cpuTime.wholeMilliseconds
            )
            .with("peak_memory_bytes", peakMemoryBytes)
            .with("leftover_processes", leftoverProcesses == 0 ? nil : Int64(leftoverProcesses))
            .with("counts", counts?.json)
            .with("output_digest", output.digest.description).with("output_bytes", output.bytesSeen)
            .with(
                "output_head",
                output.head.isEmpty ? nil : String(decoding: output.head, as: UTF8.self)
            )
            .with(
                "output_tail",
                output.tail.isEmpty ? nil : String(decoding: output.tail, as: UTF8.self)
            )
            .with("tree_before", treeBefore).with("tree_after", treeAfter)
            .fact("").data
    }
}

extension TestCounts {
    fileprivate var json: JSONValue {
        FactWriter().with("executed", Int64(executed)).with("passed", Int64(passed))
            .with("failed", Int64(failed)).with("skipped", Int64(skipped)).with("source", source)
            .with("partial", flag: isPartial).fact("").data
    }
}
