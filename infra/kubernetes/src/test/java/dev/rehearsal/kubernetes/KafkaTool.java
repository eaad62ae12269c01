package dev.rehearsal.kubernetes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Kafka's own {@code kafka-consumer-groups.sh}, as a runbook tells to run it. */
final class KafkaTool {
    private static final Pattern COMMAND = Pattern.compile("(?m)^ *(kafka-consumer-groups[.]sh (?:.*\\\\\n)*.*\n)");
    private static final Pattern CLIENT = Pattern.compile("(?s)```properties\n(.*?)```");
    private static final String TOOL = """
            kafka-consumer-groups.sh() {
              "$JAVA_HOME/bin/java" -XX:+UseSerialGC -cp "$TOOL_PATH" org.apache.kafka.tools.consumer.group.ConsumerGroupCommand "$@"
            }
            """;

    private KafkaTool() {
    }

    /**
     * @param page of infra/runbooks, whose first such command it is
     * @param client has the values of the settings that the documents tell of
     * @return what it wrote: it ends well whatever happens
     */
    static String run(String page, Map<String, Object> client, Path folder, Map<String, String> variables) throws Exception {
        Path file = folder.resolve("client.properties");
        StringBuilder settings = new StringBuilder();
        find(CLIENT, "infra/kubernetes/README.md").lines().map(line -> line.substring(0, line.indexOf('=')))
                .forEach(name -> settings.append(name).append('=').append(client.get(name)).append('\n'));
        Files.writeString(file, settings);
        Map<String, String> environment = new HashMap<>(variables);
        environment.putAll(Map.of("JAVA_HOME", System.getProperty("java.home"), "TOOL_PATH", System.getProperty("java.class.path"),
                "KAFKA_BOOTSTRAP_SERVERS", client.get("bootstrap.servers").toString(), "KAFKA_CLIENT", file.toString()));
        ProcessBuilder bash = new ProcessBuilder("bash", "-euc", TOOL + find(COMMAND, "infra/runbooks/" + page)).redirectErrorStream(true);
        bash.environment().putAll(environment);
        Process process = bash.start();
        return new String(process.getInputStream().readAllBytes());
    }

    private static String find(Pattern pattern, String document) throws IOException {
        Matcher found = pattern.matcher(Files.readString(Manifest.ROOT.resolve(document)));
        if (!found.find()) {
            throw new AssertionError(document + " has nothing of " + pattern);
        }
        return found.group(1);
    }
}
