package dev.rehearsal.analytics;

import static io.restassured.RestAssured.given;

import java.net.URL;
import java.util.List;
import java.util.stream.Stream;

/** The metrics as Prometheus gets them, of one moment. */
public record Scrape(List<String> lines) {

    public static Scrape of(URL metrics) {
        return new Scrape(given().accept("text/plain").get(metrics).then().statusCode(200).extract().asString().lines().toList());
    }

    /** Samples of that name with all of these labels, each {@code name="value"}. */
    public List<String> samples(String name, String... labels) {
        return lines.stream().filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .filter(line -> Stream.of(labels).allMatch(line::contains)).toList();
    }

    /** Their sum; 0 without samples. */
    public double sum(String name, String... labels) {
        return samples(name, labels).stream().mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))).sum();
    }
}
