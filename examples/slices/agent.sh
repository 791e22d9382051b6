#!/bin/sh
# An agent of the example run: does its slice, leaves what the run asks for, and hands in.
#
# agent-1 forgets one of the old keys in A1. agent-4 finds it in A7, agent-1 mends it in a slice
# that the run adds for that, and agent-4 looks again.
set -eu
cat > /dev/null
task=$WORKLEAD_TASK
agent=$WORKLEAD_AGENT
root=docs/phase-a

# The number of the first finding that the task mends, or of the review of this slice.
field() { sed -n "s/.*\"$1\":\"\\([^\"]*\\)\".*/\\1/p" | head -n 1; }

case $task in
A0)
    mkdir -p tools
    echo '! grep -rn templateRole plugins' > tools/guard.sh
    evidence=tools/guard.sh:1
    ;;
A1)
    printf '{\n  "name": "store",\n  "kind": "api",\n  "capability": "store"\n}\n' \
        > plugins/api/store/package.json
    printf '{\n  "name": "mail",\n  "kind": "workflow",\n  "capability": "mail",\n  "notes": "publishTier is kept for now"\n}\n' \
        > plugins/workflows/mail/package.json
    evidence=plugins/api/store/package.json:4
    ;;
A2)
    ls -d plugins/*/* > src/discovery.txt
    evidence=src/discovery.txt:1
    ;;
A3)
    echo 'a context belongs to one request' > src/context.txt
    evidence=src/context.txt:1
    ;;
A4)
    echo '/api/workflows/<capability>' > src/routes.txt
    evidence=src/routes.txt:1
    ;;
A5)
    echo 'negative: /api/inngest without a signature' > tests/matrix.txt
    evidence=tests/matrix.txt:1
    ;;
A6)
    echo 'each instance has its own root' > src/lifecycle.txt
    evidence=src/lifecycle.txt:1
    ;;
A7)
    review=$(worklead review list --json | field review)
    if [ -z "$review" ]; then
        worklead review start A1
        review=$(worklead review list --json | field review)
        worklead review finding add "$review" --severity high \
            --at plugins/workflows/mail/package.json:5 --text 'The old key publishTier lives on.'
    else
        worklead review rereview "$review" --commit "run/$WORKLEAD_RUN"
        worklead review close "$review"
    fi
    mkdir -p $root
    printf '# Review\n\nThe old keys are looked for in every plugin.\n' > $root/A7_REVIEW.md
    date >> $root/A7_REVIEW.md
    evidence=$root/A7_REVIEW.md:1
    ;;
A7-R*)
    sed -i '/publishTier/d; s/"mail",$/"mail"/' plugins/workflows/mail/package.json
    sed -i '2s/"mail"$/"mail",/' plugins/workflows/mail/package.json
    evidence=plugins/workflows/mail/package.json:4
    ;;
B4A)
    review=$(worklead review list --open --json | field review)
    if [ -z "$review" ]; then
        worklead review start A4 --focus structure
        review=$(worklead review list --open --json | field review)
    fi
    worklead review close "$review"
    mkdir -p $root
    printf '# Structure\n\nEach file is about one thing.\n' > $root/B4A_STRUCTURE.md
    evidence=$root/B4A_STRUCTURE.md:1
    ;;
A8)
    printf '# Guide\n\nA plugin says its kind and its capability.\n' > docs/GUIDE.md
    cat > $root/CLEANUP.toml <<'END'
[cleanup]
run = "phase-a"

[[paths]]
path = "docs/OLD_NOTES.md"
action = "delete"
reason = "The guide has all of it."

[[paths]]
path = "docs/GUIDE.md"
action = "keep"
reason = "It is what people read."

[[paths]]
path = "docs/phase-a/**"
action = "keep"
reason = "It shows how the phase was done."
END
    git rm --quiet docs/OLD_NOTES.md
    evidence=docs/GUIDE.md:3
    ;;
A9)
    printf '# Readiness: phase B\n\nVERDICT: ready\n' > $root/A9_READINESS.md
    evidence=$root/A9_READINESS.md:3
    ;;
esac

mkdir -p "$root/$agent"
echo "Plan of $agent at $task: as the packet says." > "$root/$agent/PLAN.md"
echo "- $(date -u +%Y-%m-%dT%H:%M:%SZ) $task is done." >> "$root/$agent/NOTES.md"
cat > "$root/$agent/FINAL.md" <<END
# Final report of $agent

## Skills Introspected

None.

## Evidence Map

- $task: $evidence

## Assumptions

None.

## Risks

None.

## Unresolved Questions

None.
END
git add --all
git commit --quiet --message "$task"
case $task in
A7-R*)
    finding=$(worklead task show "$task" --packet | grep -o 'F-[0-9]*' | head -n 1)
    worklead review finding fix "$finding" --commit HEAD
    ;;
esac
worklead deliver "$task"
