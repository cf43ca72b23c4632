#!/usr/bin/env bash
# Builds everything, runs every suite, and closes with one line: N passed, N failed.
set -uo pipefail
cd "$(dirname "$0")/.."

results=artifacts/test-results
rm -rf "$results"
mkdir -p "$results"

dotnet format ClipshareBox.sln --verify-no-changes || { echo "0 passed, 1 failed"; exit 1; }
dotnet build ClipshareBox.sln -c Release -v quiet || { echo "0 passed, 1 failed"; exit 1; }
# One suite after the other: some of them measure time.
dotnet test ClipshareBox.sln -m:1 -c Release --no-build --logger trx --results-directory "$results"
status=$?
# The build has fetched what these need.
npm --prefix src/web test --silent -- --reporter=dot --reporter=junit --outputFile.junit="$PWD/$results/web.xml" || status=1

count() {
    # The runner's own result files: <Counters total="…" passed="…" failed="…" …/>
    cat "$results"/*.trx 2>/dev/null | grep -o '<Counters [^>]*' | grep -o " $1=\"[0-9]*\"" | grep -o '[0-9]*' | awk '{ n += $1 } END { print n + 0 }'
}
count_web() {
    # JUnit's: <testsuites … tests="…" failures="…" errors="…" …>
    grep -o '<testsuites [^>]*' "$results/web.xml" 2>/dev/null | grep -o " $1=\"[0-9]*\"" | grep -o '[0-9]*' | awk '{ n += $1 } END { print n + 0 }'
}
names_of_failed() {
    # Said once more at the end, where a reader of a long log looks: each failed test and the first lines of why.
    for file in "$results"/*.trx; do
        awk '/<UnitTestResult / && /outcome="Failed"/ { match($0, /testName="[^"]*"/); print "Failed: " substr($0, RSTART + 10, RLENGTH - 11); near = 1 }
             near && /<Message>/ { lines = 4 }
             lines > 0 { print "    " $0; lines-- }
             /<\/Message>/ { lines = 0; near = 0 }' "$file" | sed 's/<[/]*Message>//g'
    done
}
failed_web=$(($(count_web failures) + $(count_web errors)))
passed=$(($(count passed) + $(count_web tests) - failed_web))
failed=$(($(count failed) + $(count error) + $(count timeout) + $(count aborted) + failed_web))
[ "$status" -ne 0 ] && [ "$failed" -eq 0 ] && failed=1
names_of_failed
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
