package dev.rehearsal.analytics.openapi;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import dev.rehearsal.analytics.ComponentTest;

@ComponentTest
class OpenApiTest {

    @Test
    void theContractIsWhatTheServiceServes() throws IOException {
        Path contract = Path.of(System.getProperty("rehearsal.root"), "infra/contracts/openapi/analytics.yaml");
        String served = given().get("/q/openapi").then().statusCode(200).extract().asString();
        if (Boolean.getBoolean("openapi.update")) {
            Files.writeString(contract, served);
        }
        assertEquals(Files.readString(contract), served, "update with: ./mvnw test -pl analytics-service -am -Dopenapi.update=true");
    }
}
