#!/usr/bin/env python3
"""Checks a ledger's proofs without the program that made them.

Written from RFC 6962 (section 2.1: hashes of trees, audit paths, consistency proofs), RFC 8032
(Ed25519) and C2SP's signed-note, tlog-checkpoint and tlog-proof. Needs nothing but Python.

  ledger_checker.py note KEY FILE                 a signed checkpoint
  ledger_checker.py proof KEY FILE EVENT          a tlog-proof and the event's JSON
  ledger_checker.py consistency KEY FILE          the JSON of a proof of consistency
  ledger_checker.py ledger KEY CHECKPOINT EVENTS  all events, one JSON document a line
  ledger_checker.py selftest [SEED]               random trees, and what must be refused
"""

import base64
import binascii
import hashlib
import json
import random
import sys


class Refused(Exception):
    """What was given does not hold."""


def require(condition, why):
    if not condition:
        raise Refused(why)


# RFC 6962, 2.1: hashes of leaves and nodes, and of trees.


def leaf_hash(data):
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


def split(size):
    """The largest power of two smaller than the size."""
    power = 1
    while power * 2 < size:
        power *= 2
    return power


def tree_hash(leaves):
    """The root over hashes of leaves, without recursion over each of them."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    row = list(leaves)
    while len(row) > 1:
        above = [node_hash(row[i], row[i + 1]) for i in range(0, len(row) - 1, 2)]
        row = above + row[len(above) * 2 :]
    return row[0]


def audit_path(index, leaves):
    """2.1.1, as it is defined."""
    if len(leaves) == 1:
        return []
    middle = split(len(leaves))
    if index < middle:
        return audit_path(index, leaves[:middle]) + [tree_hash(leaves[middle:])]
    return audit_path(index - middle, leaves[middle:]) + [tree_hash(leaves[:middle])]


def root_of_path(index, size, leaf, path):
    """The root that a leaf and its audit path lead to."""
    require(0 <= index < size, "the leaf is not in the tree")
    if size == 1:
        require(not path, "the path is too long")
        return leaf
    require(path, "the path is too short")
    middle = split(size)
    if index < middle:
        return node_hash(root_of_path(index, middle, leaf, path[:-1]), path[-1])
    return node_hash(path[-1], root_of_path(index - middle, size - middle, leaf, path[:-1]))


def consistency_path(old, leaves, complete=True):
    """2.1.2: SUBPROOF(m, D[n], b), as it is defined."""
    size = len(leaves)
    if old == size:
        return [] if complete else [tree_hash(leaves)]
    middle = split(size)
    if old <= middle:
        return consistency_path(old, leaves[:middle], complete) + [tree_hash(leaves[middle:])]
    return consistency_path(old - middle, leaves[middle:], False) + [tree_hash(leaves[:middle])]


def roots_of_consistency(old, new, old_root, path, complete=True):
    """The old and the new root that a proof of consistency leads to."""
    if old == new:
        if complete:
            require(not path, "the proof is too long")
            return old_root, old_root
        require(len(path) == 1, "the proof has not one hash where it must")
        return path[0], path[0]
    require(path, "the proof is too short")
    middle = split(new)
    if old <= middle:
        left, grown = roots_of_consistency(old, middle, old_root, path[:-1], complete)
        return left, node_hash(grown, path[-1])
    right, grown = roots_of_consistency(old - middle, new - middle, old_root, path[:-1], False)
    return node_hash(path[-1], right), node_hash(path[-1], grown)


def check_consistency(old, old_root, new, new_root, path):
    require(0 <= old <= new, "a tree does not shrink")
    if old == 0:
        require(not path and old_root == tree_hash([]), "a tree without leaves has one root")
        return
    first, second = roots_of_consistency(old, new, old_root, path)
    require(first == old_root, "the old root is not that of the proof")
    require(second == new_root, "the new root is not that of the proof")


# RFC 8032, 5.1: Ed25519.

FIELD = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
CURVE = -121665 * pow(121666, FIELD - 2, FIELD) % FIELD
ROOT_OF_MINUS_ONE = pow(2, (FIELD - 1) // 4, FIELD)


def recover_x(y, sign):
    if y >= FIELD:
        return None
    square = (y * y - 1) * pow(CURVE * y * y + 1, FIELD - 2, FIELD) % FIELD
    if square == 0:
        return None if sign else 0
    x = pow(square, (FIELD + 3) // 8, FIELD)
    if (x * x - square) % FIELD:
        x = x * ROOT_OF_MINUS_ONE % FIELD
    if (x * x - square) % FIELD:
        return None
    return FIELD - x if x & 1 != sign else x


def point_add(one, two):
    a = (one[1] - one[0]) * (two[1] - two[0]) % FIELD
    b = (one[1] + one[0]) * (two[1] + two[0]) % FIELD
    c = 2 * one[3] * two[3] * CURVE % FIELD
    d = 2 * one[2] * two[2] % FIELD
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % FIELD, g * h % FIELD, f * g % FIELD, e * h % FIELD


def point_multiply(factor, point):
    result = (0, 1, 1, 0)
    while factor:
        if factor & 1:
            result = point_add(result, point)
        point = point_add(point, point)
        factor >>= 1
    return result


def point_equal(one, two):
    return (one[0] * two[2] - two[0] * one[2]) % FIELD == 0 and (
        one[1] * two[2] - two[1] * one[2]
    ) % FIELD == 0


def point_read(data):
    number = int.from_bytes(data, "little")
    sign, y = number >> 255, number & ((1 << 255) - 1)
    x = recover_x(y, sign)
    return None if x is None else (x, y, 1, x * y % FIELD)


BASE_Y = 4 * pow(5, FIELD - 2, FIELD) % FIELD
BASE_X = recover_x(BASE_Y, 0)
BASE = (BASE_X, BASE_Y, 1, BASE_X * BASE_Y % FIELD)


def is_signature(key, message, signature):
    if len(key) != 32 or len(signature) != 64:
        return False
    public, nonce = point_read(key), point_read(signature[:32])
    factor = int.from_bytes(signature[32:], "little")
    if public is None or nonce is None or factor >= ORDER:
        return False
    digest = hashlib.sha512(signature[:32] + key + message).digest()
    challenge = int.from_bytes(digest, "little") % ORDER
    return point_equal(
        point_multiply(factor, BASE), point_add(nonce, point_multiply(challenge, public))
    )


# C2SP: keys, signed notes, checkpoints.


def unbase64(text):
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Refused(f"this is no Base64: {text!r}") from error
    require(base64.b64encode(data).decode() == text, f"this is not canonical Base64: {text!r}")
    return data


class Key:
    """The name and the key that notes are checked with: NAME+ID+BASE64(type || key)."""

    def __init__(self, text):
        parts = text.strip().split("+", 2)
        require(len(parts) == 3, "a key has three parts")
        self.name, stated, code = parts
        raw = unbase64(code)
        require(len(raw) == 33 and raw[0] == 1, "it is no Ed25519 key")
        self.bytes = raw[1:]
        self.id = hashlib.sha256(self.name.encode() + b"\n" + raw).digest()[:4]
        require(self.id.hex() == stated, "the key's id is not that of the key")


def read_note(key, note):
    """The text of a note that the key has signed."""
    require(all(c == "\n" or ord(c) >= 32 for c in note), "a note has no control characters")
    border = note.rfind("\n\n")
    require(border >= 0 and note.endswith("\n"), "a note has a blank line and a last line end")
    text, lines = note[: border + 1], note[border + 2 :].splitlines()
    require(lines, "the note has no signature")
    found = False
    for line in lines:
        parts = line.split(" ")
        require(len(parts) == 3 and parts[0] == "\u2014", f"this is no signature: {line!r}")
        raw = unbase64(parts[2])
        if parts[1] != key.name or raw[:4] != key.id:
            continue
        require(is_signature(key.bytes, text.encode(), raw[4:]), "the signature is wrong")
        found = True
    require(found, "the key has not signed the note")
    return text


def read_checkpoint(key, note):
    """The size and the root of a signed checkpoint."""
    lines = read_note(key, note).split("\n")
    require(len(lines) >= 4, "a checkpoint has three lines")
    require(lines[0] == key.name, "the checkpoint is of another log")
    require(lines[1].isdigit() and str(int(lines[1])) == lines[1], "the size is no number")
    root = unbase64(lines[2])
    require(len(root) == 32, "the root is no SHA-256")
    return int(lines[1]), root


def canonical(document):
    """RFC 8785 for what events hold: texts, whole numbers, lists and objects."""
    try:
        import rfc8785

        return rfc8785.dumps(document)
    except ImportError:
        text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return text.encode()


def check_proof(key, text, event):
    """That an event is in the log, by its tlog-proof."""
    head, border, note = text.partition("\n\n")
    lines = head.split("\n")
    require(border and lines[0] == "c2sp.org/tlog-proof@v1", "it is no tlog-proof")
    lines = lines[2:] if lines[1].startswith("extra ") else lines[1:]
    word, _, number = lines[0].partition(" ")
    require(word == "index" and number.isdigit(), "the index is no number")
    path = [unbase64(line) for line in lines[1:]]
    require(all(len(item) == 32 for item in path), "a hash of the path is no SHA-256")
    size, root = read_checkpoint(key, note)
    leaf = leaf_hash(canonical(event))
    require(root_of_path(int(number), size, leaf, path) == root, "the path leads elsewhere")
    return int(number), size


def digest(text):
    require(text.startswith("sha256:"), "it is no digest")
    return bytes.fromhex(text[7:])


def check_consistency_document(key, proof):
    old, new = proof["from"], proof["to"]
    old_root, new_root = digest(proof["from_root"]), digest(proof["to_root"])
    for size, root, name in (
        (old, old_root, "from_checkpoint"),
        (new, new_root, "to_checkpoint"),
    ):
        if proof.get(name):
            require(read_checkpoint(key, proof[name]) == (size, root), f"{name} is of another tree")
    check_consistency(old, old_root, new, new_root, [digest(item) for item in proof["path"]])
    return old, new


def check_ledger(key, note, lines):
    """That the first events are those that a checkpoint was made of."""
    size, root = read_checkpoint(key, note)
    leaves = []
    for number, line in enumerate(lines[:size], 1):
        event = json.loads(line)
        require(event["seq"] == number, f"event {number} is missing")
        leaves.append(leaf_hash(canonical(event)))
    require(len(leaves) == size, f"there are {len(leaves)} events, and the checkpoint is of {size}")
    require(tree_hash(leaves) == root, "the events are not those of the checkpoint")
    return size


def selftest(seed):
    chance = random.Random(seed)
    for size in list(range(1, 40)) + [chance.randrange(40, 2000) for _ in range(20)]:
        leaves = [leaf_hash(b"%d" % i) for i in range(size)]
        root = tree_hash(leaves)
        middle = split(size)
        if size > 1:
            require(
                node_hash(tree_hash(leaves[:middle]), tree_hash(leaves[middle:])) == root,
                f"the root of {size} leaves is not as it is defined",
            )
        index = chance.randrange(size)
        path = audit_path(index, leaves)
        require(root_of_path(index, size, leaves[index], path) == root, f"a path in {size}")
        old = chance.randrange(1, size + 1)
        proof = consistency_path(old, leaves)
        check_consistency(old, tree_hash(leaves[:old]), size, root, proof)
        for spoilt in spoilt_lists(chance, proof):
            must_refuse(
                lambda p=spoilt: check_consistency(old, tree_hash(leaves[:old]), size, root, p)
            )
        for spoilt in spoilt_lists(chance, path):
            must_refuse(
                lambda p=spoilt: require(
                    root_of_path(index, size, leaves[index], p) == root, "elsewhere"
                )
            )
    # RFC 8032, 7.1, TEST 2.
    key = bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
    signature = bytes.fromhex(
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    )
    require(is_signature(key, b"\x72", signature), "the standard's signature")
    require(not is_signature(key, b"\x73", signature), "a signature of something else")
    return f"seed {seed}: trees, proofs and keys are as the standards have them"


def spoilt_lists(chance, hashes):
    """Lists that differ from a proof in one way each."""
    yield hashes + [b"\x00" * 32]
    if hashes:
        place = chance.randrange(len(hashes))
        changed = bytearray(hashes[place])
        changed[chance.randrange(32)] ^= 1 << chance.randrange(8)
        yield hashes[:place] + [bytes(changed)] + hashes[place + 1 :]
        yield hashes[:-1]


def must_refuse(check):
    try:
        check()
    except Refused:
        return
    raise Refused("something false was taken for true")


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def main(words):
    try:
        match words:
            case ["selftest"]:
                print(selftest(random.randrange(1 << 30)))
            case ["selftest", seed]:
                print(selftest(int(seed)))
            case ["note", key, path]:
                size, root = read_checkpoint(Key(key), read(path))
                print(f"a checkpoint of {size} events, root {root.hex()}")
            case ["proof", key, path, event]:
                index, size = check_proof(Key(key), read(path), json.loads(read(event)))
                print(f"event {index + 1} is one of the {size} events of the checkpoint")
            case ["consistency", key, path]:
                old, new = check_consistency_document(Key(key), json.loads(read(path)))
                print(f"from {old} to {new} events the ledger only grew")
            case ["ledger", key, note, path]:
                size = check_ledger(Key(key), read(note), read(path).splitlines())
                print(f"all {size} events are those of the checkpoint")
            case _:
                print(__doc__, file=sys.stderr)
                return 2
    except (Refused, KeyError, ValueError) as error:
        print(f"refused: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
