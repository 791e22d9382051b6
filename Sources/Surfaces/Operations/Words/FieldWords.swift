import Model

// The closed sets of the model, as values of fields.
extension Role: FieldValue {}
extension Rule: FieldValue {}
extension RuleLevel: FieldValue {}
extension ReplayGrade: FieldValue {}
extension PacketRevision.Format: FieldValue {}
extension Message.Kind: FieldValue {}

package typealias PacketFormat = PacketRevision.Format
package typealias MessageKind = Message.Kind
