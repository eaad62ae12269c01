package dev.rehearsal.practice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import dev.rehearsal.local.process.Installation;

/** As a process: what it exits with is the answer. */
class MainTest {

    @Test
    void aMistypedCommandIsToldWhichThereAreAndStartsNoService() throws Exception {
        Process main = new ProcessBuilder(Installation.java("-cp", System.getProperty("java.class.path"), Main.class.getName(), "reconsile"))
                .redirectErrorStream(true).start();
        try {
            assertTrue(main.waitFor(30, TimeUnit.SECONDS), "it runs");
            String told = new String(main.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(told.contains("There is no command reconsile. There are pause-publishing, reconcile, resume-publishing."), told);
            assertEquals(2, main.exitValue(), told);
        } finally {
            main.destroyForcibly();
        }
    }
}
