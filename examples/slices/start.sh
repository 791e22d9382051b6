#!/bin/sh
# Makes the repository of the example run, with its workspace and its agents: start.sh DIRECTORY
set -eu
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1/host"
cd "$1/host"
git init --quiet --initial-branch main
mkdir -p docs plugins/api/store plugins/workflows/mail src tests .worklead
for name in api/store workflows/mail; do
    printf '{\n  "name": "%s",\n  "templateRole": "plugin",\n  "publishTier": "gold"\n}\n' \
        "${name#*/}" > "plugins/$name/package.json"
done
echo '# What phase A is about' > docs/PACKET.md
echo 'What was noted on the way.' > docs/OLD_NOTES.md
echo '# Guide' > docs/GUIDE.md
touch src/.keep tests/.keep
cat > .worklead/gates.toml <<'END'
[[keys]]
files = ["plugins/*/*/package.json"]
forbidden = ["templateRole", "channel", "publishTier", "published"]
required = ["kind", "capability"]
reason = "The runtime knows plugins by kind and capability alone."
END
git add --all
git commit --quiet --message 'Where phase A begins'
worklead init --name phase
for number in 1 2 3 4 5 6; do
    worklead agent register "agent-$number" --role worker
done
# The guard holds those slices that name it; the others may still have the old keys.
worklead rule set keys advise
sed "s|\"AGENT\"|\"$here/agent.sh\"|" "$here/phase-a.toml" > ../phase-a.toml
