package dev.rehearsal.local.launcher;

import dev.rehearsal.local.process.Installation;
import dev.rehearsal.local.process.LocalStackException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What environment variables say about the stack: where its data and ports are, and what it uses of others. */
public record Settings(Map<String, String> environment) {

    /** The folder of all that the stack writes. */
    Path data() {
        String data = environment.get("REHEARSAL_DATA");
        return data == null ? Installation.root().resolve(".local") : Path.of(data).toAbsolutePath().normalize();
    }

    int port(Port port) {
        String value = environment.getOrDefault(port.variable(), Integer.toString(port.usual));
        if (!value.matches("[0-9]{1,5}") || Integer.parseInt(value) < 1 || Integer.parseInt(value) > 65535) {
            throw new LocalStackException(port.variable() + " must be a port from 1 to 65535.");
        }
        return Integer.parseInt(value);
    }

    /** The text with the stack's usual ports at localhost replaced by those that are set. */
    String withPorts(String text) {
        Map<String, Port> usual = Arrays.stream(Port.values()).collect(Collectors.toMap(port -> "localhost:" + port.usual, port -> port));
        return Pattern.compile("localhost:[0-9]+").matcher(text)
                .replaceAll(found -> usual.containsKey(found.group()) ? "localhost:" + port(usual.get(found.group())) : found.group());
    }

    /** The variable that sets this port. */
    String variable(int number) {
        return Arrays.stream(Port.values()).filter(port -> port(port) == number).findFirst().orElseThrow().variable();
    }

    /** The Kafka client settings of an external Kafka: KAFKA_SECURITY_PROTOCOL is security.protocol, as for the services. */
    Map<String, Object> externalKafka() {
        required("KAFKA_BOOTSTRAP_SERVERS");
        Map<String, Object> client = new TreeMap<>();
        environment.forEach((name, value) -> {
            if (name.startsWith("KAFKA_")) {
                client.put(name.substring("KAFKA_".length()).toLowerCase().replace('_', '.'), value);
            }
        });
        return client;
    }

    /** What a service is told of its external database. */
    Map<String, String> externalDatabase(String service) {
        String prefix = "REHEARSAL_" + service.toUpperCase() + "_JDBC_";
        Map<String, String> database = new TreeMap<>();
        database.put("QUARKUS_DATASOURCE_JDBC_URL", required(prefix + "URL"));
        database.put("QUARKUS_DATASOURCE_USERNAME", environment.getOrDefault(prefix + "USERNAME", service));
        Optional.ofNullable(environment.get(prefix + "PASSWORD"))
                .ifPresent(password -> database.put("QUARKUS_DATASOURCE_PASSWORD", password));
        return database;
    }

    private String required(String variable) {
        String value = environment.get(variable);
        if (value == null || value.isBlank()) {
            throw new LocalStackException("--external needs " + variable + ", see infra/local/README.md.");
        }
        return value;
    }
}
