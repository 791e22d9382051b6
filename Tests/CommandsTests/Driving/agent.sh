#!/bin/sh
# A scripted agent of a run. What it does at a task is the next line of the file
# $BEHAVIOURS/TASK, or to do it well.
cat > "$BEHAVIOURS/$WORKLEAD_TASK.prompt"
plan="$BEHAVIOURS/$WORKLEAD_TASK"
behaviour=$(head -n 1 "$plan" 2>/dev/null || true)
[ -e "$plan" ] && sed -i 1d "$plan"
echo "at $WORKLEAD_TASK: ${behaviour:-work}"
case ${behaviour:-work} in
idle) exit 0 ;;
fail) echo 'it is too hard' >&2; exit 3 ;;
die) kill -9 $$ ;;
hang)
    trap '' TERM
    setsid sleep 1000 &
    echo $! > "$BEHAVIOURS/$WORKLEAD_TASK.sleeper"
    echo $$ > "$BEHAVIOURS/$WORKLEAD_TASK.hangs"
    while :; do sleep 1000; done
    ;;
lock) touch "$(git rev-parse --git-path index.lock)"; exit 1 ;;
lock-all) touch "$(git rev-parse --git-common-dir)/index.lock"; exit 1 ;;
switch)
    git switch --quiet --create elsewhere
    exit 1
    ;;
move)
    echo evil > evil.txt
    git add evil.txt
    evil=$(git commit-tree -p run/phase-a -m evil "$(git write-tree)")
    git rm --quiet --force evil.txt
    git update-ref refs/heads/run/phase-a "$evil"
    exit 1
    ;;
delete) rm -rf "$PWD"; exit 1 ;;
wrong) echo wrong > "src/$WORKLEAD_TASK.txt" ;;
*) echo right > "src/$WORKLEAD_TASK.txt" ;;
esac
[ "$behaviour" = leave ] && exit 0
git add --all
git commit --quiet --message "Do $WORKLEAD_TASK"
worklead deliver "$WORKLEAD_TASK"
