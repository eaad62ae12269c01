package dev.rehearsal.local.launcher;

import java.time.Duration;
import java.time.Instant;

/** What to do with a stack that is ready. */
final class Guide {
    private Guide() {
    }

    static String text(Settings settings) {
        return TEXT.formatted(elapsed(settings),
                settings.port(Port.PRACTICE), settings.port(Port.CATALOG), settings.port(Port.ANALYTICS),
                settings.port(Port.ISSUER), settings.port(Port.PRACTICE_MANAGEMENT), settings.port(Port.CATALOG_MANAGEMENT),
                settings.port(Port.ANALYTICS_MANAGEMENT));
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

            A walk to paste:

              TOKEN=$(./infra/local/token ada)
              PRACTICE=http://localhost:%2$d/api/v1
              api() { curl -s -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' -H "Idempotency-Key: $RANDOM-$RANDOM" "$@"; echo; }
              value() { sed 's/.*"'$1'":"\\([^"]*\\)".*/\\1/'; }
              SESSION=$PRACTICE/sessions/$(api $PRACTICE/sessions -d '{"topics":["databases"],"questionCount":5}' | value id)
              for i in 1 2 3 4 5; do
                QUESTION=$(api $SESSION/next); echo "$QUESTION"              # the same until it is answered
                case $QUESTION in
                  *'"choices"'*) ANSWER='"choices":["a"]' ;;
                  *) ANSWER='"revealed":true' ;;                             # or "text":"…", then tick the key points it covers
                esac
                api $SESSION/answers -d '{"question":"'$(echo "$QUESTION" | value question)'",'"$ANSWER"'}'
              done
              api $PRACTICE/mastery                                          # moves with every answer
              curl -s http://localhost:%8$d/q/metrics | grep '^topic_mastery_points.*databases'
            """;
}
