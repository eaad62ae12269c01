package dev.rehearsal.local.launcher;

import dev.rehearsal.local.IssuerProcess;
import dev.rehearsal.local.Kafka;
import dev.rehearsal.local.Monitor;
import dev.rehearsal.local.Part;
import dev.rehearsal.local.Postgres;
import dev.rehearsal.local.Service;
import dev.rehearsal.local.process.Http;
import dev.rehearsal.local.process.LocalProcess;
import dev.rehearsal.local.process.LocalStackException;
import dev.rehearsal.local.process.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the stack consists of. */
public final class LocalStack {
    public static final List<String> SERVICES = List.of("catalog", "practice", "analytics");
    private static final Duration QUESTIONS = Duration.ofSeconds(30);
    /** Pages of this machine; brackets, because a list in a setting takes backslashes away. */
    private static final String LOCAL_ORIGINS = "/http://(localhost|127[.]0[.]0[.]1)(:[0-9]+)?/";

    private final Settings settings;
    private final boolean isExternal;
    private final Postgres postgres;
    private final Kafka kafka;
    private final IssuerProcess issuer;
    private final Map<String, Service> services = new LinkedHashMap<>();
    private final Monitor prometheus;
    private final Monitor alertmanager;
    private final Monitor nodeExporter;

    private LocalStack(Settings settings, boolean isExternal) {
        Path data = settings.data();
        this.settings = settings;
        this.isExternal = isExternal;
        this.postgres = Postgres.of(data.resolve("postgres"), settings.port(Port.POSTGRES));
        this.kafka = Kafka.of(data.resolve("kafka"), settings.port(Port.KAFKA));
        this.issuer = new IssuerProcess(data.resolve("issuer"), settings.port(Port.ISSUER));
        for (String service : SERVICES) {
            services.put(service, new Service(service, data.resolve(service), data.resolve("logs").resolve(service + ".log"),
                    settings.port(Port.valueOf(service.toUpperCase())),
                    settings.port(Port.valueOf(service.toUpperCase() + "_MANAGEMENT")), environment(service)));
        }
        this.prometheus = Monitor.prometheus(data.resolve("prometheus"), settings.port(Port.PROMETHEUS), settings::withPorts);
        this.alertmanager = Monitor.alertmanager(data.resolve("alertmanager"), settings.port(Port.ALERTMANAGER), settings::withPorts);
        this.nodeExporter = Monitor.nodeExporter(data.resolve("node-exporter"), settings.port(Port.NODE_EXPORTER));
    }

    /** With a Kafka and a PostgreSQL of its own. */
    public static LocalStack local(Settings settings) {
        return new LocalStack(settings, false);
    }

    /** With a Kafka and a PostgreSQL that exist elsewhere. */
    public static LocalStack external(Settings settings) {
        return new LocalStack(settings, true);
    }

    /** What the services need, in the order of starting; they are independent of each other. */
    List<Part> base() {
        return isExternal ? List.of(issuer) : List.of(postgres, kafka, issuer);
    }

    /** The three services; independent of each other too. */
    List<Part> services() {
        return List.copyOf(services.values());
    }

    /** What watches the services; independent of each other. Runs only where it is asked for. */
    List<Part> monitors() {
        return List.of(nodeExporter, alertmanager, prometheus);
    }

    /** Throws when this machine lacks one of the monitors. */
    void requireMonitors() {
        List.of(prometheus, alertmanager, nodeExporter).forEach(Monitor::requireProgram);
    }

    /** When the services are ready: a first start has no questions to practise until they are copied from the catalog. */
    public static void awaitQuestions(Service practice) {
        String metrics = practice.managementUrl() + "/q/metrics";
        if (!LocalProcess.waitUntil(() -> Http.get(metrics).filter(LocalStack::hasQuestions).isPresent(), QUESTIONS)) {
            throw new LocalStackException("practice has no questions after " + QUESTIONS.toSeconds() + " s, see "
                    + practice.process().log() + ".");
        }
    }

    private static boolean hasQuestions(String metrics) {
        return metrics.lines().anyMatch(line -> line.startsWith("catalog_copy_age_seconds ") && !line.endsWith("NaN"));
    }

    public String issuerUrl() {
        return issuer.url();
    }

    public Kafka kafka() {
        return kafka;
    }

    public Postgres postgres() {
        return postgres;
    }

    public Monitor prometheus() {
        return prometheus;
    }

    public Monitor alertmanager() {
        return alertmanager;
    }

    /** @param name one of {@link #SERVICES} */
    public Service service(String name) {
        return services.get(name);
    }

    /** When the base is ready, before the services start: topics and databases. */
    void prepare() {
        if (isExternal) {
            Kafka.createTopics(settings.externalKafka());
        } else {
            SERVICES.forEach(postgres::createDatabase);
        }
    }

    /** One more process of a service, on free ports, in a folder of its own, with {@code environment} over the stack's. Not started. */
    public Service replica(String service, Path folder, Map<String, String> environment) {
        Map<String, String> all = environment(service);
        all.putAll(environment);
        return new Service(service, folder, folder.resolve("log"), Ports.free(), Ports.free(), all);
    }

    /** What a process of a service is told of the rest of the stack, but not its ports. */
    public Map<String, String> environment(String service) {
        Map<String, String> environment = new TreeMap<>();
        environment.put("QUARKUS_OIDC_AUTH_SERVER_URL", issuer.url());
        environment.put("REHEARSAL_CLIENT_SECRET", "local");
        environment.put("QUARKUS_REST_CLIENT_CATALOG_URL", url(Port.CATALOG));
        environment.put("QUARKUS_REST_CLIENT_ANALYTICS_URL", url(Port.ANALYTICS));
        environment.put("QUARKUS_HTTP_CORS_ORIGINS", LOCAL_ORIGINS);
        environment.put("QUARKUS_SWAGGER_UI_ENABLED", "true");
        if (isExternal) {
            environment.put("KAFKA_BOOTSTRAP_SERVERS", settings.externalKafka().get("bootstrap.servers").toString());
            environment.putAll(settings.externalDatabase(service));
        } else {
            environment.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
            environment.put("QUARKUS_DATASOURCE_JDBC_URL", postgres.jdbcUrl(service));
            environment.put("QUARKUS_DATASOURCE_USERNAME", service);
        }
        return environment;
    }

    private String url(Port port) {
        return "http://localhost:" + settings.port(port);
    }
}
