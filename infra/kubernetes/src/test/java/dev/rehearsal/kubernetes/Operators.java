package dev.rehearsal.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Stream;

/**
 * What controllers and operators make of the objects of a cluster, as far as a command of kubectl waits for it: pods, secrets, status.
 * They are played: what the real ones do only a cluster can show. CloudNativePG doesn't tell which generation its status is of.
 */
record Operators(Cluster cluster) {
    private static final ObjectMapper JSON = new ObjectMapper();

    void act() {
        cluster.all().forEach(object -> {
            switch (object.kind()) {
                case "Deployment" -> deployed(object);
                case "Job" -> ended(object);
                case "Kafka" -> status(object).put("kafkaVersion", object.text("/spec/kafka/version"))
                        .put("kafkaMetadataVersion", object.at("/spec/kafka/metadataVersion").asText("4.1-IV1"));
                case "KafkaNodePool" -> nodes(object);
                case "ScaledObject" -> scaled(object);
                case "Cluster" -> postgres(object);
                default -> { }
            }
            secrets(object).map(name -> "Secret " + name).filter(id -> cluster.find(id).isEmpty())
                    .forEach(id -> cluster.create(manifest(id, object)));
        });
    }

    /** Strimzi renews the certificates that it was told to. */
    void renew() {
        cluster.all().filter(object -> object.is("Secret")).map(secret -> (ObjectNode) secret.tree()).forEach(secret -> {
            if (secret.withObject("/metadata/annotations").remove("strimzi.io/force-renew") != null) {
                secret.withObject("/data").put("user.crt", "renewed");
            }
        });
    }

    /** Of Secrets that an operator makes for an object. */
    static Stream<String> secrets(Manifest object) {
        return switch (object.kind()) {
            case "Cluster" -> Stream.of(object.name() + "-app", object.name() + "-ca");
            case "Kafka" -> Stream.of(object.name() + "-cluster-ca-cert");
            case "KafkaUser" -> Stream.of(object.name());
            default -> Stream.empty();
        };
    }

    private void deployed(Manifest deployment) {
        pods(deployment, deployment.name(), deployment.at("/spec/replicas").asInt(1), deployment.at("/spec/template"));
        status(deployment);
    }

    private void ended(Manifest job) {
        pods(job, job.name(), 1, job.at("/spec/template"));
        ObjectNode status = (ObjectNode) cluster.find("Pod " + job.name() + "-0").orElseThrow().at("/status");
        status.withArray("/containerStatuses").removeAll().addObject().put("name", "command").putObject("state").putObject("terminated")
                .put("exitCode", cluster.jobsExitWith());
        status(job).withArray("/conditions").removeAll().addObject().put("type", cluster.jobsExitWith() == 0 ? "Complete" : "Failed")
                .put("status", "True");
    }

    /** With the numbers that they are told, and their volumes, which grow as the pool says. */
    private void nodes(Manifest pool) {
        int first = Integer.parseInt(pool.text("/metadata/annotations/strimzi.io~1next-node-ids").replaceFirst("\\[(\\d+)-\\d+]", "$1"));
        for (int id = first; id < first + pool.at("/spec/replicas").asInt(); id++) {
            String name = pool.text("/metadata/labels/strimzi.io~1cluster") + "-" + pool.name() + "-" + id;
            pod(pool, name, template("kafka", "any"));
            ObjectNode claim = (ObjectNode) manifest("PersistentVolumeClaim data-0-" + name, pool).tree();
            claim.withObject("/metadata/labels").put("strimzi.io/pool-name", pool.name());
            claim.withObject("/spec/resources/requests").put("storage", pool.text("/spec/storage/volumes/0/size"));
            cluster.create(new Manifest(claim));
        }
    }

    /** KEDA has the work done by an autoscaler, or keeps a number itself while it is told to. */
    private void scaled(Manifest scaler) {
        ObjectNode autoscaler = (ObjectNode) manifest("HorizontalPodAutoscaler keda-hpa-" + scaler.name(), scaler).tree();
        cluster.create(new Manifest(autoscaler.put("apiVersion", "autoscaling/v2")));
        String paused = scaler.text("/metadata/annotations/autoscaling.keda.sh~1paused-replicas");
        if (!paused.isEmpty()) {
            Manifest target = cluster.find("Deployment " + scaler.text("/spec/scaleTargetRef/name")).orElseThrow();
            ((ObjectNode) target.tree()).withObject("/spec").put("replicas", Integer.parseInt(paused));
            deployed(target);
        }
    }

    private void postgres(Manifest database) {
        String image = database.text("/spec/imageName");
        status(database).put("currentPrimary", database.name() + "-0").withObject("/pgDataImageInfo").put("image", image);
        ObjectNode template = template("postgres", image);
        template.withObject("/metadata/labels").put("cnpg.io/cluster", database.name()).put("cnpg.io/podRole", "instance");
        pods(database, database.name(), database.at("/spec/instances").asInt(), template);
    }

    /** As many as there should be, of that template. */
    private void pods(Manifest owner, String name, int count, JsonNode template) {
        cluster.all().filter(pod -> pod.is("Pod") && pod.name().matches(name + "-\\d+"))
                .filter(pod -> Integer.parseInt(pod.name().replaceFirst(".*-", "")) >= count).forEach(cluster::remove);
        for (int i = 0; i < count; i++) {
            pod(owner, name + "-" + i, template);
        }
    }

    private void pod(Manifest owner, String name, JsonNode template) {
        ObjectNode tree = Patch.apply(manifest("Pod " + name, owner).tree(), template, false);
        tree.putObject("status").put("phase", "Running");
        cluster.create(new Manifest(tree));
    }

    private static ObjectNode template(String container, String image) {
        ObjectNode template = JSON.createObjectNode();
        template.putObject("spec").putArray("containers").addObject().put("name", container).put("image", image);
        return template;
    }

    private static ObjectNode status(Manifest object) {
        ObjectNode status = ((ObjectNode) object.tree()).withObject("/status");
        status.withArray("/conditions").removeAll().addObject().put("type", "Ready").put("status", "True");
        return object.is("Cluster") ? status : status.put("observedGeneration", object.at("/metadata/generation").asInt());
    }

    private static Manifest manifest(String id, Manifest owner) {
        ObjectNode tree = JSON.createObjectNode().put("apiVersion", "v1").put("kind", id.split(" ")[0]);
        tree.putObject("metadata").put("name", id.split(" ")[1]).put("namespace", owner.text("/metadata/namespace"));
        return new Manifest(tree);
    }
}
