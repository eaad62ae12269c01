package dev.rehearsal.local.launcher;

/** The stack's ports. Each is overridden by an environment variable. */
enum Port {
    PRACTICE(8080), CATALOG(8081), ANALYTICS(8082), ISSUER(8084),
    PRACTICE_MANAGEMENT(9080), CATALOG_MANAGEMENT(9081), ANALYTICS_MANAGEMENT(9082),
    KAFKA(19092), POSTGRES(15432), PROMETHEUS(9090), ALERTMANAGER(9093), NODE_EXPORTER(9100);

    final int usual;

    Port(int usual) {
        this.usual = usual;
    }

    String variable() {
        return "REHEARSAL_" + name() + "_PORT";
    }
}
