package dev.rehearsal.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/** Kafka's own command line tools, which the local stack comes without: each is a Java program and a script that starts it. */
final class KafkaScripts {

    private static final Map<String, String> PROGRAMS = Map.of("kafka-topics.sh", "org.apache.kafka.tools.TopicCommand",
            "kafka-consumer-groups.sh", "org.apache.kafka.tools.consumer.group.ConsumerGroupCommand",
            "kafka-features.sh", "org.apache.kafka.tools.FeatureCommand");

    private KafkaScripts() {
    }

    /** @return a folder with the scripts, for {@code PATH} */
    static Path folder() throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "kafka-scripts").toAbsolutePath());
        for (Map.Entry<String, String> program : PROGRAMS.entrySet()) {
            Path script = folder.resolve(program.getKey());
            Files.writeString(script, "#!/bin/sh\nexec '%s/bin/java' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '%s' %s \"$@\"\n"
                    .formatted(System.getProperty("java.home"), System.getProperty("java.class.path"), program.getValue()));
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return folder;
    }
}
