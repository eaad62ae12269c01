# For the commands beside it: where things are, which Java. Plain enough for the bash 3.2 of macOS.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
data=${REHEARSAL_DATA:-$root/.local}
jar=$root/infra/local/target/rehearsal-local-1.0.0-SNAPSHOT.jar

fail() {
  echo "$1" >&2
  exit 1
}

find_java() {
  if [ -n "${JAVA_HOME:-}" ]; then java=$JAVA_HOME/bin/java; else java=$(command -v java || true); fi
  found=$("${java:-java}" -version 2>&1 | sed -n 's/.* version "\(1[.]\)*\([0-9]*\).*/\2/p' || true)
  [ -n "$found" ] || fail "A JDK, 17 or newer, is needed and none was found: install one, or set JAVA_HOME to its folder."
  [ "$found" -ge 17 ] || fail "A JDK, 17 or newer, is needed, and $java is $found: install a newer one, or set JAVA_HOME to its folder."
}

# Runs the launcher from a copy, which no build changes while it runs.
launch() {
  mkdir -p "$data/launcher" && cp "$jar" "$data/launcher/$$.jar" && mv -f "$data/launcher/$$.jar" "$data/launcher/launcher.jar" ||
    fail "The local stack can't write its folder $data."
  exec "$java" -Drehearsal.root="$root" -Dorg.slf4j.simpleLogger.defaultLogLevel=off -Xmx64m -XX:+UseSerialGC \
    -XX:TieredStopAtLevel=1 -cp "$data/launcher/launcher.jar:$root/infra/local/target/lib/*" \
    dev.rehearsal.local.launcher.Main "$@"
}

# run_command SERVICE ARGUMENT… : a service's command, on the stack's own parts unless the variables of up --external say otherwise.
run_command() {
  find_java
  service=$1
  shift
  app=$(ls -dt "$data/$service"/app-*/ 2>/dev/null | head -n 1 || true)
  [ -n "$app" ] || fail "There is no local stack in $data: start it with ./infra/local/up."
  prefix=REHEARSAL_$(echo "$service" | tr a-z A-Z)_JDBC
  url=${prefix}_URL user=${prefix}_USERNAME password=${prefix}_PASSWORD
  export KAFKA_BOOTSTRAP_SERVERS=${KAFKA_BOOTSTRAP_SERVERS:-127.0.0.1:${REHEARSAL_KAFKA_PORT:-19092}}
  export QUARKUS_DATASOURCE_JDBC_URL=${!url:-jdbc:postgresql://localhost:${REHEARSAL_POSTGRES_PORT:-15432}/$service}
  export QUARKUS_DATASOURCE_USERNAME=${!user:-$service}
  [ -z "${!password:-}" ] || export QUARKUS_DATASOURCE_PASSWORD=${!password}
  cd "$app"
  classes=$(ls classes-*.jsa 2>/dev/null | head -n 1 || true)
  # jdk.console: a console is a terminal in newer Javas too.
  exec "$java" -Xmx192m -Djdk.console=java.base ${classes:+-XX:SharedArchiveFile=$classes} -jar quarkus-run.jar "$@"
}
