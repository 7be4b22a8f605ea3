# Finds Java and starts the launcher. bin/pellucid of a distribution and launcher/pellucid of a checkout source this
# file and then call find_java and start. They set
#   java_wanted  which Java to install, for messages
#   runtime      folder of a Java runtime that comes with Pellucid; empty or not there if none does
#   lib          folder of the launcher's jars
#   layout       options that tell the launcher where everything else is
#   spare        folder for a cache where the user has no home directory

# A stream that is closed would be the number of the next file opened.
[[ -e /dev/fd/0 ]] || exec </dev/null
[[ -e /dev/fd/1 ]] || exec >/dev/null
[[ -e /dev/fd/2 ]] || exec 2>/dev/null
# Without a locale Java takes names of files for ASCII.
case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in
  '' | C | POSIX) export LC_ALL=C.UTF-8 ;;
esac
# OpenCV would write on standard error what the exceptions say anyway.
export OPENCV_LOG_LEVEL=${OPENCV_LOG_LEVEL:-SILENT}

fail() {
  printf 'pellucid: %s\n' "$1" >&2
  exit 3
}

# Sets java and version.
find_java() {
  if [[ -n $runtime && -x $runtime/bin/java ]]; then
    java=$runtime/bin/java
  elif [[ -n ${JAVA_HOME:-} ]]; then
    java=$JAVA_HOME/bin/java
    [[ -x $java ]] || fail "JAVA_HOME is $JAVA_HOME, but there is no bin/java in it: set it to $java_wanted"
  else
    java=$(command -v java) || fail "java is not on the PATH: install $java_wanted"
  fi
  # Java's release file says the version; asking the JVM would take as long as starting it. 0 if there is none.
  local line file
  file=$(readlink -f "$java")
  file=${file%/bin/java}/release
  version=0
  [[ -r $file ]] || return 0
  while IFS= read -r line; do
    if [[ $line =~ ^JAVA_VERSION=\"(1\.)?([0-9]+) ]]; then
      version=${BASH_REMATCH[2]}
    fi
  done <"$file"
  if ((version > 0 && version < 17)); then
    fail "$java is Java $version: install $java_wanted, or set JAVA_HOME to one"
  fi
}

# Sets cache, as the XDG base directory specification says.
find_cache() {
  if [[ ${XDG_CACHE_HOME:-} == /* ]]; then
    cache=$XDG_CACHE_HOME/pellucid
  elif [[ -n ${HOME:-} ]]; then
    cache=$HOME/.cache/pellucid
  else
    cache=$spare
  fi
}

# Sets archive to the archive of loaded classes that belongs to this Java and these jars, and to nothing if there is
# none. Its name ends with its size: one that was cut short would crash the JVM, and is not taken.
find_archive() {
  local LC_ALL=C place=${lib//[^a-zA-Z0-9.-]/-}
  ((${#place} <= 100)) || place=${place: -100}
  archives=$cache/classes
  local candidates=("$archives/$place".*.jsa) facts i size
  facts=($(stat -L -c %s-%Y "$java" "$lib/org.pellucid.launcher.jar" "${candidates[@]}" 2>/dev/null)) || true
  archive_java=$place.${facts[0]-}
  archive_name=$archive_java.${facts[1]-}
  archive=
  for i in "${!candidates[@]}"; do
    size=${facts[i + 2]-}
    if [[ ${candidates[i]} == "$archives/$archive_name.${size%-*}.jsa" ]]; then
      archive=${candidates[i]}
    fi
  done
}

# Has the JVM make an archive when it ends, if there is a place for it. A JVM that cannot write it fails at its end,
# whatever the command did; so room is taken in advance, and the JVM gives it back just before it writes.
make_archive() {
  local made=$archives/$archive_name.$$.new
  if ! { mkdir -p "$archives" && head -c 32M /dev/zero >"$made" && mkfifo -m 600 "$made.end"; } 2>/dev/null; then
    rm -f "$made" 2>/dev/null || true
    return 0
  fi
  keep_archive "$made" <"$made.end" >/dev/null 2>&1 &
  exec 8>"$made.end"
  rm "$made.end"
  options+=(-XX:ArchiveClassesAtExit="$made" -Dpellucid.archive=true)
}

# Runs beside the JVM, whose end closes the pipe on standard input. A whole archive takes its place then.
keep_archive() {
  local made=$1 size old
  trap '' INT TERM HUP
  cat >/dev/null
  if "$java" "${jvm[@]}" -XX:ErrorFile=/dev/null -Xshare:on -XX:SharedArchiveFile="$made" -cp "$lib/*" -version; then
    size=$(stat -c %s "$made")
    mv "$made" "$archives/$archive_name.$size.jsa"
    for old in "$archives/$archive_java".*.jsa; do
      [[ $old == "$archives/$archive_name.$size.jsa" ]] || rm -f "$old"
    done
  fi
  rm -f "$made"
  # those of other Javas and installations that may be gone; one that is still used is made again
  find "$archives" -type f -mtime +30 -delete
}

# Becomes the launcher.
start() {
  local options jvm=(-XX:+UseSerialGC) given=()
  find_cache
  options=("${jvm[@]}" -Xms24m -Xmn12m -Xmx1g -Xshare:auto -Xlog:disable "-Xlog:all=error,cds*=off:stderr"
    -Djava.awt.headless=true -Dpellucid.cache="$cache" "${layout[@]}")
  if ((version >= 24)); then
    # otherwise it warns of native libraries, and of the framework's use of Unsafe
    options+=(--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow)
  fi
  case ${1:-} in
    bench | interpret | evaluate | serve | open) ;;
    shell) options+=(-XX:CompileThresholdScaling=10) ;; # the prompt before the second compiler; what is hot gets there
    *) options+=(-XX:TieredStopAtLevel=1) ;; # short commands end before the second compiler has paid
  esac
  [[ -t 1 ]] && options+=(-Dpellucid.screen=true)
  [[ -t 2 ]] && options+=(-Dpellucid.terminal=true)
  [[ -t 1 || -t 2 ]] && options+=(-Dpellucid.width="$(tput cols 2>/dev/null || echo 80)")
  # The editor of the shell's lines cannot work in a terminal that does not know its size.
  if [[ ${1:-} == shell && -t 0 && $(stty size 2>/dev/null) == '0 0' ]]; then
    stty rows 24 cols 80
  fi
  [[ -z ${PELLUCID_OPTS:-} ]] || read -r -d '' -a given <<<"$PELLUCID_OPTS" || true
  find_archive
  if [[ -n $archive ]]; then
    options+=(-XX:SharedArchiveFile="$archive")
  elif [[ ${1:-} == explain && ${#given[@]} == 0 ]]; then
    # the launcher runs short commands for it that print nothing
    make_archive
  fi
  exec "$java" "${options[@]}" "${given[@]}" -cp "$lib/*" org.pellucid.launcher.Launcher "$@"
}
