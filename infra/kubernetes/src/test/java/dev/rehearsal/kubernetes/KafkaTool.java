package dev.rehearsal.kubernetes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Kafka's own tools: each is a Java program and a script that starts it. */
final class KafkaTool {
    private static final String PROGRAM = "'%s/bin/java' -XX:+UseSerialGC -cp '%s' org.apache.kafka.tools."
            .formatted(System.getProperty("java.home"), System.getProperty("java.class.path"));
    /** What {@code kafka-topics.sh} runs. */
    static final String TOPICS = PROGRAM + "TopicCommand";
    private static final String GROUPS = "kafka-consumer-groups.sh() { " + PROGRAM + "consumer.group.ConsumerGroupCommand \"$@\"; }\n";
    private static final Pattern COMMAND = Pattern.compile("(?m)^ *(kafka-consumer-groups[.]sh (?:.*\\\\\n)*.*\n)");
    private static final Pattern CLIENT = Pattern.compile("(?s)```properties\n(.*?)```");

    private KafkaTool() {
    }

    /**
     * Runs {@code kafka-consumer-groups.sh} as a runbook tells to.
     *
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
        String command = GROUPS + find(COMMAND, "infra/runbooks/" + page);
        ProcessBuilder bash = new ProcessBuilder("bash", "-euc", command).redirectErrorStream(true);
        bash.environment().putAll(variables);
        bash.environment().putAll(Map.of("KAFKA_BOOTSTRAP_SERVERS", client.get("bootstrap.servers").toString(),
                "KAFKA_CLIENT", file.toString()));
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
