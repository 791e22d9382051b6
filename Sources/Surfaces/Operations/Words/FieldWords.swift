import Model

// The closed sets of the model, as values of fields.
extension Role: FieldValue {}
extension Presence.State: FieldValue {}
extension GateTarget: FieldValue {}
extension GateMoment: FieldValue {}
extension GateVerdict: FieldValue {}
extension RuleLevel: FieldValue {}
extension ReplayGrade: FieldValue {}
extension PacketRevision.Format: FieldValue {}
extension Message.Kind: FieldValue {}
extension Severity: FieldValue {}
extension EventPreset: FieldValue {}
extension FindingState.Name: FieldValue {}
extension AnchorStanding: FieldValue {}
extension MemoryEntry.Kind: FieldValue {}

/// The language that a packet is written in.
package typealias PacketFormat = PacketRevision.Format
/// What a message is for.
package typealias MessageKind = Message.Kind
/// What kind of thing is remembered.
package typealias MemoryKind = MemoryEntry.Kind
/// Where a finding stands.
package typealias FindingStateName = FindingState.Name
