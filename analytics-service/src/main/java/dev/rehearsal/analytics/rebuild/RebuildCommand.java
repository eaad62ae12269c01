package dev.rehearsal.analytics.rebuild;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import org.apache.kafka.common.KafkaException;
import org.flywaydb.core.Flyway;

import dev.rehearsal.analytics.consumer.ConsumerSettings;
import dev.rehearsal.analytics.database.Database.DatabaseException;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.QuarkusApplication;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;

/** The command {@code rebuild}. Exit code 0: the rebuilt tables are live; 3: they differ, nothing has changed; others: it failed. */
@Singleton
@Unremovable
public final class RebuildCommand implements QuarkusApplication {

    private static final String ACCEPT = "--accept-difference";

    private final AgroalDataSource dataSource;
    private final Flyway flyway;
    private final ConsumerSettings settings;
    private final Map<String, Object> kafka;

    RebuildCommand(@DataSource("rebuild") AgroalDataSource dataSource, Flyway flyway, ConsumerSettings settings,
            @Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.dataSource = dataSource;
        this.flyway = flyway;
        this.settings = settings;
        this.kafka = kafka;
    }

    @Override
    public int run(String... arguments) throws Exception {
        List<String> options = List.of(arguments).subList(1, arguments.length);
        boolean acceptDifference = options.equals(List.of(ACCEPT));
        if (!acceptDifference && !options.isEmpty()) {
            System.err.println("rebuild knows " + ACCEPT + " only.");
            return 2;
        }
        PrintStream out = System.out;
        Progress progress = new ConsoleProgress(out, System.console() != null);
        try {
            List<String> differences = new Rebuild(dataSource, flyway.getConfiguration(), settings, kafka, version(), progress)
                    .run(acceptDifference);
            differences.forEach(difference -> out.println("differs: " + difference));
            out.println(differences.isEmpty() ? "The rebuilt state equals the live one and is live now."
                    : acceptDifference ? "The rebuilt state differs from the live one and is live now."
                            : "The rebuilt state differs from the live one, which is unchanged. To switch all the same: rebuild " + ACCEPT);
            return differences.isEmpty() || acceptDifference ? 0 : 3;
        } catch (RebuildException e) {
            System.err.println(e.getMessage());
        } catch (KafkaException e) {
            System.err.println("Kafka: " + e.getMessage() + ". What is applied stays: run it again.");
        } catch (DatabaseException e) {
            System.err.println("The database: " + e.getMessage() + ". What is applied stays: run it again.");
        }
        return 2;
    }

    /** A digest of the service's own jar: whatever changes in it may change the state. */
    private static String version() throws Exception {
        CodeSource source = RebuildCommand.class.getProtectionDomain().getCodeSource();
        Path jar = source == null ? null : Path.of(source.getLocation().toURI());
        if (jar == null || !Files.isRegularFile(jar)) {
            return "code that is not packaged";
        }
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (InputStream bytes = Files.newInputStream(jar)) {
            byte[] buffer = new byte[1 << 16];
            for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        } catch (IOException e) {
            throw new RebuildException("The service's jar can't be read: " + e);
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
