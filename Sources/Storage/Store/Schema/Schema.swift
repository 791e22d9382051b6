import Model
import SQLKit

/// The store's schema, as the list of migrations that make it.
///
/// A migration that has shipped is never edited; the next one corrects it.
package enum Schema {
    /// Marks a file as a Worklead store: "WkLd".
    package static let applicationID: Int32 = 0x576B_4C64

    package static let migrations: [Migration] = [
        Migration(
            number: 1,
            name: "the main job on one machine",
            statements: FirstSchema.statements
        ),
        Migration(
            number: 2,
            name: "who is at work",
            statements: PresenceSchema.statements
        ),
        Migration(number: 3, name: "tokens and cost", statements: UsageSchema.statements),
        Migration(number: 4, name: "what gates said", statements: GateSchema.statements),
        Migration(number: 5, name: "bundles of evidence", statements: EvidenceSchema.statements),
        Migration(number: 6, name: "locked packets", statements: PacketLockSchema.statements),
        Migration(
            number: 7,
            name: "specs, phases, waivers, supply",
            statements: PlanSchema.statements
        ),
        Migration(number: 8, name: "reviews", statements: ReviewSchema.statements),
        Migration(
            number: 9,
            name: "plans and their steps",
            statements: PlanStepSchema.statements
        ),
        Migration(number: 10, name: "waves", statements: WaveSchema.statements),
        Migration(number: 11, name: "windows", statements: WindowSchema.statements),
        Migration(number: 12, name: "decisions", statements: DecisionSchema.statements),
        Migration(number: 13, name: "links, reports", statements: LinkSchema.statements),
        Migration(number: 14, name: "imports", statements: ImportSchema.statements),
        Migration(number: 15, name: "memory", statements: MemorySchema.statements),
        Migration(number: 16, name: "the session loop", statements: SessionLoopSchema.statements),
        Migration(
            number: 17,
            name: "abandoned reviews, events by id",
            statements: TrustSchema.statements
        ),
        Migration(number: 18, name: "the hub", statements: HubSchema.statements),
        Migration(number: 19, name: "follow-ups", statements: FollowUpSchema.statements),
        Migration(
            number: 20,
            name: "acknowledgements asked for no more",
            statements: ExcuseSchema.statements
        ),
        Migration(number: 21, name: "what comes next", statements: ReadySchema.statements),
        Migration(number: 22, name: "runs", statements: RunSchema.statements),
        Migration(number: 23, name: "launches of runs", statements: LaunchSchema.statements),
        Migration(number: 24, name: "rounds of reviews", statements: RoundSchema.statements),
        Migration(number: 25, name: "the merge queue", statements: MergeSchema.statements),
        Migration(number: 26, name: "what stands where", statements: StandingSchema.statements),
        Migration(number: 27, name: "what needs a person", statements: NeedSchema.statements),
        Migration(number: 28, name: "who did what when", statements: TimesSchema.statements),
        Migration(
            number: 29,
            name: "how agents of runs go on",
            statements: AlignmentSchema.statements
        ),
        Migration(
            number: 30,
            name: "questions about slices",
            statements: QuestionSchema.statements
        ),
        Migration(
            number: 31,
            name: "what a run asks of a slice",
            statements: DemandSchema.statements
        ),
        Migration(number: 32, name: "the last verdicts", statements: VerdictSchema.statements),
        Migration(
            number: 33,
            name: "what is said about tasks",
            statements: MessageTaskSchema.statements
        ),
    ]
}

extension Schema {
    /// Brings a store to the newest schema, and refuses what is none or is newer.
    package static var migrator: Migrator {
        Migrator(applicationID: applicationID, migrations: migrations)
    }
}
