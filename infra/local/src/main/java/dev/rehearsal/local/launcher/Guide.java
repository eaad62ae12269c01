package dev.rehearsal.local.launcher;

import java.time.Duration;
import java.time.Instant;

/** What to do with a stack that is ready. */
final class Guide {
    private Guide() {
    }

    static String text(Settings settings, boolean withMonitors) {
        return TEXT.formatted(elapsed(settings),
                settings.port(Port.PRACTICE), settings.port(Port.CATALOG), settings.port(Port.ANALYTICS),
                settings.port(Port.ISSUER), settings.port(Port.PRACTICE_MANAGEMENT), settings.port(Port.CATALOG_MANAGEMENT),
                settings.port(Port.ANALYTICS_MANAGEMENT), withMonitors ? monitors(settings) : "");
    }

    private static String monitors(Settings settings) {
        return "  monitoring         http://localhost:%d/   alerts http://localhost:%d/%n"
                .formatted(settings.port(Port.PROMETHEUS), settings.port(Port.ALERTMANAGER));
    }

    /** Since the command began, its build included. */
    private static String elapsed(Settings settings) {
        Instant began = Instant.ofEpochSecond(Long.parseLong(settings.environment().get("REHEARSAL_BEGAN")));
        boolean built = settings.environment().containsKey("REHEARSAL_BUILT");
        return Duration.between(began, Instant.now()).toSeconds() + " s (" + (built ? "cold: with a build" : "warm") + ")";
    }

    private static final String TEXT = """

            Ready after %1$s.

              page               http://localhost:%2$d/
              practice           http://localhost:%2$d/q/swagger-ui   metrics http://localhost:%6$d/q/metrics
              catalog            http://localhost:%3$d/q/swagger-ui   metrics http://localhost:%7$d/q/metrics
              analytics          http://localhost:%4$d/q/swagger-ui   metrics http://localhost:%8$d/q/metrics
              token issuer       http://localhost:%5$d/.well-known/openid-configuration
            %9$s
            A walk to paste:

              TOKEN=$(./infra/local/token ada)
              PRACTICE=http://localhost:%2$d/api/v1
              KEY=$(date +%%s)
              api() { curl -s -H "Authorization: Bearer $TOKEN" -H "Idempotency-Key: $KEY" -H 'Content-Type: application/json' "$@"; echo; }
              value() { sed 's/.*"'$1'":"*\\([^",}]*\\).*/\\1/'; }
              SESSION=$PRACTICE/sessions/$(api $PRACTICE/sessions -d '{"topics":["databases"],"questionCount":5}' | value id)
              for i in 1 2 3 4 5; do
                KEY=$KEY-$i
                QUESTION=$(api $SESSION/next)
                case $QUESTION in
                  *'"choices"'*) GIVEN='"choices":["a"]' ;;
                  *) GIVEN='"revealed":true' ;;
                esac
                ANSWER=$(api $SESSION/answers -d '{"question":"'$(printf '%%s' "$QUESTION" | value question)'",'"$GIVEN"'}')
                printf '%%s\\n' "$QUESTION" "$ANSWER"
              done
              LAST=$(printf '%%s' "$ANSWER" | value sequence)
              for i in 1 2 3 4 5 6 7 8 9 10; do
                MASTERY=$(api $PRACTICE/mastery)
                [ "$(printf '%%s' "$MASTERY" | value appliedSequence)" = "$LAST" ] && break
                sleep 1
              done
              printf '%%s\\n' "$MASTERY"
              curl -s http://localhost:%8$d/q/metrics | grep '^topic_mastery_points.*databases'
            """;
}
