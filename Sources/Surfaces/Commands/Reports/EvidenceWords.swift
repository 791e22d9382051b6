/// What the playbooks call evidence: the report on it is found by that word too.
enum EvidenceWords {
    static let aliases = ["receipts"]
}
