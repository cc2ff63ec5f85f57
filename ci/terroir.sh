#!/bin/sh
# terroir-ci [--lay-out] [paths…]: judges specs in CI, and writes the reports that this CI reads. Every kit (the GitHub Action, the GitLab template, the
# pre-commit hook, the container) does nothing but call this; docs/ci.md says how. Exit codes are those of terroir check. With --lay-out the files are laid out instead.
#
#   TERROIR_PATHS      what is judged, a path a line, where no path is given as a word; by default this folder
#   TERROIR_ONLY_NEW   true: of a pull or merge request only what it brings in fails the run
#   TERROIR_BASE       the commit that “new” is measured against; by default the one that the request is against
#   TERROIR_REPORTS    the folder of the reports; by default the runner's own for GitHub, terroir-reports for GitLab, none elsewhere
#
# What terroir check reads itself (TERROIR_FAIL_ON, TERROIR_FAIL_ON_UNKNOWN, TERROIR_AS_OF, TERROIR_HINTS, TERROIR_LANG, TERROIR_CONFIG) it
# goes on reading.
set -eu

say() { printf 'terroir-ci: %s\n' "$1" >&2; }
fail() { say "$1"; exit 2; }

# npm installs this as a link.
self=$0
while [ -L "$self" ]; do
    target=$(readlink "$self")
    case $target in /*) self=$target ;; *) self=$(dirname "$self")/$target ;; esac
done
package=$(cd "$(dirname "$self")/.." && pwd)

# The one of this package, else that of the project, else the one on the path.
built=$package/dist/terroir.cjs
[ -f "$built" ] || built=$PWD/node_modules/terroir/dist/terroir.cjs
[ -f "$built" ] || command -v terroir >/dev/null || fail "terroir is neither built ($package/dist) nor installed (npm install --save-dev terroir)."
call() { if [ -f "$built" ]; then node "$built" "$@"; else terroir "$@"; fi; }

if [ "${1:-}" = --lay-out ]; then
    shift
    call format --quiet -- "$@"
    exit
fi

if [ $# -eq 0 ]; then
    while IFS= read -r path; do
        [ -z "$path" ] || set -- "$@" "$path"
    done <<PATHS
${TERROIR_PATHS:-}
PATHS
fi

# Reports speak of files as the repository does, wherever in it this runs.
root=$(git rev-parse --show-toplevel 2>/dev/null || pwd -P)
work=$(cd "$(mktemp -d)" && pwd -P)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# What an expression comes to of a JSON file, there called “it”.
of() { node -p "const it = JSON.parse(require('fs').readFileSync(process.argv[1], 'utf8')); $2" "$1"; }

# The commit that a request is against; nothing where this is no request.
base() {
    if [ -n "${TERROIR_BASE:-}" ]; then
        echo "$TERROIR_BASE"
    elif [ -n "${GITHUB_EVENT_PATH:-}" ]; then
        of "$GITHUB_EVENT_PATH" 'it.pull_request?.base?.sha ?? it.merge_group?.base_sha ?? ""'
    else
        echo "${CI_MERGE_REQUEST_DIFF_BASE_SHA:-${PRE_COMMIT_FROM_REF:-}}"
    fi
}

# Judges the commit of the base and keeps what it has already. What cannot be judged there excuses nothing.
known() {
    commit=$1
    found=$commit
    shift
    if ! git cat-file -e "$commit^{commit}" 2>/dev/null; then
        git fetch --quiet --depth=1 origin "$commit" 2>/dev/null || fail "The commit $commit is not here: fetch it (fetch-depth: 0 for actions/checkout, GIT_DEPTH: 0 for GitLab)."
        # A branch that was only there goes by this name here.
        found=FETCH_HEAD
    fi
    mkdir "$work/base"
    git -C "$root" archive --format=tar "$found" | tar -xf - -C "$work/base"
    here=$(git rev-parse --show-prefix)
    # A whole path would lead to what is judged, not to what was there before.
    for path; do
        shift
        case $path/ in "$root"/*) path=$work/base${path#"$root"} ;; esac
        set -- "$@" "$path"
    done
    if [ -d "$work/base/$here" ]; then
        (cd "$work/base/$here" && call check --quiet --root "$work/base" --baseline "$work/known.json" --update-baseline --accept-new -- "$@") >/dev/null 2>"$work/said" || true
    fi
    [ -f "$work/known.json" ] || say "The commit $commit could not be judged, so everything counts as new. $(tail -n 1 "$work/said" 2>/dev/null || true)"
}

if [ "${TERROIR_ONLY_NEW:-}" = true ]; then
    git rev-parse --git-dir >/dev/null || fail 'TERROIR_ONLY_NEW needs a git repository.'
    against=$(base) || fail 'What this request is against cannot be read.'
    if [ -n "$against" ]; then known "$against" "$@"; else say 'This is no pull or merge request, so everything counts.'; fi
fi

reports=${TERROIR_REPORTS:-}
set -- --root "$root" -- "$@"
[ ! -f "$work/known.json" ] || set -- --baseline "$work/known.json" "$@"
if [ "${GITHUB_ACTIONS:-}" = true ]; then
    reports=${reports:-${RUNNER_TEMP:-$work}/terroir}
    set -- --format "text:$work/report.txt" --format github "$@"
elif [ "${GITLAB_CI:-}" = true ]; then
    reports=${reports:-terroir-reports}
    set -- --format text --format "gitlab:$reports/code-quality.json" "$@"
else
    set -- --format text "$@"
fi
[ -z "$reports" ] || set -- --format "sarif:$reports/terroir.sarif" --format "junit:$reports/junit.xml" --format "html:$reports/report.html" --format "markdown:$reports/report.md" "$@"

code=0
call check --format "json:$work/report.json" "$@" || code=$?

# What specs say, and what their files are called, commands nothing: a line of the report may begin with ::, too.
if [ -f "$work/report.txt" ]; then
    token=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
    printf '::stop-commands::%s\n' "$token"
    cat "$work/report.txt"
    printf '::%s::\n' "$token"
fi

if [ -n "${GITHUB_OUTPUT:-}" ]; then
    {
        echo "exit-code=$code"
        # Where the run reported nothing, what lies there is of a step before.
        if [ -f "$work/report.json" ]; then
            of "$work/report.json" "['violated', 'unknown', 'waived'].map((name) => name + '=' + it.counts[name]).join('\\n')"
            [ -z "$reports" ] || [ ! -f "$reports/terroir.sarif" ] || echo "sarif=$reports/terroir.sarif"
            [ -z "$reports" ] || [ ! -f "$reports/report.html" ] || echo "html=$reports/report.html"
        fi
    } >>"$GITHUB_OUTPUT"
fi
exit "$code"
