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
wrong) echo wrong > "src/$WORKLEAD_TASK.txt" ;;
*) echo right > "src/$WORKLEAD_TASK.txt" ;;
esac
[ "$behaviour" = leave ] && exit 0
git add --all
git commit --quiet --message "Do $WORKLEAD_TASK"
worklead deliver "$WORKLEAD_TASK"
